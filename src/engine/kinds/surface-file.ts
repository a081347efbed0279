import { z } from 'zod'
import { invalid, type Problem, valid } from '../../core/problem'
import type { MeshLook } from '../../formats/mesh/surface-mesh'
import { prepareWriting, surfaceFile } from '../../formats/write-surface'
import { costLimits, defineJobKind } from '../job-kind'
import type { Need } from '../needs'
import { checkShape } from './specs'
import { surfaceKind, type SurfaceResult, type SurfaceSpec } from './surface'

const schema = z.strictObject({
  /** Its ending says what is written. */
  name: z.string(),
  surface: z.looseObject({}),
  /** Of a mesh. */
  look: z.strictObject({
    colorMap: z.enum(['viridis', 'cividis', 'magma']),
    height: z.strictObject({ scale: z.enum(['linear', 'log']), exaggeration: z.number() }),
  }),
})

export interface SurfaceFileSpec {
  readonly name: string
  readonly surface: SurfaceSpec
  readonly look: MeshLook
}

export type SurfaceFileResult = { readonly bytes: Uint8Array } | { readonly problems: readonly Problem[] }

/** Writes a surface as a file; what has no such file is an answer, not a failure. */
export const surfaceFileKind = defineJobKind({
  id: 'surface-file',
  version: 1,
  prepare: ({ name }: SurfaceFileSpec) => prepareWriting(name),

  validate(given) {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid<SurfaceFileSpec>(...shape.problems)
    const surface = surfaceKind.validate(shape.value.surface)
    if (surface.value === undefined) return invalid<SurfaceFileSpec>(...surface.problems)
    return valid({ ...shape.value, surface: surface.value })
  },

  cost({ surface: { resolution } }) {
    const bytes = 100 * resolution[0] * resolution[1]
    return { work: 1, bytes: Math.min(bytes, costLimits.bytes), smaller: 'take fewer points' }
  },
  needs: (spec) => [surfaceNeed(spec)],
  plan: () => [0],

  *run(spec, _tile, needed): Generator<undefined, SurfaceFileResult, void> {
    const file = surfaceFile(spec.name, needed.of(surfaceNeed(spec)) as SurfaceResult, spec.look)
    return file.value === undefined ? { problems: file.problems } : { bytes: file.value }
  },

  merge: (_spec, [result]): SurfaceFileResult => result!,
})

function surfaceNeed({ surface }: SurfaceFileSpec): Need {
  return { kind: 'surface', spec: surface }
}
