import { operationCount } from '../../calculus/program'
import type { CriticalKind } from '../../definitions/landscape'
import { gridCoordinate } from '../../domain'
import { takeLimits } from '../../objectives/limits'
import { type Objective, valueGradManyInPieces } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'
import { heightOf, heightsOf } from '../region/height-range'
import type { Formula } from './formula'
import { type Interval, LineEnclosure } from './line-enclosure'
import { type Isolation, isolateZeros } from './line-isolation'
import type { FoundPoint, PointsResult } from './points-result'

/** Cells of the grid that a search without a formula begins with. */
export const lineCells = 2048
/** Parts that interval arithmetic examines, and operations that it takes for them: the fewer of both. */
const mostParts = 100_000
const mostOperations = 4e7
/** Two places this near, in half-widths, are one. */
const samePlace = 1e-8
/** A coordinate this small, in half-widths, is 0 if the slope there is no greater. */
const negligible = 1e-12
/** A bracket this narrow, in half-widths, is a place. */
const arrived = 1e-17
/** Where a slope is looked for beside a place, in half-widths: near, and nearer. */
const near = 1e-6
const nearer = near / 16
/** A slope this small, in heights a half-width, is none. */
const noise = 1e-9
/** A curvature this small, in heights a half-width squared, is not told from none without a proof. */
const flat = 1e-10
/** Places that a note names. */
const mostNamed = 3

/**
 * The critical points of an objective of one coordinate inside [min, max], f' = 0, and the degree of f' over it: (sign
 * f'(max) - sign f'(min)) / 2, to which a minimum contributes 1, a maximum -1, and a degenerate point what the signs
 * beside it make.
 *
 * With a formula, interval arithmetic isolates the zeros of f' and proves that there are no others; only then the
 * result is `complete`. Without, they are looked for where f' changes sign from one point of a grid to the next, or
 * comes near 0 between. A place is found by bisection, to the last bit where f' changes sign. A corner is no critical
 * point. Places have a second coordinate 0; no separatrices. Deterministic; yields how much is done, 0 to 1. The caller
 * owns the result.
 *
 * Sources: that of `isolateZeros`; J. Milnor, Topology from the Differentiable Viewpoint (1965), section 5.
 */
export function* findCriticalPointsOnLine(
  objective: Objective,
  [min, max]: readonly [number, number],
  formula: Formula | undefined,
  cells = lineCells,
): Generator<number, PointsResult, void> {
  const curve = new Curve(objective, min, max)
  const grid = yield* working(curve.sample(cells), 0)
  let proof: Proof | undefined
  if (formula !== undefined) {
    yield* working(made(formula), 0.1)
    const affordable = Math.ceil(mostOperations / operationCount(formula.expression.hessian))
    const steps = isolateZeros(new LineEnclosure(formula), { low: min, high: max }, Math.min(affordable, mostParts))
    const isolation = yield* working(steps, 0.1, 0.8)
    proof = yield* working(proofOf(isolation, curve), 0.8)
  }
  const isolated = proof === undefined ? [] : [...proof.single, ...proof.undecided]
  const candidates = proof === undefined || proof.left > 0 ? [...grid, ...isolated] : isolated
  const places: Place[] = []
  for (const candidate of candidates) {
    const place = yield* working(curve.refine(candidate), 0.9)
    if (place !== undefined) places.push(place)
  }
  const found = places
    .sort((a, b) => a.x - b.x)
    .filter(({ x }, k) => !(x - (places[k - 1] ?? none).x <= samePlace * curve.half))
  const points: FoundPoint[] = []
  for (const [k, place] of found.entries())
    points.push(yield* working(curve.describe(place, (found[k - 1] ?? none).x, (found[k + 1] ?? none).x), 0.95))
  const [left, right] = [yield* working(curve.signAt(min), 1), yield* working(curve.signAt(max), 1)]
  const degree = left === 0 || right === 0 ? undefined : (right - left) / 2
  const windingFound = points.reduce((total, { winding = 0 }) => total + winding, 0)
  points.sort((a, b) => a.value - b.value || a.at[0] - b.at[0])
  return {
    points,
    ...(degree !== undefined && { windingNumber: degree }),
    windingFound,
    ...noteOf(proof, points, curve.half, degree, windingFound),
    separatrices: [],
  }
}

const none = { x: NaN }

/** Where a zero of f' may be. */
interface Candidate extends Interval {
  /** The sign of f'' throughout, where that is proven: then there is a zero, and one alone. */
  readonly bends?: 1 | -1
}

interface Place {
  readonly x: number
  readonly bends?: 1 | -1
}

/** f along its line, slopes and curvatures measured in half-widths and in its own height. */
class Curve {
  readonly half: number
  private height = 1
  private value = NaN
  private hasCurvature = false
  private readonly at = new Float64Array(1)
  private readonly gradient = new Float64Array(1)
  private readonly hessian = new Float64Array(1)
  private readonly evaluations

  constructor(
    private readonly objective: Objective,
    private readonly min: number,
    private readonly max: number,
  ) {
    this.half = (max - min) / 2
    this.evaluations = pacedEvaluations(objective)
  }

  /** Takes the height from a grid; gives its cells where f' changes sign, and those about where it comes near 0. */
  *sample(cells: number): Pieces<readonly Candidate[]> {
    const count = cells + 1
    const nodes = Float64Array.from({ length: count }, (_, i) => gridCoordinate([this.min, this.max], i, count))
    const [values, slopes] = [new Float64Array(count), new Float64Array(count)]
    yield* valueGradManyInPieces(this.objective, nodes, count, values, slopes)
    this.height = heightOf(heightsOf(values.filter(Number.isFinite)))
    const found: Candidate[] = []
    for (let i = 0; i < cells; i++) {
      const [a, b] = [slopes[i]!, slopes[i + 1]!]
      const before = slopes[i - 1] ?? Infinity
      if (a === 0 && b === 0) continue
      if (a * b < 0 || a === 0 || (b === 0 && i + 1 === cells)) found.push({ low: nodes[i]!, high: nodes[i + 1]! })
      else if (i > 0 && Math.abs(a) <= Math.abs(before) && Math.abs(a) < Math.abs(b))
        found.push({ low: nodes[i - 1]!, high: nodes[i + 1]! })
    }
    return found
  }

  /** The zero of f' in an interval, or beside it by rounding; absent where there is none, or f' breaks there. */
  *refine({ low, high, bends }: Candidate): Pieces<Place | undefined> {
    const [left, right] = [yield* this.slopeAt(low), yield* this.slopeAt(high)]
    const x =
      left === 0
        ? low
        : right === 0
          ? high
          : left * right < 0
            ? yield* this.bisected(low, high, left)
            : yield* this.levelest(low, high)
    const [there, origin] = [Math.abs(yield* this.slopeAt(x)), Math.abs(yield* this.slopeAt(0))]
    const at = Math.abs(x) < negligible * this.half && origin <= there ? 0 : x
    if (bends !== undefined) return { x: at, bends }
    return (yield* this.isStationary(at)) ? { x: at } : undefined
  }

  /** A critical point as it is told, by where those before and after it are; NaN where there are none. */
  *describe({ x, bends }: Place, before: number, after: number): Pieces<FoundPoint> {
    const curvature = yield* this.curvatureAt(x)
    const value = this.value
    const kind = bends === undefined ? yield* this.kindAt(x, curvature) : kindBy(bends)
    const second = this.hasCurvature ? (curvature * this.height) / (this.half * this.half) : undefined
    const winding = kind === 'degenerate' ? yield* this.turnsAt(x, before, after) : kind === 'minimum' ? 1 : -1
    return {
      at: [x, 0],
      value,
      kind,
      index: curvature < 0 ? 1 : 0,
      ...(second !== undefined && { eigenvalues: [second] }),
      ...(winding !== undefined && { winding }),
    }
  }

  /** The sign of f'; 0 where it vanishes or does not exist. */
  *signAt(x: number): Pieces<-1 | 0 | 1> {
    const slope = yield* this.slopeAt(x)
    return slope > 0 ? 1 : slope < 0 ? -1 : 0
  }

  /** f', in heights a half-width; NaN where it does not exist. */
  *slopeAt(x: number): Pieces<number> {
    this.at[0] = x
    this.value = yield* this.evaluations.valueGrad(this.at, this.gradient)
    takeLimits(this.objective, this.at, this.value, this.gradient)
    return Number.isNaN(this.value) ? NaN : (this.gradient[0]! * this.half) / this.height
  }

  private *curvatureAt(x: number): Pieces<number> {
    this.at[0] = x
    this.value = yield* this.evaluations.valueGrad(this.at, this.gradient)
    yield* this.evaluations.hessian(this.at, this.hessian)
    this.hasCurvature = takeLimits(this.objective, this.at, this.value, this.gradient, this.hessian) === undefined
    return (this.hessian[0]! * this.half * this.half) / this.height
  }

  /** Where f' changes sign. */
  private *bisected(low: number, high: number, atLow: number): Pieces<number> {
    let [a, b] = [low, high]
    while (b - a > arrived * this.half) {
      const middle = a + (b - a) / 2
      if (middle === a || middle === b) break
      const slope = yield* this.slopeAt(middle)
      if (slope === 0) return middle
      if (slope < 0 === atLow < 0) a = middle
      else b = middle
    }
    return Math.abs(yield* this.slopeAt(a)) <= Math.abs(yield* this.slopeAt(b)) ? a : b
  }

  /** Where |f'| is least, by thirds. */
  private *levelest(low: number, high: number): Pieces<number> {
    let [a, b] = [low, high]
    while (b - a > arrived * this.half) {
      const [left, right] = [a + (b - a) / 3, b - (b - a) / 3]
      if (left <= a || right >= b || left >= right) break
      if (Math.abs(yield* this.slopeAt(left)) <= Math.abs(yield* this.slopeAt(right))) b = right
      else a = left
    }
    return a + (b - a) / 2
  }

  /** Whether the slope vanishes as a place is approached, and not at the place alone, as it does at a corner. */
  private *isStationary(x: number): Pieces<boolean> {
    if (!(Math.abs(yield* this.slopeAt(x)) < noise)) return false
    for (const side of [this.half, -this.half]) {
      if (x + near * side < this.min || x + near * side > this.max) continue
      const close = Math.abs(yield* this.slopeAt(x + nearer * side))
      if (!(close < noise || close < Math.abs(yield* this.slopeAt(x + near * side)) / 2)) return false
    }
    return true
  }

  /** By the sign of the curvature, where it is one and stays so nearby. */
  private *kindAt(x: number, curvature: number): Pieces<CriticalKind> {
    if (!(Math.abs(curvature) > flat)) return 'degenerate'
    for (const side of [this.half, -this.half]) {
      const there = yield* this.curvatureAt(x + near * side)
      if (!(Math.abs(there - curvature) < Math.abs(curvature) / 2)) return 'degenerate'
    }
    return kindBy(curvature)
  }

  /** What a degenerate point contributes to the degree; absent where f' vanishes beside it too. */
  private *turnsAt(x: number, before: number, after: number): Pieces<number | undefined> {
    const nearest = [before, after].filter((other) => !Number.isNaN(other)).map((other) => Math.abs(other - x))
    let way = Math.min(0.02 * this.half, ...nearest.map((distance) => distance / 4))
    for (let step = 0; step < 5; step++, way /= 4) {
      const [left, right] = [yield* this.signAt(x - way), yield* this.signAt(x + way)]
      if (left !== 0 && right !== 0) return (right - left) / 2
    }
    return undefined
  }
}

function kindBy(curvature: number): CriticalKind {
  return curvature > 0 ? 'minimum' : 'maximum'
}

/** An isolation in which what is straight is level, or undecided, or else has no critical point. */
interface Proof extends Omit<Isolation, 'straight'> {
  readonly level: readonly Interval[]
}

function* proofOf({ straight, undecided, ...rest }: Isolation, curve: Curve): Pieces<Proof> {
  const level: Interval[] = []
  const unsure = [...undecided]
  for (const part of straight) {
    const slope = Math.abs(yield* curve.slopeAt((part.low + part.high) / 2))
    if (slope === 0) level.push(part)
    else if (!(slope > noise)) unsure.push(part)
  }
  return { ...rest, undecided: unsure, level }
}

/** Whether the points found are proven to be all, and a line that says how, or why not. */
function noteOf(
  proof: Proof | undefined,
  points: readonly FoundPoint[],
  half: number,
  degree: number | undefined,
  found: number,
): Pick<PointsResult, 'complete' | 'note'> {
  const complete = proof !== undefined && proof.left + proof.undecided.length + proof.level.length === 0
  const parts = [
    complete
      ? `complete: interval arithmetic has excluded every other place, in ${proof.examined} intervals`
      : `not proven complete: ${doubt(proof, points, half)}`,
    ...(degree === undefined
      ? ['the slope vanishes or breaks at an end, so that its signs there tell nothing']
      : degree === found
        ? []
        : [`the signs of the slope at the ends count ${degree}, the points listed ${found}`]),
  ]
  return { complete, note: parts.join('; ') }
}

function doubt(proof: Proof | undefined, points: readonly FoundPoint[], half: number): string {
  if (proof === undefined) return 'interval arithmetic needs a formula'
  const { undecided, level, left, examined } = proof
  if (left > 0) return `${left} intervals were still undecided when ${examined} had been examined`
  const short = (x: number): string => String(Math.abs(x) < 1e-6 * half ? 0 : Number(x.toPrecision(4)))
  const room = 1e-6 * half
  const places = undecided.map(({ low, high }) => {
    const known = points.find(({ at: [x] }) => x >= low - room && x <= high + room)
    return known === undefined
      ? `near ${short((low + high) / 2)}, where it may have a kink or a pole`
      : `at the ${known.kind === 'degenerate' ? 'degenerate point' : known.kind} ${short(known.at[0])}`
  })
  return [
    ...level.slice(0, mostNamed).map(({ low, high }) => `it is level from ${short(low)} to ${short(high)}`),
    ...(places.length === 0 ? [] : [`intervals cannot tell how the landscape is ${listed(places)}`]),
  ].join(', and ')
}

function listed(texts: readonly string[]): string {
  const rest = texts.length - mostNamed
  return texts.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and at ${rest} more places` : '')
}

/** A part's progress as that of the whole. */
function* working<T>(
  part: Generator<number | undefined, T, void>,
  from: number,
  to = from,
): Generator<number, T, void> {
  let done = 0
  for (;;) {
    const step = part.next()
    if (step.done === true) return step.value
    done = step.value ?? done
    yield from + (to - from) * done
  }
}

function* made({ expression }: Formula): Pieces<void> {
  yield* expression.make('gradient')
  yield* expression.make('hessian')
}
