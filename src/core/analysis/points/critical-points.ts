import { operationCount } from '../../calculus/program'
import type { Domain } from '../../domain'
import { symmetricEigen } from '../../linalg/symmetric-eigen'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'
import { boxAround } from './box'
import { type CriticalPoint, CriticalSet } from './critical-set'
import { excludeRest, type Exclusion } from './exclusion'
import type { Formula } from './formula'
import { GradientEnclosure } from './gradient-enclosure'
import { heightRangeInPieces } from '../region/height-range'
import { type SearchLimits, startFromGrid } from './multistart'
import { pointsNote } from './points-note'
import type { FoundPoint, PointsResult } from './points-result'
import { ScaledPlane } from './scaled-plane'
import { separatrices } from './separatrices'
import { windingAlong } from './winding'

/** How much a search may take. */
export interface SearchEffort extends SearchLimits {
  /** Cells of the finest grid of starts, along each axis. */
  readonly grid: number
  /**
   * Boxes that branch and prune examines, and operations of the Hessian's program that it takes for them: the fewer of
   * both.
   */
  readonly boxes: number
  readonly operations: number
}

/** With a formula, whose points cost a microsecond. */
export const formulaEffort: SearchEffort = { grid: 512, starts: 30_000, points: 4096, boxes: 200_000, operations: 4e7 }
/** Without one, where each point may be a sum over a data set. */
export const objectiveEffort: SearchEffort = { ...formulaEffort, grid: 128, starts: 5_000 }

/** From every cell of this grid a start is made; of finer ones from those alone where the gradient changes sign. */
const coarseGrid = 32
/** A search on a grid coarser than this is not taken for the last, though it found nothing new. */
const leastLastGrid = 128
/** Boxes that are spent where curves of critical points or level ground are known to defeat any proof. */
const boxesBesideCurves = 20_000

/**
 * The critical points of a plane objective inside a domain, with the winding number of the gradient along the domain's
 * boundary, and the separatrices of the saddles.
 *
 * Newton's method starts from finer and finer grids until a grid brings nothing new and the points' Poincare indices
 * sum to the winding number. With a formula, interval branch and prune then adds what was missed and proves that
 * nothing else is there; only then the result is `complete`. Deterministic; yields how much is done, 0 to 1, about
 * every millisecond. The caller owns the result.
 *
 * Sources: those of `newtonToCritical`, `windingAlong`, `excludeRest` and `separatrices`.
 */
export function* findCriticalPoints(
  objective: Objective,
  domain: Domain,
  formula: Formula | undefined,
  effort: SearchEffort = formula === undefined ? objectiveEffort : formulaEffort,
): Generator<number, PointsResult, void> {
  const { low, high } = yield* portion(heightRangeInPieces(objective, domain), 0, 0)
  const plane = new ScaledPlane(objective, domain, high > low ? high - low : 1)
  if (formula !== undefined) yield* portion(made(formula), 0, 0)
  const enclosure = formula && new GradientEnclosure(formula)
  const set = new CriticalSet(plane, enclosure)
  const edge = windingAlong(plane, { x0: domain.x[0], x1: domain.x[1], y0: domain.y[0], y1: domain.y[1] }, enclosure)
  const boundary = yield* portion(edge, 0, 0)

  let flat = 0
  for (let grid = coarseGrid; grid <= effort.grid; grid *= 2) {
    const fromAll = grid === coarseGrid
    const done = (grid / effort.grid) * 0.3
    const starts = startFromGrid(objective, plane, set, grid, fromAll, effort)
    const harvest = yield* portion(starts, fromAll ? 0 : done / 2, done)
    if (fromAll) flat = harvest.flat / (grid * grid)
    if (grid < leastLastGrid || harvest.found > 0) continue
    if (set.hasSamples || boundary.turns === undefined) break
    if (boundary.turns === sum(yield* portion(windings(plane, set, enclosure), done, done))) break
  }

  let exclusion: Exclusion | undefined
  if (formula !== undefined && set.points.length < effort.points) {
    const affordable = Math.ceil(effort.operations / operationCount(formula.expression.hessian))
    const boxes = set.hasSamples || flat > 0 ? boxesBesideCurves : effort.boxes
    exclusion = yield* portion(excludeRest(plane, enclosure!, set, Math.min(affordable, boxes)), 0.3, 0.9)
  }
  const turns = yield* portion(windings(plane, set, enclosure), 0.9, 0.9)
  const windingFound = sum(turns)
  const points: FoundPoint[] = []
  for (const [place, point] of set.points.entries())
    points.push(yield* portion(foundPoint(point, objective, turns[place]), 0.9, 0.9))
  const { complete, note } = yield* portion(
    pointsNote({ plane, set, enclosure, exclusion, boundary, windingFound, flat, limits: effort }),
    0.9,
    0.9,
  )
  points.sort((a, b) => a.value - b.value || a.at[0] - b.at[0] || a.at[1] - b.at[1])
  return {
    points,
    ...(boundary.turns !== undefined && { windingNumber: boundary.turns }),
    windingFound,
    complete,
    note,
    separatrices: yield* portion(separatrices(plane, points), 0.9, 1),
  }
}

/** A part's progress as that of the whole. */
function* portion<T>(
  part: Generator<number | undefined, T, void>,
  from: number,
  to: number,
): Generator<number, T, void> {
  let done = 0
  for (;;) {
    const step = part.next()
    if (step.done === true) return step.value
    done = step.value ?? done
    yield Math.min(to, from + (to - from) * done)
  }
}

function* made({ expression }: Formula): Pieces<void> {
  yield* expression.make('gradient')
  yield* expression.make('hessian')
}

/**
 * Half the side of the square around a degenerate point, in half-widths; a quarter of it while the gradient vanishes or
 * breaks on its edge.
 */
const widestSquare = 0.02
const mostSquares = 5

/**
 * The Poincare index of each point: the sign of det H, or where that vanishes the turns of the gradient along a small
 * square.
 */
function* windings(
  plane: ScaledPlane,
  { points }: CriticalSet,
  enclosure: GradientEnclosure | undefined,
): Generator<undefined, readonly (number | undefined)[], void> {
  const turns: (number | undefined)[] = []
  for (const point of points) {
    turns.push(point.kind === 'degenerate' ? undefined : point.kind === 'saddle' ? -1 : 1)
    if (point.kind !== 'degenerate' || point.isSample) continue
    const nearest = points.reduce((least, other) => {
      return other === point ? least : Math.min(least, plane.distance(other.at, point.at))
    }, Infinity)
    let half = Math.min(widestSquare, nearest / 4)
    for (let square = 0; square < mostSquares && turns.at(-1) === undefined; square++, half /= 4) {
      yield
      turns[turns.length - 1] = (yield* windingAlong(plane, boxAround(point.at, half, plane.lengths), enclosure)).turns
    }
  }
  return turns
}

function sum(turns: readonly (number | undefined)[]): number {
  return turns.reduce<number>((total, each) => total + (each ?? 0), 0)
}

function* foundPoint(
  { at, kind }: CriticalPoint,
  objective: Objective,
  winding: number | undefined,
): Pieces<FoundPoint> {
  const theta = Float64Array.from(at)
  const hessian = new Float64Array(4)
  const eigenvalues = new Float64Array(2)
  const evaluations = pacedEvaluations(objective)
  yield* evaluations.hessian(theta, hessian)
  symmetricEigen(hessian, 2, eigenvalues, new Float64Array(4))
  const [low, high] = eigenvalues as unknown as readonly [number, number]
  return {
    at,
    value: yield* evaluations.value(theta),
    kind,
    index: (low < 0 ? 1 : 0) + (high < 0 ? 1 : 0),
    eigenvalues: [low, high],
    ...(winding !== undefined && { winding }),
  }
}
