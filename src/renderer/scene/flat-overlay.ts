import type { Mesh } from 'three'
import { CanvasTexture, NearestFilter } from 'three'
import { CopyPass } from './copy-pass'

/** A canvas of text and markers as a layer over the 3-D picture, pixel by pixel. */
export class FlatOverlay {
  private readonly texture: CanvasTexture<OffscreenCanvas | HTMLCanvasElement>
  private readonly pass: CopyPass

  constructor(overlay: OffscreenCanvas | HTMLCanvasElement) {
    this.texture = new CanvasTexture(overlay)
    this.texture.premultiplyAlpha = true
    this.texture.generateMipmaps = false
    this.texture.magFilter = this.texture.minFilter = NearestFilter
    this.pass = new CopyPass({ value: this.texture }, 'over')
  }

  get mesh(): Mesh {
    return this.pass.mesh
  }

  /** Takes up what the canvas shows now. */
  refresh(): void {
    this.texture.needsUpdate = true
  }

  dispose(): void {
    this.texture.dispose()
    this.pass.dispose()
  }
}
