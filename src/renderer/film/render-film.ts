import { createStage } from '../scene/create-stage'
import { createCurveStage } from '../scene/curve/create-curve-stage'
import { contentOf, momentAt, type PlaneMoment } from '../playback/plane-frames'
import { pointAt } from '../scene/path-segments'
import { createBurnIn } from './burn-in'
import { createEncoder } from './create-encoder'
import type { FilmSink } from './film-encoder'
import type { FilmProgress, FilmRequest } from './film-request'
import type { HeatMoment } from '../view/heat-paint'
import { frameAt } from './timeline'

/** The height, in CSS pixels, that every film is laid out for; larger films have more device pixels. */
const layoutHeight = 720

/**
 * Draws and encodes a film frame by frame, offline: no clock, no animation frames, so every run draws the same.
 * Resolves true when the film is whole, false when `cancelled()` became true; then nothing more is written.
 */
export async function renderFilm(
  request: FilmRequest,
  sink: FilmSink,
  onProgress: (progress: FilmProgress) => void,
  cancelled: () => boolean,
): Promise<boolean> {
  const { settings, timeline } = request
  const painter = createPainter(request)
  // What stands in the way of a write is the reason; the stream behind it only tells that it has failed.
  let refusal: unknown
  const watchedSink: FilmSink = async (position, bytes) => {
    try {
      await sink(position, bytes)
    } catch (error) {
      refusal ??= error
      throw error
    }
  }
  try {
    const encoder = await createEncoder(settings, painter.canvas, watchedSink)
    try {
      for (let frame = 0; frame < timeline.frameCount; frame++) {
        if (cancelled()) {
          await encoder.cancel()
          return false
        }
        painter.paint(frame)
        await encoder.addFrame()
        if (refusal !== undefined) throw refusal
        onProgress({ frame: frame + 1, frameCount: timeline.frameCount })
      }
      await encoder.finish()
      return true
    } catch (error) {
      await encoder.cancel().catch(() => undefined)
      throw refusal ?? error
    }
  } finally {
    painter.dispose()
  }
}

export interface FilmPainter {
  readonly canvas: OffscreenCanvas
  /** Draws frame n on the canvas. */
  paint(frame: number): void
  /** Where each racer's head is in frame n, in the film's pixels; undefined where it is off the surface. */
  heads(frame: number): readonly ({ readonly px: number; readonly py: number } | undefined)[]
  dispose(): void
}

/** Draws a film's frames on a canvas of its size. */
export function createPainter(request: FilmRequest): FilmPainter {
  const { settings, timeline, captions } = request
  const { width, height } = settings
  const canvas = new OffscreenCanvas(width, height)
  const overlay = new OffscreenCanvas(width, height)
  // Kept in memory, since every frame's text and markers go up to the GPU whole.
  const context = overlay.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('the film canvas has no 2-D context')
  const pixelRatio = height / layoutHeight
  const size = { width: width / pixelRatio, height: layoutHeight, pixelRatio }
  const burnIn = createBurnIn(size, request.content, captions, settings)
  const { leftInset, besideText } = burnIn
  const stage = request.isCurve
    ? createCurveStage(canvas, overlay, { bottomInset: besideText.bottom })
    : createStage(canvas, overlay, {
        onUnavailable: (message) => {
          throw new Error(message)
        },
      })
  stage.resize(size)
  stage.update({
    ...request.content,
    legend: settings.legend,
    leftInset: request.isCurve ? Math.max(leftInset, besideText.left) : leftInset,
  })
  let moment: PlaneMoment | undefined
  let shownHeat: HeatMoment | undefined
  let { paths } = request.content
  const show = (frame: number) => {
    const { playhead, camera } = frameAt(timeline, frame)
    const next = request.planes && momentAt(request.planes, playhead)
    if (next !== moment && next !== undefined) {
      const content = contentOf(next, request.content.paths)
      paths = content.paths
      stage.update(content)
    }
    moment = next
    const heat = request.heats && momentAt(request.heats, playhead)
    if (heat !== undefined && heat !== shownHeat) stage.update({ paint: heat.paint })
    shownHeat = heat
    const motions = request.motions && momentAt(request.motions, playhead)?.motions
    stage.update({ playhead, camera, ...(motions && { motions }) })
    return playhead
  }
  return {
    canvas,
    paint: (frame) => {
      const playhead = show(frame)
      stage.draw('rest')
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
      burnIn.draw(context, playhead)
      stage.flatten()
    },
    heads: (frame) => {
      const playhead = show(frame)
      return paths.map((path) => {
        const head = pointAt(path, playhead)
        const projected = head === undefined ? undefined : stage.project(head[0], head[1])
        return projected === undefined ? undefined : { px: projected.px * pixelRatio, py: projected.py * pixelRatio }
      })
    },
    dispose: () => stage.dispose(),
  }
}
