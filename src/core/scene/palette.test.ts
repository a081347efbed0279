import { describe, expect, test } from 'vitest'
import { freeLook, lineStyles, markerShapes, palette, racerLook } from './palette'

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

const apply = (matrix: Matrix, v: Triple): Triple =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple

/** sRGB text to linear light. Source: IEC 61966-2-1. */
function linear(hex: string): Triple {
  const channel = (from: number): number => {
    const c = parseInt(hex.slice(from, from + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Relative luminance and contrast ratio. Source: WCAG 2.2. */
const luminance = (hex: string): number => linear(hex).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i]!, 0)
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Source: B. Ottosson, A perceptual color space for image processing, 2020. */
function oklab(color: Triple): Triple {
  const cones = apply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    color.map((c) => Math.min(1, Math.max(0, c))) as unknown as Triple,
  )
  return apply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt) as unknown as Triple,
  )
}

/**
 * Severity 1 of each deficiency. Source: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation
 * of Color Vision Deficiency, 2009.
 */
const visions: readonly (readonly [name: string, leastDifference: number, matrix: Matrix])[] = [
  [
    'full colour vision',
    0.17,
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    'protanopia',
    0.1,
    [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  ],
  [
    'deuteranopia',
    0.1,
    [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  ],
  [
    'tritanopia',
    0.08,
    [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  ],
]

describe('palette', () => {
  test('has eight colours', () => expect(new Set(palette).size).toBe(8))

  // 3:1 is what WCAG 2.2 (1.4.11) asks of graphical objects.
  test.each(palette)('%s is legible on white and on near-black', (color) => {
    expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(3)
    expect(contrast(color, '#101418')).toBeGreaterThanOrEqual(3)
  })

  test.each(visions)('any two differ with %s', (_, leastDifference, matrix) => {
    const seen = palette.map((color) => oklab(apply(matrix, linear(color))))
    const differences = seen.flatMap((a, i) =>
      seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    )
    expect(differences).toHaveLength(28)
    expect(Math.min(...differences)).toBeGreaterThanOrEqual(leastDifference)
  })
})

describe('looks', () => {
  const looks = Array.from({ length: palette.length * lineStyles.length }, (_, index) => racerLook(index))

  test('are told apart by colour and line, all 32 of them, and the first eight by colour alone', () => {
    expect(new Set(looks.map(({ color, line }) => `${color} ${line}`)).size).toBe(looks.length)
    expect(looks.slice(0, 8).every(({ line }) => line === 'solid')).toBe(true)
    expect(new Set(looks.slice(0, 6).map(({ marker }) => marker)).size).toBe(markerShapes.length)
  })

  test('that are free are the first that nobody has', () => {
    expect(freeLook([])).toEqual(racerLook(0))
    expect(freeLook(looks.slice(0, 8))).toEqual(racerLook(8))
    expect(freeLook([looks[0]!, looks[2]!])).toEqual(racerLook(1))
    expect(freeLook([{ ...looks[0]!, color: looks[0]!.color.toUpperCase() }])).toEqual(racerLook(1))
    expect(freeLook(looks)).toEqual(racerLook(looks.length))
  })
})
