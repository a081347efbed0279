import { createPortal, extend, useFrame } from '@react-three/fiber'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import {
  Color,
  DepthTexture,
  LessEqualCompare,
  LinearFilter,
  NearestFilter,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three'
import { parseColor } from '../../core/scene/color-table'
import { CopyPass } from './copy-pass'
import { devicePixels } from './device-pixels'
import { type StageUniforms, TextureUniform } from './marks/uniforms'
import { fixedScene } from './fixed-scene'
import type { DrawQuality, StageSize } from './stage'
import type { StageModel } from './stage-model'
import { stageThemes } from './theme'
import { useStage } from './use-stage'
import type { View } from './view'

/** From the best to the least: a layer drawn at one serves all that follow. */
const qualities: readonly DrawQuality[] = ['rest', 'full', 'moving']

/** While moving, at most this many points a side and this many device pixels per CSS pixel are drawn. */
const movingMesh = 64
const movingPixelRatio = 0.75

/**
 * The picture of all that stands still while a race plays, with its depth: its children, drawn once and copied into
 * every frame until they are rendered again or the view changes. At rest it is multisampled. What the layer's parent
 * draws besides lies over it. Here alone frames are drawn.
 */
export function StaticLayer({ children }: { children: ReactNode }) {
  const { model, uniforms } = useStage()
  const [still] = useState(fixedScene)
  const [picture] = useState(() => new TextureUniform())
  const [shown] = useState(() => new ShownFrame())
  const targets = useRef<LayerTargets>(null)
  const isDue = useRef(false)

  // its children were rendered: the layer no longer shows them
  useLayoutEffect(() => shown.forget())
  // before the marks set themselves, since they follow what is prepared here
  useFrame(({ gl }) => {
    uniforms.setPlayhead(model.content.playhead)
    isDue.current = !shown.serves(model)
    if (!isDue.current) return
    shown.take(model)
    prepare(gl, uniforms, model)
  }, -1)
  useFrame(({ gl, scene, camera }) => {
    if (isDue.current) {
      const target = targets.current![model.quality]
      target.setSize(gl.domElement.width, gl.domElement.height)
      picture.hold(target.texture)
      uniforms.setLayer(target)
      gl.setRenderTarget(target)
      gl.clear()
      gl.render(still, camera)
      gl.setRenderTarget(null)
    }
    gl.render(scene, camera)
  }, 1)

  return (
    <>
      {createPortal(children, still)}
      <Targets ref={targets} />
      <CopyPass picture={picture} how="replace" />
    </>
  )
}

/** What of the frame's state the layer was drawn for. */
class ShownFrame {
  private size: StageSize | undefined
  private view: View | undefined
  private quality: DrawQuality = 'rest'

  /** Whether what was drawn is what is asked for now, and at least as good. */
  serves({ size, view, quality }: StageModel): boolean {
    return this.size === size && this.view === view && qualities.indexOf(this.quality) <= qualities.indexOf(quality)
  }

  take({ size, view, quality }: StageModel): void {
    this.size = size
    this.view = view
    this.quality = quality
  }

  forget(): void {
    this.view = undefined
  }
}

/** Sets the canvas and all that the marks share for drawing the layer. */
function prepare(
  gl: WebGLRenderer,
  uniforms: StageUniforms,
  { size, content, surface, scale, view, quality }: StageModel,
) {
  const isMoving = quality === 'moving'
  const pixelRatio = isMoving ? Math.min(movingPixelRatio, size.pixelRatio) : size.pixelRatio
  const [width, height] = devicePixels(size, pixelRatio)
  if (gl.domElement.width !== width || gl.domElement.height !== height) gl.setSize(width, height, false)
  const [r, g, b] = parseColor(stageThemes[content.theme].background)
  gl.setClearColor(background.setRGB(r / 255, g / 255, b / 255), 1)
  uniforms.setView(view, pixelRatio)
  if (surface === undefined) return
  uniforms.setSurface(surface)
  uniforms.setScale(scale)
  const longest = Math.max(surface.nx, surface.ny)
  uniforms.stride.value = isMoving ? Math.max(1, Math.floor((longest - 1) / (movingMesh - 1))) : 1
}

const background = new Color()

/**
 * What the layer is drawn into: the colours are those shown, here and on the canvas, so nothing is converted on the
 * way.
 */
class LayerTargets {
  readonly rest = layerTarget(4)
  readonly full = layerTarget(0)
  readonly moving = layerTarget(0)

  dispose(): void {
    for (const target of [this.rest, this.full, this.moving]) target.dispose()
  }
}

const Targets = extend(LayerTargets)

function layerTarget(samples: number) {
  const depthTexture = new DepthTexture(1, 1)
  // read as "how much of this depth is in front", between texels smoothly
  depthTexture.compareFunction = LessEqualCompare
  depthTexture.magFilter = depthTexture.minFilter = LinearFilter
  return new WebGLRenderTarget(1, 1, {
    samples,
    depthTexture,
    magFilter: NearestFilter,
    minFilter: NearestFilter,
    storeMultisampledColorBuffer: false,
    storeMultisampledDepthBuffer: false,
  })
}
