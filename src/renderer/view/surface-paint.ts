import { interpolateInferno, interpolatePuOr } from 'd3-scale-chromatic'
import type { RegionClass } from '../../core/analysis/region/probe-result'
import { regionClasses } from '../../core/analysis/region/probe-result'
import { isLostOutcome } from '../../core/race/trace'
import type {
  ClassOverlay,
  ColouredOverlay,
  HeatOverlay,
  MapOverlay,
  Overlay,
  ScaleOverlay,
} from '../../core/scene/overlays'
import { overlayOf } from '../../core/scene/overlays'
import type { BasinsResult, BasinsSpec, FieldResult, FieldSpec } from '../../engine'
import { basinColors } from '../charts/basins-picture'
import { parseColor } from '../../core/scene/color-table'
import type { PaintLegend, SurfacePaint } from '../scene/stage'
import type { AnalysisState } from '../store/derived'
import { attractorColor, lostColor } from '../ui/attractor-colors'
import { formatNumber } from '../ui/format'

/**
 * What the surface is painted with instead of its height; undefined while the answer is not there. Kept while the
 * answer stays.
 */
export function surfacePaint(id: Overlay, analysis: AnalysisState): SurfacePaint | undefined {
  const overlay = overlayOf(id)
  // What goes with the playhead is `heatAt`.
  if (overlay.source === undefined || overlay.source === 'ensemble-places') return undefined
  const { spec, result } = analysis[overlay.source]
  if (spec === undefined || result === undefined) return undefined
  return kept(result, id, () => (painters[overlay.paint] as Painter)(overlay, spec, result))
}

const paints = new WeakMap<object, Map<Overlay, SurfacePaint>>()

function kept(answer: object, overlay: Overlay, make: () => SurfacePaint): SurfacePaint {
  let made = paints.get(answer)
  if (made === undefined) paints.set(answer, (made = new Map()))
  let paint = made.get(overlay)
  if (paint === undefined) made.set(overlay, (paint = make()))
  return paint
}

type StillOverlay = Exclude<ColouredOverlay, HeatOverlay>
type Painter = (overlay: StillOverlay, spec: unknown, result: unknown) => SurfacePaint

/** How answers become colours. */
const painters = {
  classes: ({ column, legend }: ClassOverlay, _spec: FieldSpec, field: FieldResult) => ({
    ...placed(field),
    ...classPaint(field[column], legend),
  }),
  signed: ({ column, legend }: ScaleOverlay, _spec: FieldSpec, field: FieldResult) => ({
    ...placed(field),
    ...signedPaint(field[column], legend),
  }),
  decades: ({ column, legend }: ScaleOverlay, _spec: FieldSpec, field: FieldResult) => ({
    ...placed(field),
    ...decadesPaint(field[column], legend),
  }),
  sizes: ({ column, legend }: ScaleOverlay, _spec: FieldSpec, field: FieldResult) => ({
    ...placed(field),
    ...sizesPaint(field[column], legend),
  }),
  ends: ({ legend }: MapOverlay, { domain }: BasinsSpec, result: BasinsResult) => ({
    ...placed({ domain, resolution: result.resolution }),
    ...endsPaint(result, legend),
  }),
} satisfies Record<StillOverlay['paint'], unknown>

function placed({ domain, resolution: [nx, ny] }: Pick<FieldResult, 'domain' | 'resolution'>) {
  return { domain, nx, ny }
}

/** Region classes by colour, on the surface and in the probe. */
export const regionColors: Readonly<Record<RegionClass, string>> = {
  undefined: '#495057',
  slope: '#4c78c8',
  minimum: '#12b886',
  maximum: '#be4bdb',
  saddle: '#fd7e14',
  plateau: '#adb5bd',
  cliff: '#e03131',
  'ill-conditioned-valley': '#fcc419',
  'convex-bowl': '#22b8cf',
}

export const regionNames: Readonly<Record<RegionClass, string>> = {
  undefined: 'undefined here',
  slope: 'slope',
  minimum: 'minimum',
  maximum: 'maximum',
  saddle: 'saddle region',
  plateau: 'plateau',
  cliff: 'cliff',
  'ill-conditioned-valley': 'ill-conditioned valley',
  'convex-bowl': 'convex bowl',
}

type Painted = Pick<SurfacePaint, 'colors' | 'smooth' | 'legend'>

function classPaint(classes: Uint8Array, title: string): Painted {
  const colors = new Uint8ClampedArray(4 * classes.length)
  const seen = new Set<RegionClass>()
  classes.forEach((code, k) => {
    const name = regionClasses[code]!
    seen.add(name)
    paintPoint(colors, k, parseColor(regionColors[name]), name === 'undefined' ? 0 : 255)
  })
  seen.delete('undefined')
  const entries = regionClasses
    .filter((name) => seen.has(name))
    .map((name) => ({ color: regionColors[name], label: regionNames[name] }))
  return { colors, smooth: false, legend: { kind: 'classes', title, entries } }
}

/**
 * Values of both signs, 0 in the middle: purple below, orange above. Symmetric logarithm, u = sign(v) log1p(|v| / s),
 * with the unit s a tenth of the 90th percentile of |v|, so that flat and steep parts both show.
 */
function signedPaint(values: Float64Array, title: string): Painted {
  const sizes = values.filter(Number.isFinite).map(Math.abs).sort()
  const most = sizes.at(-1) ?? 1
  const unit = (sizes[Math.floor(0.9 * (sizes.length - 1))] ?? 1) / 10 || 1
  const reach = Math.log1p(most / unit) || 1
  const place = (value: number): number => 0.5 + (0.5 * Math.sign(value) * Math.log1p(Math.abs(value) / unit)) / reach
  const color = (at: number): string => interpolatePuOr(1 - (0.06 + 0.88 * at))
  const decade = 10 ** Math.floor(Math.log10(most || 1))
  const ticks = [-decade, -decade / 10, 0, decade / 10, decade].map((value) => ({
    unit: place(value),
    label: formatNumber(value, 2),
  }))
  return painted(values, place, color, { kind: 'scale', title, colors: ramp(color), ticks })
}

const mostDecades = 6

/** Numbers from 1 to 10^6 and beyond, such as condition numbers, by their logarithm. */
function decadesPaint(values: Float64Array, title: string): Painted {
  const place = (value: number): number => Math.min(1, Math.max(0, Math.log10(Math.max(1, value)) / mostDecades))
  const color = (at: number): string => interpolateInferno(0.1 + 0.85 * at)
  const ticks = [0, 2, 4, 6].map((exponent) => ({
    unit: exponent / mostDecades,
    label: exponent === 0 ? '1' : `${exponent === mostDecades ? '≥ ' : ''}1e${exponent}`,
  }))
  return painted(values, place, color, { kind: 'scale', title, colors: ramp(color), ticks })
}

/** The share of the smallest sizes that are as dark as can be: critical points lie between the points of a grid. */
const darkest = 0.03
/** Nothing smaller than the largest by this is told apart. */
const widestRatio = 1e12

/** Sizes by their logarithm, dark where they are next to 0. */
function sizesPaint(values: Float64Array, title: string): Painted {
  const sizes = values.filter((value) => value > 0 && Number.isFinite(value)).sort()
  const most = sizes.at(-1) ?? 1
  const low = Math.max(sizes[Math.floor(darkest * sizes.length)] ?? 0, most / widestRatio)
  const least = low < most ? low : most / 10
  const reach = Math.log(most / least)
  const place = (value: number): number => (value === 0 ? 0 : Math.min(1, Math.max(0, Math.log(value / least) / reach)))
  const color = (at: number): string => interpolateInferno(0.95 * at)
  const ticks = sizeTicks(least, most).map((value) => ({ unit: place(value), label: formatNumber(value, 2) }))
  return painted(values, place, color, { kind: 'scale', title, colors: ramp(color), ticks })
}

/** Decades between two sizes, every so many where there are many; of fewer than three, 1, 2 and 5 times each. */
function sizeTicks(least: number, most: number): readonly number[] {
  const decades = Math.log10(most / least)
  const apart = Math.max(1, Math.ceil(decades / 5))
  const factors = decades < 3 ? [1, 2, 5] : [1]
  const first = Math.floor(Math.log10(least))
  return Array.from({ length: Math.ceil(decades) + 2 }, (_, k) => first + k)
    .filter((exponent) => exponent % apart === 0)
    .flatMap((exponent) => factors.map((factor) => factor * 10 ** exponent))
    .filter((value) => value >= least && value <= most)
}

const tableSize = 256

function painted(
  values: Float64Array,
  place: (value: number) => number,
  color: (at: number) => string,
  legend: PaintLegend,
): Painted {
  const table = Array.from({ length: tableSize }, (_, k) => parseColor(color(k / (tableSize - 1))))
  const colors = new Uint8ClampedArray(4 * values.length)
  values.forEach((value, k) => {
    // An infinite condition number has its place at the end of the scale; NaN has none.
    if (!Number.isNaN(value)) paintPoint(colors, k, table[Math.round(place(value) * (tableSize - 1))]!, 255)
  })
  return { colors, smooth: true, legend }
}

function ramp(color: (at: number) => string): string[] {
  return Array.from({ length: 33 }, (_, k) => color(k / 32))
}

/** Attractors told apart in the legend; the rest share a line. */
const namedAttractors = 8

function endsPaint(result: BasinsResult, title: string): Painted {
  const { attractors, outcomes } = result
  const entries = attractors.slice(0, namedAttractors).map(({ at }, index) => ({
    color: `rgb(${attractorColor(index).join(' ')})`,
    label: `(${at.map((coordinate) => formatNumber(coordinate, 3)).join(', ')})`,
  }))
  const rest = attractors.length - entries.length
  const isAnyLost = outcomes.some(isLostOutcome)
  return {
    colors: basinColors(result),
    smooth: false,
    legend: {
      kind: 'classes',
      title,
      entries: [
        ...entries,
        ...(rest > 0 ? [{ color: `rgb(${attractorColor(namedAttractors).join(' ')})`, label: `${rest} more` }] : []),
        ...(isAnyLost ? [{ color: `rgb(${lostColor.join(' ')})`, label: 'lost' }] : []),
      ],
    },
  }
}

function paintPoint(
  colors: Uint8ClampedArray,
  k: number,
  [r, g, b]: ArrayLike<number> & Iterable<number>,
  alpha: number,
): void {
  colors[4 * k] = r!
  colors[4 * k + 1] = g!
  colors[4 * k + 2] = b!
  colors[4 * k + 3] = alpha
}
