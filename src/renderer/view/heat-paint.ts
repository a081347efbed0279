import { interpolateInferno } from 'd3-scale-chromatic'
import { parseColor } from '../../core/scene/color-table'
import type { Domain } from '../../core/domain'
import { overlayOf } from '../../core/scene/overlays'
import type { SceneRacer } from '../../core/scene/racer'
import type { Scene } from '../../core/scene/scene'
import type { EnsemblePlacesResult } from '../../engine'
import { momentAt } from '../playback/plane-frames'
import { type SeedMoment, seedMoments } from '../playback/seed-moments'
import type { SurfacePaint } from '../scene/stage'
import { ensemblePlacesSpec } from '../../engine/scene-specs'
import { sameQuestion } from '../store/answer'
import type { AnalysisState, RaceState } from '../store/derived'

/** Cells along an axis of what is shown. */
const cells = 48
/** How much of a cell's colour covers the surface. */
const opacity = 235

/** What the surface is painted with from a clock on. */
export interface HeatMoment {
  readonly from: number
  readonly paint: SurfacePaint
}

interface HeatInputs {
  readonly scene: Scene
  readonly analysis: Pick<AnalysisState, 'ensemble-places'>
  readonly traces: RaceState['traces']
  /** The racer that stands out, if one does; else it is the first that is shown. */
  readonly emphasised?: string | undefined
  /** The part of the plane that is shown. */
  readonly domain: Domain
}

/** How many seeds of a racer are where, from moment to moment; none where the scene does not show it. */
export function heatMoments(inputs: HeatInputs): readonly HeatMoment[] {
  const shown = shownSeeds(inputs)
  return shown === undefined
    ? []
    : shown.moments.map(({ from, index }) => ({
        from,
        paint: heatPaint(shown.result, shown.racer, index, inputs.domain),
      }))
}

/** The same at a playhead alone; the same object while nothing of it changes. */
export function heatAt(inputs: HeatInputs, playhead: number): SurfacePaint | undefined {
  const shown = shownSeeds(inputs)
  const moment = shown && momentAt(shown.moments, playhead)
  return moment && heatPaint(shown.result, shown.racer, moment.index, inputs.domain)
}

interface ShownSeeds {
  readonly result: EnsemblePlacesResult
  /** Its place among the racers of the answer. */
  readonly racer: number
  readonly moments: readonly SeedMoment[]
}

/** Of which racer seeds are shown, where the engine has answered for this race. */
function shownSeeds({ scene, analysis, traces, emphasised }: HeatInputs): ShownSeeds | undefined {
  if (overlayOf(scene.view.overlay).source !== 'ensemble-places') return undefined
  const { spec, result } = analysis['ensemble-places']
  if (result === undefined || !isOfScene(spec, scene)) return undefined
  const { id } = heatedRacer(scene, emphasised) ?? {}
  const racer = result.racers.findIndex((each) => each.id === id)
  const trace = traces.find((each) => each.id === id)
  if (racer < 0 || trace === undefined) return undefined
  return { result, racer, moments: seedMoments(result, scene, trace) }
}

/** The racer whose seeds are shown: the one that stands out, else the first that is shown. */
export function heatedRacer({ racers }: Scene, emphasised: string | undefined): SceneRacer | undefined {
  const visible = racers.filter((racer) => racer.visible)
  return visible.find(({ id }) => id === emphasised) ?? visible[0]
}

const answered = new WeakMap<object, { readonly scene: Scene; readonly isOf: boolean }>()

/** Whether an answer is about the race of a scene; found out once for each scene, as frames ask. */
function isOfScene(spec: object | undefined, scene: Scene): boolean {
  if (spec === undefined) return false
  let known = answered.get(spec)
  if (known?.scene !== scene)
    answered.set(spec, (known = { scene, isOf: sameQuestion(spec, ensemblePlacesSpec(scene)) }))
  return known.isOf
}

const paints = new WeakMap<
  EnsemblePlacesResult,
  { readonly domain: Domain; readonly made: Map<string, SurfacePaint> }
>()

function heatPaint(result: EnsemblePlacesResult, racer: number, index: number, domain: Domain): SurfacePaint {
  let kept = paints.get(result)
  if (kept?.domain !== domain) paints.set(result, (kept = { domain, made: new Map() }))
  const key = `${racer} ${index}`
  let paint = kept.made.get(key)
  if (paint === undefined) kept.made.set(key, (paint = painted(result, racer, index, domain)))
  return paint
}

function painted({ racers, step }: EnsemblePlacesResult, racer: number, index: number, domain: Domain): SurfacePaint {
  const { places } = racers[racer]!
  const seeds = places.length / 2 / step.length
  const counts = placeCounts(places.subarray(2 * index * seeds, 2 * (index + 1) * seeds), domain, cells)
  const most = Math.max(10, seeds)
  const unit = (count: number): number => Math.log(count) / Math.log(most)
  const colors = new Uint8ClampedArray(4 * counts.length)
  counts.forEach((count, cell) => {
    if (count > 0) colors.set([...parseColor(color(unit(count))), opacity], 4 * cell)
  })
  const ticks = [1, 10, 100, 1000, 10_000].filter((count) => count <= most)
  return {
    domain: { x: middles(domain.x), y: middles(domain.y) },
    nx: cells,
    ny: cells,
    colors,
    smooth: false,
    legend: {
      kind: 'scale',
      title: 'seeds',
      colors: Array.from({ length: 33 }, (_, k) => color(k / 32)),
      ticks: ticks.map((count) => ({ unit: unit(count), label: String(count) })),
    },
  }
}

/** From what is seen on any surface to what is near white. */
function color(unit: number): string {
  return interpolateInferno(0.4 + 0.58 * unit)
}

/** Where the middles of the first and of the last cell lie. */
function middles([min, max]: Domain['x']): Domain['x'] {
  const half = (max - min) / cells / 2
  return [min + half, max - half]
}

/** How many places, x and y interleaved, lie in each of n x n cells of a domain; rows are y ascending. */
export function placeCounts(places: Float64Array, { x, y }: Domain, n: number): Uint32Array {
  const counts = new Uint32Array(n * n)
  for (let k = 0; k < places.length; k += 2) {
    const i = Math.floor(((places[k]! - x[0]) / (x[1] - x[0])) * n)
    const j = Math.floor(((places[k + 1]! - y[0]) / (y[1] - y[0])) * n)
    if (i >= 0 && i < n && j >= 0 && j < n) counts[j * n + i]!++
  }
  return counts
}
