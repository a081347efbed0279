import { type LinearFilter, NearestFilter, type RedFormat, RGBAFormat, type Texture, type TextureDataType } from 'three'
import type { TextureUniform } from './uniforms'

interface UniformTextureProps {
  readonly uniform: TextureUniform
  /** Row-major, as many numbers a texel as the format has. */
  readonly data: Float32Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
  readonly format?: typeof RGBAFormat | typeof RedFormat
  readonly type: TextureDataType
  readonly filter?: typeof NearestFilter | typeof LinearFilter
}

/** A texture, in its uniform for as long as the component is there. */
export function UniformTexture({
  uniform,
  data,
  width,
  height,
  format = RGBAFormat,
  type,
  filter = NearestFilter,
}: UniformTextureProps) {
  return (
    <dataTexture
      args={[data, width, height, format, type]}
      magFilter={filter}
      minFilter={filter}
      needsUpdate
      attach={(_, texture: Texture) => uniform.hold(texture)}
    />
  )
}
