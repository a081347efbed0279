import { type LinearFilter, NearestFilter, RGBAFormat, type Texture, type TextureDataType } from 'three'
import type { TextureUniform } from './uniforms'

interface UniformTextureProps {
  readonly uniform: TextureUniform
  /** Four numbers a texel, row-major. */
  readonly data: Float32Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
  readonly type: TextureDataType
  readonly filter?: typeof NearestFilter | typeof LinearFilter
}

/** A texture, in its uniform for as long as the component is there. */
export function UniformTexture({ uniform, data, width, height, type, filter = NearestFilter }: UniformTextureProps) {
  return (
    <dataTexture
      args={[data, width, height, RGBAFormat, type]}
      magFilter={filter}
      minFilter={filter}
      needsUpdate
      attach={(_, texture: Texture) => uniform.hold(texture)}
    />
  )
}
