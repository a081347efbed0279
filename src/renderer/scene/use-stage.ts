import { createContext, useContext } from 'react'
import type { StageUniforms } from './marks/uniforms'
import type { StageModel } from './stage-model'

/**
 * What all marks of a stage share. Content comes to a mark as props; what a frame sets, the camera, the playhead and
 * the quality, it reads off the model in `useFrame`.
 */
export interface StageParts {
  readonly model: StageModel
  readonly uniforms: StageUniforms
}

export const StageContext = createContext<StageParts | undefined>(undefined)

export function useStage(): StageParts {
  const parts = useContext(StageContext)
  if (parts === undefined) throw new Error('a mark stands outside a stage')
  return parts
}
