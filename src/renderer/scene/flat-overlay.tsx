import { createPortal, useThree } from '@react-three/fiber'
import { type Ref, useImperativeHandle, useState } from 'react'
import { NearestFilter, type Texture } from 'three'
import { CopyPass } from './copy-pass'
import { fixedScene } from './fixed-scene'
import { TextureUniform } from './marks/uniforms'
import type { AnyCanvas } from './stage'

export interface FlatOverlayHandle {
  /** Draws what the canvas shows now over the picture. */
  draw(): void
}

/** A canvas of text and markers as a layer over the 3-D picture, pixel by pixel. */
export function FlatOverlay({ canvas, ref }: { canvas: AnyCanvas; ref: Ref<FlatOverlayHandle> }) {
  const gl = useThree((state) => state.gl)
  const camera = useThree((state) => state.camera)
  const [scene] = useState(fixedScene)
  const [picture] = useState(() => new TextureUniform())
  useImperativeHandle(
    ref,
    () => ({
      draw: () => {
        picture.value!.needsUpdate = true
        gl.render(scene, camera)
      },
    }),
    [gl, camera, scene, picture],
  )
  return createPortal(
    <>
      <canvasTexture
        args={[canvas as HTMLCanvasElement]}
        attach={(_, texture: Texture) => picture.hold(texture)}
        premultiplyAlpha
        generateMipmaps={false}
        magFilter={NearestFilter}
        minFilter={NearestFilter}
      />
      <CopyPass picture={picture} how="over" />
    </>,
    scene,
  )
}
