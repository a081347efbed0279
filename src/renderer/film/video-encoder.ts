import {
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  WebMOutputFormat,
  canEncodeVideo,
} from 'mediabunny'
import type { FilmEncoder, FilmSink } from './film-encoder'
import type { FilmSettings } from '../../core/scene/film-settings'
import { bitRate } from '../../core/scene/film-settings'

const codecs = { mp4: 'avc', webm: 'vp9' } as const

/** H.264 in MP4 or VP9 in WebM, by WebCodecs, muxed by mediabunny. */
export async function createVideoEncoder(
  settings: FilmSettings,
  canvas: OffscreenCanvas,
  sink: FilmSink,
): Promise<FilmEncoder> {
  const { format, frameRate } = settings
  if (format === 'gif') throw new Error('a GIF is not a video')
  const output = new Output({
    // The header goes to the end, so that the film streams to disk while it is made.
    format: format === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
    target: new StreamTarget(
      new WritableStream({
        write: (chunk: { position: number; data: Uint8Array }) => sink(chunk.position, chunk.data),
      }),
    ),
  })
  const source = new CanvasSource(canvas, {
    codec: codecs[format],
    quality: new Quality({ bitrate: bitRate(settings) }),
    keyFrameInterval: 2,
    latencyMode: 'quality',
    // Software encoders give the same bytes on every run; speed is bounded by drawing, not by encoding.
    hardwareAcceleration: 'prefer-software',
  })
  output.addVideoTrack(source, { frameRate })
  await output.start()
  let frame = 0
  return {
    addFrame: () => source.add(frame++ / frameRate, 1 / frameRate),
    finish: () => output.finalize(),
    cancel: () => output.cancel(),
  }
}

/** Whether this machine can encode a video format at a size. */
export function canEncode(format: 'mp4' | 'webm', width: number, height: number): Promise<boolean> {
  return canEncodeVideo(codecs[format], { width, height, hardwareAcceleration: 'prefer-software' })
}
