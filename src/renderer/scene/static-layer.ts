import type { Mesh } from 'three'
import { DepthTexture, LessEqualCompare, LinearFilter, NearestFilter, WebGLRenderTarget } from 'three'
import { CopyPass } from './copy-pass'
import type { DrawQuality } from './stage'

/** From the best to the least: a layer drawn at one serves all that follow. */
const qualities: readonly DrawQuality[] = ['rest', 'full', 'moving']

/**
 * The picture of all that stands still while a race plays, with its depth: drawn once, copied into every frame until
 * something in it changes. At rest it is multisampled.
 */
export class StaticLayer {
  private readonly pass: CopyPass
  private readonly picture: { value: WebGLRenderTarget['texture'] | null } = { value: null }
  // the colours are those shown, here and on the canvas: nothing is converted on the way
  private readonly targets = { rest: createTarget(4), full: createTarget(0), moving: createTarget(0) }
  private quality: DrawQuality = 'rest'
  private drawn: readonly unknown[] | undefined

  /** `depth` is told where the layer's depth is. */
  constructor(private readonly depth: { value: DepthTexture | null }) {
    this.pass = new CopyPass(this.picture, 'replace')
  }

  /** Copies the picture onto a canvas of its size. */
  get copy(): Mesh {
    return this.pass.mesh
  }

  /** Whether the layer shows these inputs at least as well as asked for. */
  shows(inputs: readonly unknown[], quality: DrawQuality): boolean {
    const { drawn } = this
    if (drawn === undefined || qualities.indexOf(this.quality) > qualities.indexOf(quality)) return false
    return drawn.length === inputs.length && inputs.every((input, k) => Object.is(input, drawn[k]))
  }

  /** The target to draw these inputs into; from now on the layer shows them. */
  begin(inputs: readonly unknown[], quality: DrawQuality, width: number, height: number): WebGLRenderTarget {
    this.drawn = inputs
    this.quality = quality
    const target = this.targets[quality]
    target.setSize(width, height)
    this.picture.value = target.texture
    this.depth.value = target.depthTexture
    return target
  }

  dispose(): void {
    this.pass.dispose()
    for (const target of Object.values(this.targets)) target.dispose()
  }
}

function createTarget(samples: number): WebGLRenderTarget {
  const depthTexture = new DepthTexture(1, 1)
  // read as "how much of this depth is in front", between texels smoothly
  depthTexture.compareFunction = LessEqualCompare
  depthTexture.magFilter = depthTexture.minFilter = LinearFilter
  return new WebGLRenderTarget(1, 1, {
    samples,
    depthTexture,
    magFilter: NearestFilter,
    minFilter: NearestFilter,
    storeMultisampledColorBuffer: false,
    storeMultisampledDepthBuffer: false,
  })
}
