import type { StageOptions } from '../create-stage'
import { devicePixels } from '../device-pixels'
import type { Context2D } from '../markers'
import type { AnyCanvas, Stage, StageContent, StageSize } from '../stage'
import { emptyContent } from '../stage-model'
import { CurvePlot } from './curve-plot'
import { drawCurve } from './draw-curve'
import { drawCurveMotions, drawCurvePointer } from './draw-curve-pointer'

export interface CurveStageOptions extends StageOptions {
  /** CSS pixels at the bottom that something else takes: the picture keeps clear of them. */
  readonly bottomInset?: number
}

/** Drawn on the pointer's layer alone. */
const pointed: ReadonlySet<string> = new Set<keyof StageContent>(['hover', 'probe', 'modelPatch', 'camera'])

/**
 * A stage for landscapes of which a line is drawn: f against x, from the same content as the 3-D stage and on the same
 * canvases, all in Canvas 2D on `overlay`. It needs no graphics hardware, and there is no camera to turn.
 */
export function createCurveStage(canvas: AnyCanvas, overlay: AnyCanvas, options: CurveStageOptions = {}): Stage {
  const context = overlay.getContext('2d') as Context2D
  const pointer = (options.pointer?.getContext('2d', { willReadFrequently: true }) ?? null) as Context2D | null
  let content = emptyContent
  let size: StageSize = { width: 1, height: 1, pixelRatio: 1 }
  let plot = new CurvePlot(content, size, options.bottomInset)
  let isDrawn = false
  let framesDrawn = 0
  const changed = (change: Partial<StageContent>): boolean =>
    (Object.keys(change) as (keyof StageContent)[]).some(
      (key) => !pointed.has(key) && !Object.is(change[key], content[key]),
    )
  return {
    update(change) {
      const isNew = changed(change)
      content = { ...content, ...change }
      if (!isNew) return
      plot = new CurvePlot(content, size, options.bottomInset)
      isDrawn = false
    },
    resize(next) {
      size = next
      plot = new CurvePlot(content, size, options.bottomInset)
      isDrawn = false
      for (const each of [overlay, options.pointer])
        if (each !== undefined) [each.width, each.height] = devicePixels(size, size.pixelRatio)
    },
    draw() {
      if (!isDrawn) {
        drawCurve(context, content, plot, size)
        if (pointer === null) drawCurveMotions(context, content, plot)
      }
      isDrawn = true
      if (pointer !== null) drawCurvePointer(pointer, content, plot, size)
      framesDrawn++
    },
    flatten() {
      const whole = canvas.getContext('2d') as Context2D | null
      whole?.drawImage(overlay, 0, 0)
    },
    pick: (px, py) => plot.pick(px, py),
    project: (x) => plot.project(x),
    get framesDrawn() {
      return framesDrawn
    },
    dispose: () => undefined,
  }
}
