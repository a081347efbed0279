import { interpolateCividis, interpolateMagma, interpolateViridis } from 'd3-scale-chromatic'
import type { SceneView } from './scene'

export type ColorMap = SceneView['colorMap']

const interpolators = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  // magma's ends are nearly black and nearly white, and would vanish into the dark and the light theme
  magma: (t: number) => interpolateMagma(0.12 + 0.85 * t),
} satisfies Record<ColorMap, (t: number) => string>

const tables = new Map<ColorMap, Uint8ClampedArray<ArrayBuffer>>()

/** 256 colours of a map from low to high, RGBA bytes. Owned here; not to be written. */
export function colorTable(map: ColorMap): Uint8ClampedArray<ArrayBuffer> {
  let table = tables.get(map)
  if (table === undefined) {
    table = new Uint8ClampedArray(256 * 4)
    for (let i = 0; i < 256; i++) table.set([...parseColor(interpolators[map](i / 255)), 255], i * 4)
    tables.set(map, table)
  }
  return table
}

/** The index into a colour table of a unit height. */
export function colorIndex(unit: number): number {
  return Math.min(255, Math.max(0, Math.round(unit * 255)))
}

/** `#rrggbb` or `rgb(r, g, b)` as three bytes. */
export function parseColor(text: string): [number, number, number] {
  const numbers = text.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16))
    : (text.match(/[\d.]+/g) ?? []).map(Number)
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0]
}
