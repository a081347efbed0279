import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  GLSL3,
  InterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  RawShaderMaterial,
} from 'three'
import { parseColor } from '../color-maps'
import { drapeChunk, heightChunk, type StageUniforms } from './uniforms'

/** Numbers per segment, and per vertex: a start and an end of three numbers each. */
const stride = 6
/** Vertices of a segment's quad: two at its start, two at its end. */
const corners = 4
const quadIndex = [0, 1, 2, 2, 1, 3]

/**
 * Lines of constant width on screen: one quad per segment, its edges and round ends smoothed by coverage. `draped`
 * segments carry x, y, clock and lie on the surface up to the playhead; free ones carry x, y, z.
 */
const vertexShader = /* glsl */ `
${heightChunk}
uniform vec2 viewport;
uniform float pixelRatio;
uniform float width;
uniform float depthOffset;
uniform float bias;
in vec3 start;
in vec3 end;
out vec2 vPlace;
out float vLength;
#ifdef DRAPED
${drapeChunk}
uniform float playhead;
#endif

void main() {
  vec3 a = start;
  vec3 b = end;
  float shown = 1.0;
#ifdef DRAPED
  if (a.z >= playhead) shown = 0.0;
  if (b.z > playhead) b.xy = mix(a.xy, b.xy, clamp((playhead - a.z) / (b.z - a.z), 0.0, 1.0));
  vec2 low = drape(a.xy);
  vec2 high = drape(b.xy);
  if (min(low.y, high.y) < 0.5) shown = 0.0;
  a.z = low.x;
  b.z = high.x;
#endif
  vec4 from = viewProjection * vec4(a, 1.0);
  vec4 to = viewProjection * vec4(b, 1.0);
  vec2 fromPixel = from.xy / from.w * viewport * 0.5;
  vec2 toPixel = to.xy / to.w * viewport * 0.5;
  vec2 along = toPixel - fromPixel;
  float extent = length(along);
  along = extent > 1e-4 ? along / extent : vec2(1.0, 0.0);
  float reach = 0.5 * width * pixelRatio + 1.0;
  bool atEnd = (gl_VertexID & 2) != 0;
  float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
  float beyond = atEnd ? reach : -reach;
#ifdef BUTT
  beyond = 0.0;
#endif
  vPlace = vec2((atEnd ? extent : 0.0) + beyond, side * reach);
  vLength = extent;
  vec4 position = atEnd ? to : from;
  vec2 offset = along * beyond + vec2(-along.y, along.x) * side * reach;
  position.xy += offset / (viewport * 0.5) * position.w;
  // the depth of a point nearer the eye by the bias, in the same place on screen
  position.z += depthOffset * bias / position.w;
  gl_Position = shown > 0.0 ? position : vec4(2.0, 2.0, 2.0, 1.0);
}
`

const fragmentShader = /* glsl */ `
precision highp float;
uniform vec3 color;
uniform float alpha;
uniform float width;
uniform float pixelRatio;
in vec2 vPlace;
in float vLength;
out vec4 result;
#ifdef OVERLAID
precision highp sampler2DShadow;
uniform sampler2DShadow layerDepth;
uniform vec2 viewport;
uniform float hiddenAlpha;

// how much of this pixel stands before the static layer: read between its pixels, so that edges do not cut in steps
float inFront() {
  vec2 at = gl_FragCoord.xy;
  float z = gl_FragCoord.z;
  return 0.5 * (
    textureLod(layerDepth, vec3((at + 0.3) / viewport, z), 0.0) +
    textureLod(layerDepth, vec3((at - 0.3) / viewport, z), 0.0));
}
#endif

void main() {
  float outside = max(max(-vPlace.x, vPlace.x - vLength), 0.0);
#ifdef BUTT
  outside = 0.0;
#endif
  float coverage = clamp(0.5 * width * pixelRatio + 0.5 - length(vec2(outside, vPlace.y)), 0.0, 1.0);
  if (coverage == 0.0) discard;
  result = vec4(color, alpha * min(coverage, width * pixelRatio));
#ifdef OVERLAID
  // where it is translucent it has no round ends: laid over each other they would show as beads
  result.a *= mix(outside > 0.0 ? 0.0 : hiddenAlpha, 1.0, inFront());
#endif
}
`

export interface RibbonStyle {
  readonly color: string
  readonly alpha: number
  /** CSS pixels. */
  readonly width: number
  readonly draped: boolean
  /** Drawn over the finished static layer, and how strongly it shows where that hides it. */
  readonly overlaid?: { readonly hiddenAlpha: number }
  /** Ends cut square: for translucent lines, whose round ends would show as beads. */
  readonly butt?: boolean
  /** How much nearer the eye it counts, box units, so that the surface does not cut into it. */
  readonly bias?: number
}

export function ribbonMaterial(uniforms: StageUniforms, style: RibbonStyle): RawShaderMaterial {
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    defines: {
      ...(style.draped && { DRAPED: 1 }),
      ...(style.butt && { BUTT: 1 }),
      ...(style.overlaid && { OVERLAID: 1 }),
    },
    transparent: true,
    side: DoubleSide,
    forceSinglePass: true,
    depthWrite: false,
    depthTest: style.overlaid === undefined,
    uniforms: {
      heights: uniforms.heights,
      gridSize: uniforms.gridSize,
      gridFromBox: uniforms.gridFromBox,
      boxHeight: uniforms.boxHeight,
      isLog: uniforms.isLog,
      heightFactors: uniforms.heightFactors,
      viewProjection: uniforms.viewProjection,
      viewport: uniforms.viewport,
      pixelRatio: uniforms.pixelRatio,
      stride: uniforms.stride,
      playhead: uniforms.playhead,
      depthOffset: uniforms.depthOffset,
      layerDepth: uniforms.layerDepth,
      hiddenAlpha: { value: style.overlaid?.hiddenAlpha ?? 0 },
      color: { value: new Color() },
      alpha: { value: 1 },
      width: { value: style.width },
      bias: { value: style.bias ?? 0 },
    },
  })
  setRibbonColor(material, style.color, style.alpha)
  return material
}

export function setRibbonColor(material: RawShaderMaterial, color: string, alpha: number): void {
  const [r, g, b] = parseColor(color)
  ;(material.uniforms.color!.value as Color).setRGB(r / 255, g / 255, b / 255)
  material.uniforms.alpha!.value = alpha
}

/**
 * The segments of one line, growing in place: only what was appended is uploaded. Every vertex carries its whole
 * segment: drawing many small instances is slower.
 */
export class RibbonGeometry {
  geometry = new BufferGeometry()
  private source: Float32Array | undefined
  private vertices = new InterleavedBuffer(new Float32Array(0), stride)

  /** `data` holds rows of start and end; rows [0, count) are valid, those before `changedFrom` are as before. */
  set(data: Float32Array, count: number, changedFrom: number): void {
    let from = changedFrom
    if (this.source !== data) {
      this.source = data
      this.allocate(data.length / stride)
      from = 0
    }
    if (from < count) {
      const { array } = this.vertices
      for (let row = from; row < count; row++) {
        const segment = data.subarray(row * stride, (row + 1) * stride)
        for (let corner = 0; corner < corners; corner++) array.set(segment, (row * corners + corner) * stride)
      }
      this.vertices.addUpdateRange(from * corners * stride, (count - from) * corners * stride)
      this.vertices.needsUpdate = true
    }
    this.show(count)
  }

  /** Draws the first segments only. */
  show(count: number): void {
    this.geometry.setDrawRange(0, count * quadIndex.length)
  }

  private allocate(capacity: number): void {
    this.geometry.dispose()
    this.geometry = new BufferGeometry()
    this.vertices = new InterleavedBuffer(new Float32Array(capacity * corners * stride), stride)
    this.geometry.setAttribute('start', new InterleavedBufferAttribute(this.vertices, 3, 0))
    this.geometry.setAttribute('end', new InterleavedBufferAttribute(this.vertices, 3, 3))
    const index = new Uint32Array(capacity * quadIndex.length)
    for (let k = 0; k < index.length; k++) {
      index[k] = Math.floor(k / quadIndex.length) * corners + quadIndex[k % quadIndex.length]!
    }
    this.geometry.setIndex(new BufferAttribute(index, 1))
  }

  dispose(): void {
    this.geometry.dispose()
  }
}

export function ribbonMesh(geometry: RibbonGeometry, material: RawShaderMaterial): Mesh {
  const mesh = new Mesh(geometry.geometry, material)
  mesh.frustumCulled = false
  return mesh
}
