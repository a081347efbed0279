import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type * as Mediabunny from 'mediabunny'

export interface Frame {
  readonly width: number
  readonly height: number
  /** RGBA. */
  readonly pixels: Uint8Array
}

export interface Decoded {
  readonly mime: string
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly seconds: number
  /** First, middle and last. */
  readonly samples: readonly [Frame, Frame, Frame]
}

interface Raw extends Omit<Decoded, 'samples'> {
  /** Base64. */
  readonly samples: readonly string[]
}

/** Opens an empty page beside the app's own, with a decoder on it. */
export async function openDecoder(page: Page): Promise<Page> {
  const beside = await page.context().newPage()
  const library = readFileSync('node_modules/mediabunny/dist/bundles/mediabunny.mjs', 'utf8')
  await beside.route('**/decoder/*', (route) =>
    route.request().url().endsWith('.mjs')
      ? route.fulfill({ contentType: 'text/javascript', body: library })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>decoder</title>' }),
  )
  await beside.goto('./decoder/page.html')
  return beside
}

/** Decodes a WebM or MP4 film: what its container says, how many packets it has, and three of its frames. */
export async function decodeVideo(decoder: Page, bytes: Buffer): Promise<Decoded> {
  const raw = await decoder.evaluate(async (base64): Promise<Raw> => {
    const source = './mediabunny.mjs'
    const { ALL_FORMATS, BlobSource, Input, VideoSampleSink } = (await import(source)) as typeof Mediabunny
    const buffer = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(new Blob([buffer])) })
    const track = (await input.getPrimaryVideoTrack())!
    const { packetCount } = await track.computePacketStats()
    const seconds = await track.computeDuration()
    const sink = new VideoSampleSink(track)
    const [width, height] = [track.displayWidth, track.displayHeight]
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
    const samples: string[] = []
    for (const index of [0, Math.floor(packetCount / 2), packetCount - 1]) {
      // In the middle of the frame's time: at its edge rounding decides.
      const sample = (await sink.getSample(((index + 0.5) * seconds) / packetCount))!
      sample.draw(context, 0, 0)
      sample.close()
      const { data } = context.getImageData(0, 0, width, height)
      samples.push(Array.from(data, (byte) => String.fromCharCode(byte)).join(''))
    }
    const mime = await input.getMimeType()
    return {
      mime,
      codec: track.codec ?? '',
      width,
      height,
      frames: packetCount,
      seconds,
      samples: samples.map(btoa),
    }
  }, bytes.toString('base64'))
  return withFrames(raw)
}

/** Decodes a GIF. */
export async function decodeGif(decoder: Page, bytes: Buffer): Promise<Decoded> {
  const raw = await decoder.evaluate(async (base64): Promise<Raw> => {
    const buffer = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const decoded = new ImageDecoder({ data: buffer, type: 'image/gif' })
    await Promise.all([decoded.tracks.ready, decoded.completed])
    const track = decoded.tracks.selectedTrack!
    const images: VideoFrame[] = []
    for (let frameIndex = 0; frameIndex < track.frameCount; frameIndex++) {
      images.push((await decoded.decode({ frameIndex })).image)
    }
    const { displayWidth: width, displayHeight: height } = images[0]!
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
    const samples = [0, Math.floor(images.length / 2), images.length - 1].map((index) => {
      context.drawImage(images[index]!, 0, 0)
      const { data } = context.getImageData(0, 0, width, height)
      return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''))
    })
    const seconds = images.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1e6
    images.forEach((image) => image.close())
    return { mime: 'image/gif', codec: 'gif', width, height, frames: track.frameCount, seconds, samples }
  }, bytes.toString('base64'))
  return withFrames(raw)
}

function withFrames({ samples, ...rest }: Raw): Decoded {
  const { width, height } = rest
  const [first, middle, last] = samples.map((base64) => ({ width, height, pixels: Buffer.from(base64, 'base64') }))
  return { ...rest, samples: [first!, middle!, last!] }
}

/** How many different colours a frame shows. */
export function colorsOf({ pixels }: Frame): number {
  const colors = new Set<number>()
  for (let i = 0; i < pixels.length; i += 4) colors.add((pixels[i]! << 16) | (pixels[i + 1]! << 8) | pixels[i + 2]!)
  return colors.size
}

/** How many pixels of two frames differ by more than an encoder's noise. */
export function differingPixels(a: Frame, b: Frame): number {
  let count = 0
  for (let i = 0; i < a.pixels.length; i += 4) {
    if (distance(a.pixels, i, [b.pixels[i]!, b.pixels[i + 1]!, b.pixels[i + 2]!]) > 60) count++
  }
  return count
}

/**
 * Where the disc of this radius lies that holds most of a colour: a head, since a path is thinner. Searched where
 * `isSearched` says, since the names beside the surface carry the racers' markers too.
 */
export function findDisc(
  { width, height, pixels }: Frame,
  color: readonly [number, number, number],
  radius: number,
  isSearched: (x: number, y: number) => boolean,
): { readonly px: number; readonly py: number; readonly share: number } {
  const matches = new Uint8Array(width * height)
  for (let i = 0; i < matches.length; i++) {
    const isHere = isSearched(i % width, Math.floor(i / width))
    matches[i] = isHere && distance(pixels, 4 * i, color) < 110 ? 1 : 0
  }
  const offsets: (readonly [number, number])[] = []
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) if (dx * dx + dy * dy <= radius * radius) offsets.push([dx, dy])
  }
  let [best, sumX, sumY, count] = [0, 0, 0, 0]
  for (let y = radius; y < height - radius; y++) {
    for (let x = radius; x < width - radius; x++) {
      let score = 0
      for (const [dx, dy] of offsets) score += matches[(y + dy) * width + x + dx]!
      if (score < best || score === 0) continue
      if (score > best) [best, sumX, sumY, count] = [score, 0, 0, 0]
      sumX += x
      sumY += y
      count++
    }
  }
  return { px: sumX / count + 0.5, py: sumY / count + 0.5, share: best / offsets.length }
}

function distance(pixels: Uint8Array, at: number, [r, g, b]: readonly [number, number, number]): number {
  return Math.hypot(pixels[at]! - r, pixels[at + 1]! - g, pixels[at + 2]! - b)
}
