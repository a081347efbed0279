import { GIFEncoder, applyPalette, quantize } from 'gifenc'
import type { FilmEncoder, FilmSink } from './film-encoder'
import type { FilmSettings } from '../../core/scene/film-settings'

/** An animated GIF that loops, each frame with a palette of its own. */
export function createGifEncoder(settings: FilmSettings, canvas: OffscreenCanvas, sink: FilmSink): FilmEncoder {
  const copy = new OffscreenCanvas(settings.width, settings.height)
  const context = copy.getContext('2d', { alpha: false, willReadFrequently: true })
  if (context === null) throw new Error('a GIF needs a 2-D context')
  const gif = GIFEncoder()
  let frame = 0
  let written = 0
  const flush = async () => {
    const bytes = gif.bytes()
    gif.stream.reset()
    await sink(written, bytes)
    written += bytes.length
  }
  return {
    addFrame: async () => {
      const { width, height } = copy
      context.drawImage(canvas, 0, 0)
      const pixels = context.getImageData(0, 0, width, height).data
      const palette = quantize(pixels, 256)
      gif.writeFrame(applyPalette(pixels, palette), width, height, {
        palette,
        delay: 10 * frameDelay(frame++, settings.frameRate),
      })
      await flush()
    },
    finish: async () => {
      gif.finish()
      await flush()
    },
    cancel: async () => {},
  }
}

/**
 * How long a GIF shows frame n, in its unit of 1/100 s: rounded so that the film's length stays true,
 * 3, 3, 4, 3, ... at 30 frames a second.
 */
export function frameDelay(n: number, frameRate: number): number {
  return Math.round((100 * (n + 1)) / frameRate) - Math.round((100 * n) / frameRate)
}
