import { extend } from '@react-three/fiber'
import { BufferGeometry, CanvasTexture, DataTexture, Mesh, RawShaderMaterial } from 'three'

/** Names the parts of three that marks are written with, and no more, so that the rest stays out of the bundle. */
export function nameElements(): void {
  extend({ BufferGeometry, CanvasTexture, DataTexture, Mesh, RawShaderMaterial })
}
