import { extend } from '@react-three/fiber'
import { useMemo, useState } from 'react'
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  GLSL3,
  InterleavedBuffer,
  InterleavedBufferAttribute,
} from 'three'
import { parseColor } from '../../../core/scene/color-table'
import { useStage } from '../use-stage'
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

export interface RibbonStyle extends RibbonKind {
  readonly color: string
  readonly alpha: number
  /** CSS pixels. */
  readonly width: number
  /** How much nearer the eye it counts, box units, so that the surface does not cut into it. */
  readonly bias?: number
}

/** What its shader is made for; it stays as it was at first. */
interface RibbonKind {
  readonly draped?: boolean
  /** Drawn over the finished static layer, and how strongly it shows where that hides it. */
  readonly overlaid?: { readonly hiddenAlpha: number }
  /** Ends cut square: for translucent lines, whose round ends would show as beads. */
  readonly butt?: boolean
}

/** Lines that stand as they are: rows of start and end, three numbers each. */
export function Ribbon({ segments, ...style }: { segments: Float32Array<ArrayBuffer> } & RibbonStyle) {
  return (
    <mesh frustumCulled={false}>
      <RibbonLines args={[segments]} />
      <RibbonMaterial {...style} />
    </mesh>
  )
}

/** How the lines of a mesh look. With two of them, `material-0` and `material-1`, a mesh draws its lines twice. */
export function RibbonMaterial({
  attach = 'material',
  color,
  alpha,
  width,
  bias = 0,
  ...kind
}: RibbonStyle & { attach?: string }) {
  const { uniforms } = useStage()
  const [parameters] = useState(() => ribbonParameters(uniforms, kind))
  const shown = useMemo(() => shownColor(color), [color])
  return (
    <rawShaderMaterial
      attach={attach}
      args={[parameters]}
      uniforms-color-value={shown}
      uniforms-alpha-value={alpha}
      uniforms-width-value={width}
      uniforms-bias-value={bias}
    />
  )
}

function ribbonParameters(uniforms: StageUniforms, { draped, butt, overlaid }: RibbonKind) {
  return {
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    defines: { ...(draped && { DRAPED: 1 }), ...(butt && { BUTT: 1 }), ...(overlaid && { OVERLAID: 1 }) },
    transparent: true,
    side: DoubleSide,
    forceSinglePass: true,
    depthWrite: false,
    depthTest: overlaid === undefined,
    uniforms: {
      heights: uniforms.heights,
      diagonals: uniforms.diagonals,
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
      hiddenAlpha: { value: overlaid?.hiddenAlpha ?? 0 },
      color: { value: new Color() },
      alpha: { value: 1 },
      width: { value: 1 },
      bias: { value: 0 },
    },
  }
}

/** A CSS colour as the shaders write it: as it is shown. */
function shownColor(css: string): Color {
  const [r, g, b] = parseColor(css)
  return new Color().setRGB(r / 255, g / 255, b / 255)
}

/**
 * The segments of one line, growing in place: only what was appended is uploaded. Every vertex carries its whole
 * segment: drawing many small instances is slower.
 */
class RibbonGeometry extends BufferGeometry {
  private source: Float32Array | undefined
  private vertices = new InterleavedBuffer(new Float32Array(0), stride)

  constructor(segments?: Float32Array) {
    super()
    // what a mesh with several materials draws with each
    for (const material of [0, 1]) this.addGroup(0, Infinity, material)
    if (segments !== undefined) this.setSegments(segments, segments.length / stride, 0)
  }

  /** `data` holds rows of start and end; rows [0, count) are valid, those before `changedFrom` are as before. */
  setSegments(data: Float32Array, count: number, changedFrom: number): void {
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
    this.show(0, count)
  }

  /** Draws the segments [from, to) only. */
  show(from: number, to: number): void {
    this.setDrawRange(from * quadIndex.length, (to - from) * quadIndex.length)
  }

  private allocate(capacity: number): void {
    // the buffers of before, which this geometry is about to forget
    this.dispose()
    this.vertices = new InterleavedBuffer(new Float32Array(capacity * corners * stride), stride)
    this.setAttribute('start', new InterleavedBufferAttribute(this.vertices, 3, 0))
    this.setAttribute('end', new InterleavedBufferAttribute(this.vertices, 3, 3))
    const index = new Uint32Array(capacity * quadIndex.length)
    for (let k = 0; k < index.length; k++) {
      index[k] = Math.floor(k / quadIndex.length) * corners + quadIndex[k % quadIndex.length]!
    }
    this.setIndex(new BufferAttribute(index, 1))
  }
}

export type RibbonLinesHandle = RibbonGeometry

/** The lines of a mesh; `args` are their segments where these do not grow. */
export const RibbonLines = extend(RibbonGeometry)
