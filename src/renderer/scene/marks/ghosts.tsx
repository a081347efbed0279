import { extend } from '@react-three/fiber'
import { useLayoutEffect, useState } from 'react'
import { BufferAttribute, BufferGeometry, Color, DoubleSide, FloatType, GLSL3, Vector2, Vector4 } from 'three'
import type { CellDiagonals } from '../cell-diagonals'
import { parseColor } from '../../../core/scene/color-table'
import type { DrawnSurface } from '../height-field'
import { type DrawnGhost, halfWidths } from '../stage-model'
import { useStage } from '../use-stage'
import { gridVertexShader } from './grid-shader'
import { boxFromGrid, meshIndex, vertexPitch } from './mesh-index'
import { UniformTexture } from './uniform-texture'
import { type StageUniforms, TextureUniform } from './uniforms'

/** How far beyond the box's floor and top a ghost is drawn, unit heights: not into the labels around it. */
const reach = 0.12
/** Lines of a ghost's net along each axis, and how wide they and its rim are, CSS pixels. */
const net = { lines: 16, width: 1, rim: 1.6 } as const

// A logarithm has no place for what lies below the whole surface: it lies on the floor.
const vertexShader = gridVertexShader('isLog ? max(texel.x, 0.0) : texel.x')

const fragmentShader = /* glsl */ `
precision highp float;
uniform bool isLog;
uniform vec2 heightFactors;
uniform vec3 light;
uniform float pixelRatio;
uniform vec3 color;
in float vHeight;
in vec3 vNormal;
in vec2 vBox;
in float vValid;
out vec4 result;

// how much a line at the distance (pixels) from it covers this pixel
float line(vec2 distance, float width) {
  return clamp(0.5 * width * pixelRatio + 0.5 - min(distance.x, distance.y), 0.0, 1.0);
}

void main() {
  vec2 perPixel = fwidth(vBox) + 1e-9;
  float unit = vHeight * heightFactors.x;
  if (isLog) unit = log(1.0 + max(unit, 0.0)) * heightFactors.y;
  bool isBeyond = unit < ${(-reach).toFixed(2)} || unit > ${(1 + reach).toFixed(2)};
  if (vValid < 0.5 || isBeyond || any(greaterThan(abs(vBox), vec2(1.00001)))) discard;
  vec2 cell = (vBox * 0.5 + 0.5) * ${net.lines.toFixed(1)};
  float lines = line(abs(fract(cell - 0.5) - 0.5) / (perPixel * ${(net.lines / 2).toFixed(1)}), ${net.width.toFixed(1)});
  float rim = line((1.0 - abs(vBox)) / perPixel, ${net.rim.toFixed(1)});
  float lit = dot(normalize(vNormal), light) * 0.5 + 0.5;
  result = vec4(color * (0.62 + 0.5 * lit), max(max(0.24, 0.5 * lines), 0.9 * rim));
}
`

/** Translucent surfaces about the whole one, each of one hue with a net of lines; paths are drawn over them. */
export function Ghosts({ ghosts }: { readonly ghosts: readonly DrawnGhost[] }) {
  return ghosts.map((ghost, index) => <Ghost key={index} {...ghost} order={index + 1} />)
}

function Ghost({ surface, color, order }: DrawnGhost & { readonly order: number }) {
  const { uniforms } = useStage()
  const [own] = useState(() => new GhostUniforms())
  const [parameters] = useState(() => ghostParameters(uniforms, own))
  const { nx, ny, field, diagonals } = surface
  useLayoutEffect(() => own.set(surface, color), [own, surface, color])
  return (
    <mesh frustumCulled={false} renderOrder={order}>
      <UniformTexture uniform={own.heights} data={field.texels} width={nx} height={ny} type={FloatType} />
      <GridMesh args={[nx, ny, diagonals]} />
      <rawShaderMaterial args={[parameters]} />
    </mesh>
  )
}

/** All triangles of a grid, in no order that a place of the eye would ask for. */
class GridGeometry extends BufferGeometry {
  constructor(nx: number, ny: number, diagonals: CellDiagonals) {
    super()
    this.setIndex(new BufferAttribute(meshIndex({ nx, ny, diagonals }, 1, { fromX: 0, fromY: 0 }), 1))
  }
}

const GridMesh = extend(GridGeometry)

class GhostUniforms {
  readonly heights = new TextureUniform()
  readonly halfDomain = { value: new Vector2(1, 1) }
  readonly boxFromGrid = { value: new Vector4() }
  readonly pitch = { value: 1 }
  readonly color = { value: new Color() }

  set(surface: DrawnSurface, color: string): void {
    const [r, g, b] = parseColor(color)
    this.color.value.setRGB(r / 255, g / 255, b / 255)
    this.pitch.value = vertexPitch(surface.nx)
    this.boxFromGrid.value.set(...boxFromGrid(surface))
    this.halfDomain.value.set(...halfWidths(surface.domain))
  }
}

function ghostParameters(uniforms: StageUniforms, own: GhostUniforms) {
  return {
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    forceSinglePass: true,
    uniforms: {
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
