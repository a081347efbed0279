import { useMemo } from 'react'
import type { StageContent } from '../stage'
import { stageThemes } from '../theme'
import { Ribbon } from './ribbon'

/** The surface's outline: where the shown domain ends. */
export function Rim({ theme }: Pick<StageContent, 'theme'>) {
  const segments = useMemo(() => rimSegments(254), [])
  return <Ribbon segments={segments} color={stageThemes[theme].casing} alpha={0.4} width={1.2} draped bias={0.008} />
}

/** The box's outline as draped segments that lie in every playhead's past. */
function rimSegments(pieces: number): Float32Array<ArrayBuffer> {
  const corners = [-1, -1, 1, -1, 1, 1, -1, 1, -1, -1]
  const past = -1e30
  const data: number[] = []
  for (let side = 0; side < 4; side++) {
    const [ax, ay, bx, by] = corners.slice(2 * side, 2 * side + 4) as [number, number, number, number]
    const at = (t: number) => [ax + (bx - ax) * t, ay + (by - ay) * t, past]
    for (let k = 0; k < pieces; k++) data.push(...at(k / pieces), ...at((k + 1) / pieces))
  }
  return new Float32Array(data)
}
