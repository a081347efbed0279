import { extend, useFrame } from '@react-three/fiber'
import { useLayoutEffect, useRef, useState } from 'react'
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  FloatType,
  GLSL3,
  LinearFilter,
  type Mesh,
  NearestFilter,
  type RawShaderMaterial,
  RedFormat,
  UnsignedByteType,
  Vector2,
  Vector4,
} from 'three'
import type { CellDiagonals } from '../cell-diagonals'
import { colorTable } from '../../../core/scene/color-table'
import { inkThreshold } from '../color-maps'
import type { DrawnSurface } from '../height-field'
import { type HeightScale, roundOff } from '../scales'
import type { StageContent, SurfacePaint } from '../stage'
import { halfWidths } from '../stage-model'
import { useStage } from '../use-stage'
import type { Vector3 } from '../view'
import { gridVertexShader } from './grid-shader'
import { boxFromGrid, meshIndex, vertexPitch } from './mesh-index'
import { UniformTexture } from './uniform-texture'
import { type StageUniforms, TextureUniform } from './uniforms'

const vertexShader = gridVertexShader('texel.x')

const fragmentShader = /* glsl */ `
precision highp float;
precision highp sampler2D;
uniform sampler2D colors;
uniform bool isLog;
uniform vec2 heightFactors;
uniform vec3 light;
uniform float pixelRatio;
uniform bool contours;
uniform sampler2D paint;
uniform bool isPainted;
uniform vec4 paintFromBox;
// linear: frequency, phase, lines per major line, major phase; log: shift, lowest
uniform vec4 rule;
// of the values of f
uniform float roundOff;
in float vHeight;
in vec3 vNormal;
in vec2 vBox;
in float vValid;
out vec4 color;

// how much a line at the distance (pixels) from it covers this pixel
float line(float distance, float width) {
  return clamp(0.5 * width * pixelRatio + 0.5 - distance, 0.0, 1.0);
}

// whether the level changes by more over a pixel than the height's rounding alone makes of it: on a plateau no line lies
float isSloping(float slope, float levelsPerHeight) {
  float noise = (abs(vHeight) * ${roundOff.interpolated} + roundOff) * levelsPerHeight + ${roundOff.interpolated};
  return clamp(slope / noise - 1.0, 0.0, 1.0);
}

// lines nearer to each other than a few pixels fade out instead of turning into noise; x minor, y major
vec2 contourCoverage() {
  if (isLog) {
    float value = max(vHeight + rule.x, 1e-30);
    float level = log(value) * 0.4342944819;
    float slope = length(vec2(dFdx(level), dFdy(level))) + 1e-9;
    if (level < rule.y - 0.5 * slope) return vec2(0.0);
    float m = fract(level);
    float major = min(m, 1.0 - m) / slope;
    float minor = min(abs(m - 0.30103), abs(m - 0.69897)) / slope;
    vec2 fade = clamp(vec2(0.3 / slope - 3.0, 1.0 / slope - 3.0) / (4.0 * pixelRatio), 0.0, 1.0);
    return isSloping(slope, 0.4342944819 / value) * fade * vec2(line(minor, 0.9), line(major, 1.5));
  }
  float level = vHeight * rule.x + rule.y;
  float slope = length(vec2(dFdx(level), dFdy(level))) + 1e-9;
  float majorLevel = vHeight * rule.x / rule.z + rule.w;
  float minor = abs(fract(level - 0.5) - 0.5) / slope;
  float major = abs(fract(majorLevel - 0.5) - 0.5) / slope * rule.z;
  vec2 fade = clamp(vec2(1.0 / slope - 3.0, rule.z / slope - 3.0) / (4.0 * pixelRatio), 0.0, 1.0);
  return isSloping(slope, abs(rule.x)) * fade * vec2(line(minor, 0.9), line(major, 1.5));
}

void main() {
#ifdef CUT
  if (vValid < 0.5 || any(greaterThan(abs(vBox), vec2(1.00001)))) discard;
#endif
  float unit = isLog ? log(1.0 + max(vHeight, 0.0) * heightFactors.x) * heightFactors.y : vHeight * heightFactors.x;
  vec3 base = texture(colors, vec2(unit * (255.0 / 256.0) + 0.5 / 256.0, 0.5)).rgb;
  if (isPainted) {
    vec2 at = vBox * paintFromBox.xy + paintFromBox.zw;
    if (all(greaterThanEqual(at, vec2(0.0))) && all(lessThanEqual(at, vec2(1.0)))) {
      vec4 painted = texture(paint, at);
      base = mix(base, painted.rgb, painted.a);
    }
  }
  vec3 normal = normalize(vNormal);
  // wrapped diffuse light: matte, and never so dark that the map could not be read
  float lit = dot(normal, light) * 0.5 + 0.5;
  vec3 shaded = base * (0.52 + 0.56 * lit) + 0.05 * lit * lit * lit;
  if (contours) {
    vec2 coverage = contourCoverage();
    // dark ink on the map's light half, light ink on its dark half
    bool dark = dot(base, vec3(0.30, 0.59, 0.11)) > ${inkThreshold.toFixed(3)};
    vec3 ink = dark ? shaded * 0.30 : shaded * 1.2 + 0.25;
    shaded = mix(shaded, ink, max(coverage.x * (dark ? 0.34 : 0.42), coverage.y * (dark ? 0.66 : 0.74)));
  }
  color = vec4(shaded, 1.0);
}
`

interface SurfaceProps extends Pick<StageContent, 'colorMap' | 'contours' | 'paint'> {
  readonly surface: DrawnSurface
  readonly scale: HeightScale
}

/** The surface: one mesh without attributes, displaced in the vertex shader from the height texture. */
export function Surface({ surface, scale, colorMap, contours, paint }: SurfaceProps) {
  const { model, uniforms } = useStage()
  const [own] = useState(() => new SurfaceUniforms())
  const [plain] = useState(() => surfaceParameters(uniforms, own, {}))
  const [cut] = useState(() => surfaceParameters(uniforms, own, { CUT: 1 }))
  const mesh = useRef<Mesh>(null)
  const meshes = useRef<SurfaceGeometries>(null)
  const plainMaterial = useRef<RawShaderMaterial>(null)
  const cutMaterial = useRef<RawShaderMaterial>(null)
  const { nx, ny, field, diagonals } = surface
  useLayoutEffect(() => own.set(surface, scale, contours, paint), [own, surface, scale, contours, paint])
  useFrame(() => {
    mesh.current!.geometry = meshes.current!.seenFrom(model.view.eye, uniforms.stride.value)
    mesh.current!.material = isCut(surface) ? cutMaterial.current! : plainMaterial.current!
  })
  return (
    <>
      <UniformTexture uniform={uniforms.heights} data={field.texels} width={nx} height={ny} type={FloatType} />
      <UniformTexture
        uniform={uniforms.diagonals}
        data={diagonals}
        width={nx}
        height={ny}
        format={RedFormat}
        type={UnsignedByteType}
      />
      <UniformTexture uniform={own.colors} data={colorTable(colorMap)} width={256} height={1} type={UnsignedByteType} />
      {paint && (
        <UniformTexture
          uniform={own.paint}
          data={paint.colors}
          width={paint.nx}
          height={paint.ny}
          type={UnsignedByteType}
          filter={paint.smooth ? LinearFilter : NearestFilter}
        />
      )}
      <mesh ref={mesh} frustumCulled={false}>
        <Geometries ref={meshes} args={[nx, ny, diagonals]} />
        <rawShaderMaterial ref={plainMaterial} args={[plain]} />
        <rawShaderMaterial ref={cutMaterial} args={[cut]} />
      </mesh>
    </>
  )
}

/** Discarding costs the early depth test, so only surfaces with holes or beyond the box pay for it. */
function isCut({ field, nx, ny, gridFromBox: { scale, offset } }: DrawnSurface): boolean {
  return (
    field.hasHoles ||
    ![nx - 1, ny - 1].every(
      (last, axis) => -offset[axis]! / scale[axis]! > -1.0001 && (last - offset[axis]!) / scale[axis]! < 1.0001,
    )
  )
}

/** What only the surface's own shader reads. */
class SurfaceUniforms {
  readonly colors = new TextureUniform()
  readonly paint = new TextureUniform()
  readonly isPainted = { value: false }
  /** Texture coordinate = box * xy + zw. */
  readonly paintFromBox = { value: new Vector4() }
  readonly halfDomain = { value: new Vector2(1, 1) }
  readonly boxFromGrid = { value: new Vector4() }
  readonly rule = { value: new Vector4() }
  readonly roundOff = { value: 0 }
  readonly contours = { value: true }
  readonly pitch = { value: 1 }

  set(
    surface: DrawnSurface,
    { rule, reference }: HeightScale,
    contours: boolean,
    paint: SurfacePaint | undefined,
  ): void {
    const { domain } = surface
    this.pitch.value = vertexPitch(surface.nx)
    this.boxFromGrid.value.set(...boxFromGrid(surface))
    this.halfDomain.value.set(...halfWidths(domain))
    if (rule.kind === 'log') this.rule.value.set(rule.shift, rule.lowest, 0, 0)
    else this.rule.value.set(rule.frequency, rule.phase, rule.majorEvery, rule.majorPhase)
    this.roundOff.value = Math.abs(reference) * roundOff.computed
    this.contours.value = contours
    this.isPainted.value = paint !== undefined
    if (paint === undefined) return
    const [scaleX, offsetX] = textureFromBox(domain.x, paint.domain.x, paint.nx)
    const [scaleY, offsetY] = textureFromBox(domain.y, paint.domain.y, paint.ny)
    this.paintFromBox.value.set(scaleX, scaleY, offsetX, offsetY)
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

function surfaceParameters(uniforms: StageUniforms, own: SurfaceUniforms, defines: Record<string, number>) {
  return {
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    defines,
    side: DoubleSide,
    uniforms: {
      heights: uniforms.heights,
      gridSize: uniforms.gridSize,
      gridFromBox: uniforms.gridFromBox,
      boxHeight: uniforms.boxHeight,
      isLog: uniforms.isLog,
      heightFactors: uniforms.heightFactors,
      viewProjection: uniforms.viewProjection,
      pixelRatio: uniforms.pixelRatio,
      light: uniforms.light,
      ...own,
    },
  }
}

/** The meshes of a grid: drawn from near to far, so that hidden fragments are never shaded. */
class SurfaceGeometries {
  private readonly made = new Map<number, BufferGeometry>()

  constructor(
    private readonly nx: number,
    private readonly ny: number,
    private readonly diagonals: CellDiagonals,
  ) {}

  /** The mesh of every `stride`-th point for an eye at a place. */
  seenFrom([x, y]: Vector3, stride: number): BufferGeometry {
    const [fromX, fromY] = [x > 0 ? 1 : 0, y > 0 ? 1 : 0] as const
    const key = 4 * stride + 2 * fromX + fromY
    let geometry = this.made.get(key)
    if (geometry === undefined) {
      const { nx, ny, diagonals } = this
      geometry = new BufferGeometry()
      geometry.setIndex(new BufferAttribute(meshIndex({ nx, ny, diagonals }, stride, { fromX, fromY }), 1))
      this.made.set(key, geometry)
    }
    return geometry
  }

  dispose(): void {
    for (const geometry of this.made.values()) geometry.dispose()
  }
}

const Geometries = extend(SurfaceGeometries)
