import { DataTexture, LinearFilter, NearestFilter, RGBAFormat, UnsignedByteType, Vector4 } from 'three'
import type { Domain } from '../../../core/domain'
import type { SurfacePaint } from '../stage'

/** The colours laid over a surface, as a texture, and how its places follow from the box's. */
export class PaintTexture {
  readonly uniforms = {
    paint: { value: emptyTexture() },
    isPainted: { value: false },
    /** Texture coordinate = box * xy + zw. */
    paintFromBox: { value: new Vector4() },
  }
  private shown: SurfacePaint | undefined

  set(paint: SurfacePaint | undefined, domain: Domain): void {
    const { uniforms } = this
    uniforms.isPainted.value = paint !== undefined
    if (paint === undefined) return
    if (paint !== this.shown) {
      this.shown = paint
      uniforms.paint.value.dispose()
      const texture = new DataTexture(paint.colors, paint.nx, paint.ny, RGBAFormat, UnsignedByteType)
      texture.magFilter = texture.minFilter = paint.smooth ? LinearFilter : NearestFilter
      texture.needsUpdate = true
      uniforms.paint.value = texture
    }
    const [scaleX, offsetX] = textureFromBox(domain.x, paint.domain.x, paint.nx)
    const [scaleY, offsetY] = textureFromBox(domain.y, paint.domain.y, paint.ny)
    uniforms.paintFromBox.value.set(scaleX, scaleY, offsetX, offsetY)
  }

  dispose(): void {
    this.uniforms.paint.value.dispose()
  }
}

/** A grid's points lie at the middles of texels: point i of n at (i + 1/2) / n. */
function textureFromBox(
  box: readonly [number, number],
  grid: readonly [number, number],
  n: number,
): [scale: number, offset: number] {
  const perUnit = (n - 1) / n / (grid[1] - grid[0])
  const half = (box[1] - box[0]) / 2
  return [half * perUnit, (box[0] + half - grid[0]) * perUnit + 0.5 / n]
}

function emptyTexture(): DataTexture {
  return new DataTexture(new Uint8Array(4), 1, 1, RGBAFormat, UnsignedByteType)
}
