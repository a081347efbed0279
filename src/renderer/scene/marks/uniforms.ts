import { Matrix4, type Texture, Vector2, Vector3, Vector4, type WebGLRenderTarget } from 'three'
import type { DrawnSurface } from '../height-field'
import type { HeightScale } from '../scales'
import { type View, writeViewProjection } from '../view'

/** A uniform for a texture that comes and goes. */
export class TextureUniform {
  value: Texture | null = null

  /** Takes a texture; answers how to let go of it. */
  hold(texture: Texture): () => void {
    this.value = texture
    return () => {
      this.value = null
    }
  }
}

/** The uniforms that every mark of a stage shares, by reference: setting one sets it for all. */
export class StageUniforms {
  readonly heights = new TextureUniform()
  /** How each cell is split, at its low corner: above 0 along the rising diagonal. */
  readonly diagonals = new TextureUniform()
  readonly viewProjection = { value: new Matrix4() }
  /** The projection's term of depth that is divided by the distance. */
  readonly depthOffset = { value: 0 }
  /** Device pixels. */
  readonly viewport = { value: new Vector2(1, 1) }
  /** Device pixels per CSS pixel. */
  readonly pixelRatio = { value: 1 }
  /** Towards the light. */
  readonly light = { value: new Vector3(0, 0, 1) }
  readonly gridSize = { value: new Vector2(1, 1) }
  /** The distance between the drawn mesh's points, in grid points. */
  readonly stride = { value: 1 }
  /** Grid index = box * xy + zw. */
  readonly gridFromBox = { value: new Vector4(1, 1, 0, 0) }
  readonly boxHeight = { value: 1 }
  readonly isLog = { value: false }
  /** Linear: 1 / span. Log: 1 / softness and 1 / log1p(span / softness). */
  readonly heightFactors = { value: new Vector2(1, 1) }
  readonly playhead = { value: 0 }
  /** How far the static layer reaches, for what is drawn over it. */
  readonly layerDepth = new TextureUniform()

  setSurface(surface: DrawnSurface): void {
    const { nx, ny, gridFromBox } = surface
    this.gridSize.value.set(nx, ny)
    this.gridFromBox.value.set(...gridFromBox.scale, ...gridFromBox.offset)
    this.boxHeight.value = surface.boxHeight
  }

  setScale(scale: HeightScale): void {
    this.isLog.value = scale.kind === 'log'
    if (scale.span === 0) this.heightFactors.value.set(0, 0)
    else if (scale.kind === 'linear') this.heightFactors.value.set(1 / scale.span, 1)
    else this.heightFactors.value.set(1 / scale.softness, 1 / Math.log1p(scale.span / scale.softness))
  }

  setPlayhead(playhead: number): void {
    this.playhead.value = playhead
  }

  /** What the static layer was drawn into. */
  setLayer({ depthTexture }: WebGLRenderTarget): void {
    this.layerDepth.value = depthTexture
  }

  setView(view: View, pixelRatio: number): void {
    writeViewProjection(view, this.viewProjection.value.elements as unknown as number[])
    this.depthOffset.value = (2 * view.near * view.far) / (view.near - view.far)
    this.viewport.value.set(view.width * pixelRatio, view.height * pixelRatio)
    this.pixelRatio.value = pixelRatio
    // the light stands above the viewer's left shoulder, whatever the azimuth
    const { right, up, back } = view
    const along = (axis: 0 | 1 | 2) => -0.45 * right[axis] + 0.55 * up[axis] + 0.5 * back[axis]
    this.light.value.set(along(0), along(1), along(2) + 0.35).normalize()
  }
}

/** Shared by all shaders that read the height grid. The same formulas as scales.ts and height-field.ts. */
export const heightChunk = /* glsl */ `
precision highp float;
precision highp int;
precision highp sampler2D;

uniform sampler2D heights;
uniform vec2 gridSize;
uniform vec4 gridFromBox;
uniform float boxHeight;
uniform bool isLog;
uniform vec2 heightFactors;
uniform mat4 viewProjection;

float unitHeight(float height) {
  return isLog ? log(1.0 + height * heightFactors.x) * heightFactors.y : height * heightFactors.x;
}

// d(unitHeight) / d(height)
float unitSlope(float height) {
  return isLog ? heightFactors.x * heightFactors.y / (1.0 + height * heightFactors.x) : heightFactors.x;
}
`

/** The height, box coordinates, and validity of the drawn mesh at a box position: as height-field.ts reads it. */
export const drapeChunk = /* glsl */ `
uniform sampler2D diagonals;
uniform float stride;

vec2 meshPoint(ivec2 at) {
  vec4 texel = texelFetch(heights, at, 0);
  return vec2(unitHeight(texel.x) * boxHeight, texel.w);
}

vec2 drape(vec2 box) {
  vec2 grid = box * gridFromBox.xy + gridFromBox.zw;
  vec2 last = gridSize - 1.0;
  if (any(lessThan(grid, vec2(-1e-3))) || any(greaterThan(grid, last + 1e-3))) return vec2(0.0);
  vec2 low = clamp(floor(grid / stride) * stride, vec2(0.0), (ceil(last / stride) - 1.0) * stride);
  vec2 high = min(low + stride, last);
  vec2 t = clamp((grid - low) / (high - low), 0.0, 1.0);
  vec2 corner = meshPoint(ivec2(low));
  vec2 right = meshPoint(ivec2(high.x, low.y));
  vec2 left = meshPoint(ivec2(low.x, high.y));
  vec2 far = meshPoint(ivec2(high));
  if (stride == 1.0 && texelFetch(diagonals, ivec2(low), 0).x > 0.0) {
    return corner + (t.x > t.y ? t.x * (right - corner) + t.y * (far - right) : t.y * (left - corner) + t.x * (far - left));
  }
  if (t.x + t.y > 1.0) return far + (1.0 - t.x) * (left - far) + (1.0 - t.y) * (right - far);
  return corner + t.x * (right - corner) + t.y * (left - corner);
}
`
