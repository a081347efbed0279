import type { Problem } from '../problem'

export const filmFormats = ['mp4', 'webm', 'gif'] as const
export type FilmFormat = (typeof filmFormats)[number]

export const frameRates = [24, 30, 60] as const
export type FrameRate = (typeof frameRates)[number]

/** The 16:9 sizes the dialog offers; the command line may ask for any even size up to 4K. */
export const filmSizes = [
  { label: '720p', width: 1280, height: 720 },
  { label: '1080p', width: 1920, height: 1080 },
  { label: '1440p', width: 2560, height: 1440 },
  { label: '4K', width: 3840, height: 2160 },
] as const

export interface FilmSettings {
  readonly format: FilmFormat
  /** Pixels, even. */
  readonly width: number
  readonly height: number
  readonly frameRate: FrameRate
  readonly seconds: number
  /** A slow orbit turns a third of a circle in all; still keeps the view's camera. */
  readonly camera: 'still' | 'orbit'
  readonly legend: boolean
  readonly stepCounter: boolean
  readonly lossChart: boolean
}

export const defaultFilmSettings: FilmSettings = {
  format: 'mp4',
  width: 1280,
  height: 720,
  frameRate: 30,
  seconds: 8,
  camera: 'orbit',
  legend: true,
  stepCounter: true,
  lossChart: true,
}

const limits = { minSide: 64, maxWidth: 3840, maxHeight: 2160, minSeconds: 0.1, maxSeconds: 600 } as const

/** Every problem with some film settings; empty when they are in order. */
export function filmProblems(settings: FilmSettings): readonly Problem[] {
  const problems: Problem[] = []
  const { width, height, seconds, format, frameRate } = settings
  const sides = [
    ['width', width, limits.maxWidth],
    ['height', height, limits.maxHeight],
  ] as const
  for (const [side, pixels, max] of sides) {
    if (!Number.isInteger(pixels) || pixels < limits.minSide || pixels > max) {
      problems.push({
        where: side,
        message: `${side} is ${pixels} pixels, expected a whole number from ${limits.minSide} to ${max}`,
        remedy: 'choose a size such as 1280x720',
      })
    } else if (pixels % 2 !== 0) {
      problems.push({
        where: side,
        message: `${side} is ${pixels} pixels, expected an even number`,
        remedy: `video halves the colour resolution; choose ${pixels + 1}`,
      })
    }
  }
  if (!(seconds >= limits.minSeconds && seconds <= limits.maxSeconds)) {
    problems.push({
      where: 'seconds',
      message: `length is ${seconds} s, expected ${limits.minSeconds} to ${limits.maxSeconds} s`,
      remedy: 'choose a length such as 8 s',
    })
  }
  if (!frameRates.includes(frameRate)) {
    problems.push({
      where: 'fps',
      message: `frame rate is ${frameRate}, expected ${frameRates.join(', ')}`,
      remedy: 'choose one of them',
    })
  }
  if (format === 'gif' && frameRate === 60) {
    problems.push({
      where: 'fps',
      message: 'a GIF shows at most 50 frames a second, got 60',
      remedy: 'choose 24 or 30, or the format mp4 or webm',
    })
  }
  return problems
}

/** How many frames a film has: its length in whole frames, at least one. */
export function frameCount(settings: Pick<FilmSettings, 'seconds' | 'frameRate'>): number {
  return Math.max(1, Math.round(settings.seconds * settings.frameRate))
}

/** Bits a pixel and frame at which the thin lines of a surface stay clean. */
const bitsPerPixel = { mp4: 0.3, webm: 0.24, gif: 2 } as const satisfies Record<FilmFormat, number>

/** The target bit rate of a film, bits a second. */
export function bitRate(settings: FilmSettings): number {
  return Math.round(settings.width * settings.height * settings.frameRate * bitsPerPixel[settings.format])
}

/** The expected size of a film, bytes; encoders stay below their target on calm pictures. */
export function estimatedBytes(settings: FilmSettings): number {
  return Math.round((bitRate(settings) * frameCount(settings)) / settings.frameRate / 8)
}

/** How much there is to draw and to encode: the pixels of all frames, in millions. */
export function filmMegapixels(settings: FilmSettings): number {
  return (settings.width * settings.height * frameCount(settings)) / 1e6
}
