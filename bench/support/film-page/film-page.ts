import { defaultFilmSettings } from '../../../src/core/scene/film-settings'
import { rowSeries } from '../../../src/renderer/charts/row-series'
import type { FilmRequest } from '../../../src/renderer/film/film-request'
import { createPainter, renderFilm } from '../../../src/renderer/film/render-film'
import { raceTimeline } from '../../../src/renderer/film/timeline'
import { canEncode } from '../../../src/renderer/film/video-encoder'
import { emptyContent } from '../../../src/renderer/scene/stage-model'
import { domain, grid, paths } from '../himmelblau'

export interface FilmTimes {
  /** Milliseconds a frame: drawn only. */
  readonly paint: number
  /** Milliseconds a frame: drawn and encoded, the file's end included. */
  readonly film: number
  readonly bytes: number
}

export interface FilmBenchPage {
  canEncode(format: 'mp4' | 'webm'): Promise<boolean>
  make(format: 'mp4' | 'webm', frames: number): Promise<FilmTimes>
}

declare global {
  interface Window {
    readonly filmBench: FilmBenchPage
  }
}

const { width, height } = defaultFilmSettings

const page: FilmBenchPage = {
  canEncode: (format) => canEncode(format, width, height),
  make: async (format, frames) => {
    const request = requestOf(format, frames)
    const paint = paintTime(request)
    let firstAt = 0
    let bytes = 0
    await renderFilm(
      request,
      async (_, { length }) => {
        bytes += length
      },
      ({ frame }) => {
        // the first frame pays for shaders and encoder
        if (frame === 1) firstAt = performance.now()
      },
      () => false,
    )
    return { paint, film: (performance.now() - firstAt) / (frames - 1), bytes }
  },
}
Object.assign(window, { filmBench: page })

function requestOf(format: 'mp4' | 'webm', frames: number): FilmRequest {
  const settings = { ...defaultFilmSettings, format }
  const racers = paths()
  const curves = racers.map(({ id, color, clock, loss, count }) => ({ id, color, ...rowSeries(clock, loss, count) }))
  const camera = { azimuth: -60, elevation: 35 }
  return {
    settings,
    isCurve: false,
    content: { ...emptyContent, surface: grid(), domain, paths: racers, camera, start: [-4.5, 4.5] },
    // the first frames of a film of the usual length: its camera turns by half a degree a frame
    timeline: { ...raceTimeline(settings, racers[0]!.count - 1, camera, 1), frameCount: frames },
    captions: {
      title: 'Himmelblau',
      clock: 'step',
      chart: {
        sides: [{ quantity: 'loss', curves, bands: [] }],
        against: 'step',
        length: racers[0]!.count - 1,
        isPlayheads: true,
      },
    },
  }
}

/** Frames without their encoding, each until its pixels can be read. */
function paintTime(request: FilmRequest): number {
  const painter = createPainter(request)
  const gl = painter.canvas.getContext('webgl2')!
  const pixel = new Uint8Array(4)
  const paint = (frame: number) => {
    painter.paint(frame)
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
  }
  const count = Math.min(4, request.timeline.frameCount)
  paint(0)
  const begun = performance.now()
  for (let frame = 0; frame < count; frame++) paint(frame)
  const time = (performance.now() - begun) / count
  painter.dispose()
  return time
}
