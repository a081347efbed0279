import type { Mesh, RawShaderMaterial } from 'three'
import { segmentStride } from '../path-segments'
import { stageThemes } from '../theme'
import { RibbonGeometry, ribbonMaterial, ribbonMesh, setRibbonColor } from './ribbons'
import type { StageUniforms } from './uniforms'

/** The surface's outline: where the shown domain ends. */
export class RimMark {
  readonly mesh: Mesh
  private readonly geometry = new RibbonGeometry()
  private readonly material: RawShaderMaterial

  constructor(uniforms: StageUniforms) {
    const data = rimSegments(254)
    this.geometry.set(data, data.length / segmentStride, 0)
    this.material = ribbonMaterial(uniforms, { color: '#000000', alpha: 0, width: 1.2, draped: true, bias: 0.008 })
    this.mesh = ribbonMesh(this.geometry, this.material)
  }

  set(theme: keyof typeof stageThemes): void {
    setRibbonColor(this.material, stageThemes[theme].casing, 0.4)
  }

  dispose(): void {
    this.geometry.dispose()
    this.material.dispose()
  }
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
