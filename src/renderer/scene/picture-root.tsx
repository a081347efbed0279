import { advance, createRoot, extend, flushSync } from '@react-three/fiber'
import { createRef } from 'react'
import {
  BufferGeometry,
  CanvasTexture,
  DataTexture,
  LinearSRGBColorSpace,
  Mesh,
  RawShaderMaterial,
  WebGLRenderer,
} from 'three'
import { fixedScene } from './fixed-scene'
import type { FlatOverlayHandle } from './flat-overlay'
import { StageUniforms } from './marks/uniforms'
import type { AnyCanvas } from './stage'
import type { Sides, StageModel } from './stage-model'
import { StagePicture } from './stage-picture'

// the parts of three that marks are written with, and no more, so that the rest stays out of the bundle
extend({ BufferGeometry, CanvasTexture, DataTexture, Mesh, RawShaderMaterial })

/** The components of a stage on their canvas. They are drawn when told to, by no clock of their own. */
export interface PictureRoot {
  /** Content changed: the next frame renders the components before it draws them. */
  invalidate(): void
  /** Draws the model as it is now. */
  draw(): void
  /** Lays the overlay canvas over the picture just drawn. */
  flatten(): void
  /** Makes every GPU object anew, after a lost context took them. */
  remount(): void
  dispose(): void
}

/** Mounts a model's picture on a canvas; undefined without WebGL 2. */
export function createPictureRoot(canvas: AnyCanvas, overlay: AnyCanvas, model: StageModel): PictureRoot | undefined {
  const context = canvas.getContext('webgl2', {
    alpha: false,
    // the static layer is multisampled and has the depth; what is drawn over it smooths its own edges
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: 'high-performance',
  }) as WebGL2RenderingContext | null
  if (context === null) return undefined
  const parts = { model, uniforms: new StageUniforms() }
  const root = createRoot(canvas)
  void root.configure({
    gl: () => createRenderer(canvas, context),
    scene: fixedScene(),
    frameloop: 'never',
    // the shaders write the colours that are shown
    linear: true,
    flat: true,
    // no size and no ratio: the static layer sets the canvas, whose pixels follow the quality
    size: { width: 0, height: 0, top: 0, left: 0 },
    dpr: 0,
  })
  const flatOverlay = createRef<FlatOverlayHandle>()
  let isFlattened = false
  let generation = 0
  /** Of the last render; undefined when content has changed since. */
  let renderedSides: Sides | undefined

  const render = () => {
    renderedSides = model.sides
    const flat = isFlattened ? { canvas: overlay, ref: flatOverlay } : undefined
    return root.render(<StagePicture key={generation} parts={parts} flat={flat} />)
  }
  const store = render()
  const renderNow = () => flushSync(render)

  return {
    invalidate: () => {
      renderedSides = undefined
    },
    draw: () => {
      if (renderedSides !== model.sides) renderNow()
      advance(0, false, store.getState())
    },
    flatten: () => {
      if (!isFlattened) {
        isFlattened = true
        renderNow()
      }
      flatOverlay.current?.draw()
    },
    remount: () => {
      generation++
      renderNow()
    },
    dispose: () => flushSync(() => root.unmount()),
  }
}

function createRenderer(canvas: AnyCanvas, context: WebGL2RenderingContext): WebGLRenderer {
  const renderer = new WebGLRenderer({ canvas: canvas as HTMLCanvasElement, context })
  renderer.outputColorSpace = LinearSRGBColorSpace
  renderer.sortObjects = false
  renderer.autoClear = false
  return renderer
}
