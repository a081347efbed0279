import {
  BufferGeometry,
  BufferAttribute,
  DoubleSide,
  GLSL3,
  Mesh,
  RawShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
} from 'three'
import type { DrawnSurface } from '../height-field'
import type { Domain } from '../../../core/domain'
import type { HeightScale } from '../scales'
import type { SurfacePaint } from '../stage'
import type { View } from '../view'
import { type MeshOrder, meshIndex, vertexPitch } from './mesh-index'
import { inkThreshold } from '../color-maps'
import { PaintTexture } from './paint-texture'
import { heightChunk, type StageUniforms } from './uniforms'

const vertexShader = /* glsl */ `
${heightChunk}
uniform int pitch;
uniform vec4 boxFromGrid;
uniform vec2 halfDomain;
out float vHeight;
out vec3 vNormal;
out vec2 vBox;
out float vValid;

void main() {
  ivec2 at = ivec2(gl_VertexID % pitch, gl_VertexID / pitch);
  vec4 texel = texelFetch(heights, at, 0);
  vHeight = texel.x;
  vValid = texel.w;
  vBox = vec2(at) * boxFromGrid.xy + boxFromGrid.zw;
  // df/dx in the domain's units becomes a slope in box coordinates
  vNormal = normalize(vec3(-texel.yz * halfDomain * (unitSlope(texel.x) * boxHeight), 1.0));
  gl_Position = viewProjection * vec4(vBox, unitHeight(texel.x) * boxHeight, 1.0);
}
`

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
in float vHeight;
in vec3 vNormal;
in vec2 vBox;
in float vValid;
out vec4 color;

// how much a line at the distance (pixels) from it covers this pixel
float line(float distance, float width) {
  return clamp(0.5 * width * pixelRatio + 0.5 - distance, 0.0, 1.0);
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
    return fade * vec2(line(minor, 0.9), line(major, 1.5));
  }
  float level = vHeight * rule.x + rule.y;
  float slope = length(vec2(dFdx(level), dFdy(level))) + 1e-9;
  float majorLevel = vHeight * rule.x / rule.z + rule.w;
  float minor = abs(fract(level - 0.5) - 0.5) / slope;
  float major = abs(fract(majorLevel - 0.5) - 0.5) / slope * rule.z;
  vec2 fade = clamp(vec2(1.0 / slope - 3.0, rule.z / slope - 3.0) / (4.0 * pixelRatio), 0.0, 1.0);
  return fade * vec2(line(minor, 0.9), line(major, 1.5));
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

/** The surface: one mesh without attributes, displaced in the vertex shader from the height texture. */
export class SurfaceMark {
  readonly mesh: Mesh
  private readonly light = { value: new Vector3(0, 0, 1) }
  private readonly halfDomain = { value: new Vector2(1, 1) }
  private readonly boxFromGrid = { value: new Vector4() }
  private readonly rule = { value: new Vector4() }
  private readonly contours = { value: true }
  private readonly pitch = { value: 1 }
  private readonly paint = new PaintTexture()
  private readonly materials: { readonly plain: RawShaderMaterial; readonly cut: RawShaderMaterial }
  private readonly geometries = new Map<string, BufferGeometry>()
  private size: readonly [number, number] = [0, 0]

  constructor(uniforms: StageUniforms) {
    const material = (defines: Record<string, number>) =>
      new RawShaderMaterial({
        glslVersion: GLSL3,
        vertexShader,
        fragmentShader,
        defines,
        side: DoubleSide,
        uniforms: {
          heights: uniforms.heights,
          colors: uniforms.colors,
          gridSize: uniforms.gridSize,
          gridFromBox: uniforms.gridFromBox,
          boxHeight: uniforms.boxHeight,
          isLog: uniforms.isLog,
          heightFactors: uniforms.heightFactors,
          viewProjection: uniforms.viewProjection,
          pixelRatio: uniforms.pixelRatio,
          light: this.light,
          halfDomain: this.halfDomain,
          boxFromGrid: this.boxFromGrid,
          rule: this.rule,
          contours: this.contours,
          pitch: this.pitch,
          ...this.paint.uniforms,
        },
      })
    // discarding costs the early depth test, so only surfaces with holes or beyond the box pay for it
    this.materials = { plain: material({}), cut: material({ CUT: 1 }) }
    this.mesh = new Mesh(new BufferGeometry(), this.materials.plain)
    this.mesh.frustumCulled = false
    this.mesh.visible = false
  }

  setSurface(surface: DrawnSurface, halfDomain: readonly [number, number]): void {
    const { nx, ny, gridFromBox } = surface
    const { scale, offset } = gridFromBox
    if (nx !== this.size[0] || ny !== this.size[1]) {
      this.dropGeometries()
      this.size = [nx, ny]
      this.pitch.value = vertexPitch(nx)
    }
    this.boxFromGrid.value.set(1 / scale[0], 1 / scale[1], -offset[0] / scale[0], -offset[1] / scale[1])
    this.halfDomain.value.set(...halfDomain)
    const covers = [0, 1].every((axis) => {
      const last = (axis === 0 ? nx : ny) - 1
      return -offset[axis]! / scale[axis]! > -1.0001 && (last - offset[axis]!) / scale[axis]! < 1.0001
    })
    this.mesh.material = surface.field.hasHoles || !covers ? this.materials.cut : this.materials.plain
    this.mesh.visible = true
  }

  setScale({ rule }: HeightScale): void {
    if (rule.kind === 'log') this.rule.value.set(rule.shift, rule.lowest, 0, 0)
    else this.rule.value.set(rule.frequency, rule.phase, rule.majorEvery, rule.majorPhase)
  }

  setPaint(paint: SurfacePaint | undefined, domain: Domain): void {
    this.paint.set(paint, domain)
  }

  setContours(shown: boolean): void {
    this.contours.value = shown
  }

  /** Chooses the mesh for a view: drawn from near to far, so that hidden fragments are never shaded. */
  setView(view: View, stride: number): void {
    // the light stands above the viewer's left shoulder, whatever the azimuth
    this.light.value.set(
      ...([0, 1, 2].map((k) => -0.45 * view.right[k]! + 0.55 * view.up[k]! + 0.5 * view.back[k]!) as [
        number,
        number,
        number,
      ]),
    )
    this.light.value.z += 0.35
    this.light.value.normalize()
    const order: MeshOrder = { fromX: view.eye[0] > 0 ? 1 : 0, fromY: view.eye[1] > 0 ? 1 : 0 }
    const key = `${order.fromX}${order.fromY}${stride}`
    let geometry = this.geometries.get(key)
    if (geometry === undefined) {
      geometry = new BufferGeometry()
      geometry.setIndex(new BufferAttribute(meshIndex(...this.size, stride, order), 1))
      this.geometries.set(key, geometry)
    }
    this.mesh.geometry = geometry
  }

  private dropGeometries(): void {
    for (const geometry of this.geometries.values()) geometry.dispose()
    this.geometries.clear()
  }

  dispose(): void {
    this.dropGeometries()
    this.paint.dispose()
    this.materials.plain.dispose()
    this.materials.cut.dispose()
  }
}
