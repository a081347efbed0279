import { devicePixels } from './device-pixels'
import type { Context2D } from './markers'
import { clearOverlay, drawOverlay } from './overlay/draw-overlay'
import { createPictureRoot } from './picture-root'
import { drawMotions, drawPointer } from './pointer/draw-pointer'
import type { AnyCanvas, DrawQuality, Stage, StageContent } from './stage'
import { StageModel } from './stage-model'

export interface StageOptions {
  /** Above both: takes what follows the pointer. Without it, as in a film, only what moves racers is drawn. */
  readonly pointer?: AnyCanvas
  /** The 3-D view cannot be drawn (no WebGL 2, or its context was lost): one message for a person. */
  readonly onUnavailable?: (message: string) => void
  /** A lost context came back: draw again. */
  readonly onAvailable?: () => void
}

/**
 * Makes a stage on two canvases of the same place and size: `canvas` takes the 3-D picture, `overlay` lies above it
 * and takes text and markers, and `options.pointer` above that what follows the pointer. All may be offscreen.
 * Without WebGL 2 it reports so once and goes on to project and pick. The canvas is the stage's own: once disposed,
 * its context is gone.
 */
export function createStage(canvas: AnyCanvas, overlay: AnyCanvas, options: StageOptions = {}): Stage {
  const model = new StageModel()
  const context = overlay.getContext('2d') as Context2D | null
  // In the memory of the processor: one that graphics hardware keeps may go on showing what has been cleared, where
  // nothing is drawn after that (Chromium 156), and little is drawn here.
  const pointer = (options.pointer?.getContext('2d', { willReadFrequently: true }) ?? null) as Context2D | null
  const picture = createPictureRoot(canvas, overlay, model)
  let isAvailable = picture !== undefined
  let framesDrawn = 0
  let drawn: DrawnFrame | undefined
  if (!isAvailable) {
    options.onUnavailable?.('3-D view unavailable: this machine offers no WebGL 2; the contour map shows the same race')
  }

  const onLost = (event: Event) => {
    event.preventDefault()
    isAvailable = false
    drawn = undefined
    for (const each of [context, pointer]) if (each !== null) clearOverlay(each)
    options.onUnavailable?.('3-D view lost: the graphics context was taken away; the contour map shows the same race')
  }
  const onRestored = () => {
    isAvailable = true
    drawn = undefined
    picture?.remount()
    options.onAvailable?.()
  }
  // after the renderer's own listeners, which make it ready again
  canvas.addEventListener('webglcontextlost', onLost)
  canvas.addEventListener('webglcontextrestored', onRestored)

  return {
    update: (change) => {
      if (differs(change, model.content, framed)) picture?.invalidate()
      if (differs(change, model.content, pointed)) drawn = undefined
      model.update(change)
    },
    resize: (size) => {
      model.size = size
      drawn = undefined
      for (const each of [overlay, options.pointer]) {
        if (each !== undefined) [each.width, each.height] = devicePixels(size, size.pixelRatio)
      }
    },
    draw: (quality) => {
      if (!isAvailable) return
      const { azimuth, elevation } = model.content.camera
      // without a layer of its own for what follows the pointer every frame is drawn whole
      const isShown =
        pointer !== null && drawn?.quality === quality && drawn.azimuth === azimuth && drawn.elevation === elevation
      if (!isShown) {
        drawn = { quality, azimuth, elevation }
        model.quality = quality
        picture?.draw()
        if (context !== null) drawOverlay(context, model)
      }
      if (pointer !== null) drawPointer(pointer, model)
      else if (context !== null) drawMotions(context, model)
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

/** What the picture was last drawn for, beside its content; the camera is one object that turns. */
interface DrawnFrame {
  readonly quality: DrawQuality
  readonly azimuth: number
  readonly elevation: number
}

/** Drawn on the pointer's layer alone. */
const pointed: ReadonlySet<string> = new Set<keyof StageContent>(['hover', 'probe', 'modelPatch', 'motions', 'camera'])
/** Set by frames, or drawn in two dimensions: it need not go through React. */
const framed: ReadonlySet<string> = new Set<keyof StageContent>([
  'playhead',
  'hover',
  'probe',
  'modelPatch',
  'motions',
  'camera',
])

/** Whether a change touches content beyond some keys. */
function differs(change: Partial<StageContent>, content: StageContent, ignored: ReadonlySet<string>): boolean {
  for (const key in change) {
    if (ignored.has(key)) continue
    if (!Object.is(change[key as keyof StageContent], content[key as keyof StageContent])) return true
  }
  return false
}
