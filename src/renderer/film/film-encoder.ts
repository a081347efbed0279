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
