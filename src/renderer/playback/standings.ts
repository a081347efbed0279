import type { LandscapeCard } from '../../core/definitions/landscape'
import type { Outcome } from '../../core/race/trace'
import { bestKnownPoints, bestKnownValue } from '../../core/scene/best-known-points'
import type { SceneLandscape } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import { cardOf } from '../store/cards'
import { distanceTo, type Place, type Reference, referenceOf } from '../../engine/accumulations/race-quantities'
import type { ClockAxis, Trace } from './trace'
import { clockOf, measuredRow, rowAt } from './trace'

/**
 * What standings tell the distance to: the nearest of the best known points, the lowest place that any racer has
 * reached, or the plane that is drawn, where racers leave it and nobody knows where they should go.
 */
export type Aim =
  { readonly kind: 'known' | 'lowest'; readonly places: readonly Place[] } | { readonly kind: 'drawn plane' }

/** Where a racer stands at the playhead. */
export interface Standing {
  readonly id: string
  /** As measured last. */
  loss: number
  gradientNorm: number
  /** What it has spent until there, on the axis; evaluations of the gradient where that counts steps. */
  spent: number
  /** To the aim; NaN where there is none. */
  distance: number
  /** Absent while the racer is still under way at the playhead. */
  outcome: Outcome | undefined
  /** Whether the racer has left: shown last, with its last finite numbers. */
  lost: boolean
}

/** Fills one standing per trace for a playhead, and orders them: lowest loss first, those that are lost last. */
export function standingsAt(traces: readonly Trace[], axis: ClockAxis, playhead: number, aim: Aim): Standing[] {
  return traces.map((trace) => standingOf(trace, axis, playhead, aim)).sort(compareStandings)
}

function standingOf(trace: Trace, axis: ClockAxis, playhead: number, aim: Aim): Standing {
  const row = rowAt(trace, axis, playhead)
  const standing: Standing = {
    id: trace.id,
    loss: NaN,
    gradientNorm: NaN,
    spent: NaN,
    distance: NaN,
    outcome: undefined,
    lost: false,
  }
  if (row < 0) return standing
  const measured = measuredRow(trace, row)
  standing.loss = trace.loss[measured]!
  standing.gradientNorm = trace.gradientNorm[measured]!
  standing.spent = clockOf(trace, axis === 'step' ? 'evaluation' : axis)[row]!
  standing.distance =
    aim.kind === 'drawn plane'
      ? (trace.distance?.[row] ?? NaN)
      : distanceTo(aim.places, trace.points[2 * row]!, trace.points[2 * row + 1]!)
  if (trace.ending !== undefined && playhead >= endOf(trace, axis)) {
    standing.outcome = trace.ending.outcome
    standing.lost = isLost(trace.ending.outcome)
  }
  return standing
}

/** Where on the axis a racer's ending is seen. */
export function endOf(trace: Trace, axis: ClockAxis): number {
  if (trace.ending === undefined) return Infinity
  const last = trace.count > 0 ? clockOf(trace, axis)[trace.count - 1]! : 0
  return axis === 'step' ? Math.max(trace.ending.step, last) : last
}

/** Whether the outcome is an accident that a person should see. */
export function isLost(outcome: Outcome): boolean {
  switch (outcome) {
    case 'diverged':
    case 'non-finite':
    case 'line-search-failed':
    case 'singular-hessian':
      return true
    case 'converged':
    case 'max-steps':
    case 'stalled':
    case 'early-stopped':
      return false
  }
}

function compareStandings(a: Standing, b: Standing): number {
  if (a.lost !== b.lost) return a.lost ? 1 : -1
  if (Number.isNaN(a.loss) || Number.isNaN(b.loss)) return Number(Number.isNaN(a.loss)) - Number(Number.isNaN(b.loss))
  return a.loss === b.loss ? 0 : a.loss - b.loss
}

/** The best places that are known of a landscape; where none is, the lowest that any racer has reached. */
function bestPlaces(
  card: LandscapeCard | undefined,
  landscape: SceneLandscape,
  traces: readonly Trace[],
): readonly Place[] {
  const known = knownPlaces(card, landscape)
  return known.length > 0 ? known : lowestReached(traces)
}

/** What the distances and the excess of a race's chart are from: as its scene says, else what is best known. */
export function chartReference(
  { view, landscape }: Pick<Scene, 'view' | 'landscape'>,
  cards: readonly LandscapeCard[],
  traces: readonly Trace[],
): Reference {
  const { quantity, second, best: { at, value } = {} } = view.chart
  const card = cardOf(landscape, cards)
  const needsPlaces = [quantity, second].some((each) => each !== undefined && referenceOf(each) === 'places')
  const known = (): readonly Place[] => (needsPlaces ? bestPlaces(card, landscape, traces) : [])
  return {
    places: at === undefined ? known() : [at],
    value: value ?? (card && bestKnownValue(card, landscape)),
  }
}

function knownPlaces(card: LandscapeCard | undefined, landscape: SceneLandscape): readonly Place[] {
  return card === undefined ? [] : bestKnownPoints(card, landscape)
}

/** What standings on a landscape tell the distance to. */
export function aimOn(card: LandscapeCard | undefined, landscape: SceneLandscape, traces: readonly Trace[]): Aim {
  const known = knownPlaces(card, landscape)
  if (known.length > 0) return { kind: 'known', places: known }
  if ((landscape.dimension ?? 2) > 2) return { kind: 'drawn plane' }
  return { kind: 'lowest', places: lowestReached(traces) }
}

/** The lowest place any racer has reached: what is known of a landscape that nobody has described. */
export function lowestReached(traces: readonly Trace[]): readonly Place[] {
  let place: Place | undefined
  let lowest = Infinity
  for (const trace of traces) {
    for (let row = 0; row < trace.count; row++) {
      if (trace.loss[row]! < lowest) {
        lowest = trace.loss[row]!
        place = [trace.points[2 * row]!, trace.points[2 * row + 1]!]
      }
    }
  }
  return place === undefined ? [] : [place]
}
