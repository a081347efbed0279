import {
  BufferGeometry,
  DepthTexture,
  GLSL3,
  LessEqualCompare,
  LinearFilter,
  Mesh,
  NearestFilter,
  RawShaderMaterial,
  WebGLRenderTarget,
} from 'three'

export type LayerQuality = 'rest' | 'moving'

const vertexShader = /* glsl */ `
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
`

const fragmentShader = /* glsl */ `
precision highp float;
precision highp sampler2D;
uniform sampler2D picture;
out vec4 color;

void main() {
  color = texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
}
`

/**
 * The picture of all that stands still while a race plays, with its depth: drawn once, copied into every frame until
 * something in it changes. At rest it is multisampled.
 */
export class StaticLayer {
  /** Copies the picture, pixel by pixel, onto a canvas of its size. */
  readonly copy: Mesh
  private readonly material: RawShaderMaterial
  private readonly picture: { value: WebGLRenderTarget['texture'] | null } = { value: null }
  // the colours are those shown, here and on the canvas: nothing is converted on the way
  private readonly targets = { rest: createTarget(4), moving: createTarget(0) }
  private quality: LayerQuality = 'rest'
  private drawn: readonly unknown[] | undefined

  /** `depth` is told where the layer's depth is. */
  constructor(private readonly depth: { value: DepthTexture | null }) {
    this.material = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader,
      fragmentShader,
      depthTest: false,
      depthWrite: false,
      uniforms: { picture: this.picture },
    })
    const triangle = new BufferGeometry()
    triangle.setDrawRange(0, 3)
    this.copy = new Mesh(triangle, this.material)
    this.copy.frustumCulled = false
  }

  /** Whether the layer shows these inputs at least as well as asked for: a layer drawn at rest serves movement too. */
  shows(inputs: readonly unknown[], quality: LayerQuality): boolean {
    const { drawn } = this
    if (drawn === undefined || (quality === 'rest' && this.quality === 'moving')) return false
    return drawn.length === inputs.length && inputs.every((input, k) => Object.is(input, drawn[k]))
  }

  /** The target to draw these inputs into; from now on the layer shows them. */
  begin(inputs: readonly unknown[], quality: LayerQuality, width: number, height: number): WebGLRenderTarget {
    this.drawn = inputs
    this.quality = quality
    const target = this.targets[quality]
    target.setSize(width, height)
    this.picture.value = target.texture
    this.depth.value = target.depthTexture
    return target
  }

  dispose(): void {
    this.copy.geometry.dispose()
    this.material.dispose()
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
