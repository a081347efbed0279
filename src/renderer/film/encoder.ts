import type { FilmSettings } from '../../core/scene/film-settings'

/**
 * Turns a canvas, frame by frame, into a film file. The file is written through `FilmSink` as it grows.
 * Either `finish` or `cancel` ends an encoder.
 */
export interface FilmEncoder {
  /** Encodes what the canvas shows as the next frame; resolves when the encoder can take another. */
  addFrame(): Promise<void>
  finish(): Promise<void>
  cancel(): Promise<void>
}

/** Where the bytes go; positions are absolute, since containers patch their headers at the end. */
export type FilmSink = (position: number, bytes: Uint8Array) => Promise<void>

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
