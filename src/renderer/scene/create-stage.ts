import { devicePixels } from './device-pixels'
import type { Context2D } from './markers'
import { clearOverlay, drawOverlay } from './overlay/draw-overlay'
import { createPictureRoot } from './picture-root'
import type { AnyCanvas, Stage, StageContent } from './stage'
import { StageModel } from './stage-model'

export interface StageOptions {
  /** The 3-D view cannot be drawn (no WebGL 2, or its context was lost): one message for a person. */
  readonly onUnavailable?: (message: string) => void
  /** A lost context came back: draw again. */
  readonly onAvailable?: () => void
}

/**
 * Makes a stage on two canvases of the same place and size: `canvas` takes the 3-D picture, `overlay` lies above it and
 * takes text and markers. Both may be offscreen. Without WebGL 2 it reports so once and goes on to project and pick.
 * The canvas is the stage's own: once disposed, its context is gone.
 */
export function createStage(canvas: AnyCanvas, overlay: AnyCanvas, options: StageOptions = {}): Stage {
  const model = new StageModel()
  const context = overlay.getContext('2d') as Context2D | null
  const picture = createPictureRoot(canvas, overlay, model)
  let isAvailable = picture !== undefined
  let framesDrawn = 0
  if (!isAvailable) {
    options.onUnavailable?.('3-D view unavailable: this machine offers no WebGL 2; the contour map shows the same race')
  }

  const onLost = (event: Event) => {
    event.preventDefault()
    isAvailable = false
    if (context !== null) clearOverlay(context)
    options.onUnavailable?.('3-D view lost: the graphics context was taken away; the contour map shows the same race')
  }
  const onRestored = () => {
    isAvailable = true
    picture?.remount()
    options.onAvailable?.()
  }
  // after the renderer's own listeners, which make it ready again
  canvas.addEventListener('webglcontextlost', onLost)
  canvas.addEventListener('webglcontextrestored', onRestored)

  return {
    update: (change) => {
      if (isRendered(change, model.content)) picture?.invalidate()
      model.update(change)
    },
    resize: (size) => {
      model.size = size
      ;[overlay.width, overlay.height] = devicePixels(size, size.pixelRatio)
    },
    draw: (quality) => {
      if (!isAvailable) return
      model.quality = quality
      picture?.draw()
      if (context !== null) drawOverlay(context, model)
      framesDrawn++
    },
    flatten: () => {
      if (isAvailable) picture?.flatten()
    },
    pick: (px, py) => model.pick(px, py),
    project: (x, y) => {
      const projected = model.project(x, y)
      return projected && { px: projected.px, py: projected.py }
    },
    get framesDrawn() {
      return framesDrawn
    },
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', onLost)
      canvas.removeEventListener('webglcontextrestored', onRestored)
      picture?.dispose()
      isAvailable = false
    },
  }
}

/** Whether a change goes through React: all but what frames set. */
function isRendered(change: Partial<StageContent>, content: StageContent): boolean {
  for (const key in change) {
    if (key === 'playhead' || key === 'camera') continue
    if (!Object.is(change[key as keyof StageContent], content[key as keyof StageContent])) return true
  }
  return false
}
