import type { FilmSettings } from '../../core/scene/film-settings'
import type { FilmEncoder, FilmSink } from './film-encoder'

/** Makes an encoder for what is drawn on `canvas`. The encoders are loaded only when a film is made. */
export async function createEncoder(
  settings: FilmSettings,
  canvas: OffscreenCanvas,
  sink: FilmSink,
): Promise<FilmEncoder> {
  switch (settings.format) {
    case 'gif':
      return (await import('./gif-encoder')).createGifEncoder(settings, canvas, sink)
    case 'mp4':
    case 'webm':
      return (await import('./video-encoder')).createVideoEncoder(settings, canvas, sink)
  }
}
