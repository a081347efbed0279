import type { Kink, Ray } from '../calculus'
import type { Beside, Objective } from './objective'

/** Why a derivative of an objective does not exist at a point, or is not known. */
export interface Unsmooth {
  /** The first that is missing. A missing gradient takes the Hessian with it. */
  readonly missing: 'gradient' | 'Hessian'
  /** For a person: `abs at a corner`. */
  readonly reason: string
}

/**
 * Differences below this are taken for rounding, relative to what is compared and to the next derivative: beside it a
 * step or corner so small cannot be seen either.
 */
const rounding = 1e-12
/** Likewise of curvatures, which are differences of what is computed. */
const roundingOfCurvature = 1e-9
/** In more dimensions no derivative is put together from rays, and no axis is followed. */
const mostPaired = 16
const mostAxes = 64
/** Directions askew to all axes that are followed, there and back. */
const mostAskew = 8

/**
 * Mends the gradient and the Hessian (n x n, row-major; left out where it is not wanted) that an objective's own
 * methods found at theta, where its formula has parts that are not smooth there though it may be.
 *
 * Along rays such parts are smooth, so J(theta + t d) is followed to second order in t for many d. If the first
 * coefficients are linear and the second a quadratic form in d, they are gradient and Hessian: hypot(x, y)^2 has 2 I at
 * 0, and cbrt(x)^3 the slope 1. What was found and agrees with them stays, to the last bit. Where they are not, the
 * derivative does not exist, or is not known, and this says why; the gradient then stays what it is by convention, and
 * the Hessian becomes NaN, for nothing can be built on it.
 *
 * Nothing is claimed where J is not finite, nor at a rounding from a kink. Finitely many rays are no proof: a kink
 * within a cone between them is overlooked.
 */
export function takeLimits(
  objective: Objective,
  theta: Float64Array,
  value: number,
  gradient: Float64Array,
  hessian?: Float64Array,
): Unsmooth | undefined {
  const { beside } = objective
  if (beside === undefined || !Number.isFinite(value)) return undefined
  const touched = beside.touchedAt(theta)
  const isFinite = gradient.every(Number.isFinite) && (hessian === undefined || hessian.every(Number.isFinite))
  if (touched.length === 0 && isFinite) return undefined
  const rays = raysAt(beside, theta)
  // Where nothing but a part far away could be in doubt, what was found is not.
  const isSure = isFinite && touched.every(({ isFar }) => isFar)
  const missing = (what: Unsmooth['missing'], why: Why): Unsmooth | undefined => {
    if (isSure && why === 'unknown') return undefined
    hessian?.fill(NaN)
    return { missing: what, reason: reasonOf(touched, why) }
  }

  const slopes = rays.map(({ ray }) => ray.slope)
  const curvatures = rays.map(({ ray }) => ray.curvature)
  const [slopeSize, curvatureSize] = [sizeOf(slopes), sizeOf(curvatures)]
  const discontinuity = whyDiscontinuous(rays, value, rounding * (Math.abs(value) + slopeSize))
  if (discontinuity !== undefined) return missing('gradient', discontinuity)
  const isSloped = (g: Float64Array): boolean =>
    rays.every(({ direction, ray }) => isNear(ray.slope, linear(g, direction), rounding * (slopeSize + curvatureSize)))
  if (!isSloped(gradient)) {
    if (slopes.some((slope) => Math.abs(slope) === Infinity)) return missing('gradient', 'steep')
    if (slopes.some(Number.isNaN)) return missing('gradient', 'unknown')
    const found = gradientFrom(rays, gradient.length)
    if (found === undefined || !isSloped(found)) return missing('gradient', 'corner')
    gradient.set(found)
  }

  if (hessian === undefined) return undefined
  const isCurved = (h: Float64Array): boolean =>
    rays.every(({ direction, ray }) =>
      isNear(ray.curvature, quadratic(h, direction), roundingOfCurvature * curvatureSize),
    )
  if (isCurved(hessian)) return undefined
  if (curvatures.some((curvature) => Math.abs(curvature) === Infinity)) return missing('Hessian', 'sharp')
  if (curvatures.some(Number.isNaN)) return missing('Hessian', 'unknown')
  const found = hessianFrom(beside, theta)
  if (found === undefined) return missing('Hessian', 'unknown')
  if (!isCurved(found)) return missing('Hessian', 'bend')
  hessian.set(found)
  return undefined
}

/**
 * As `takeLimits`, of the Hessian alone (n x n, row-major): J and its gradient are not asked for, and so no evaluation
 * is counted.
 */
export function takeHessianLimits(
  objective: Objective,
  theta: Float64Array,
  hessian: Float64Array,
): Unsmooth | undefined {
  const { beside } = objective
  if (beside === undefined || (areFinite(hessian) && beside.touchedAt(theta).length === 0)) return undefined
  const gradient = new Float64Array(theta.length).fill(NaN)
  const { value } = beside.follow(theta, new Float64Array(theta.length))
  return takeLimits(objective, theta, value, gradient, hessian)
}

/** A loop: this is asked at every step of Newton’s method, where a call for each entry costs as much as the rest. */
function areFinite(numbers: Float64Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false
  return true
}

type Why = 'jump' | 'edge' | 'steep' | 'corner' | 'sharp' | 'bend' | 'unknown'

const places: Readonly<Record<Why, string>> = {
  jump: 'at a jump',
  edge: 'at the edge of its domain',
  steep: 'where the slope is not finite',
  corner: 'at a corner',
  sharp: 'where the curvature is not finite',
  bend: 'where the curvature jumps',
  unknown: 'where the derivatives are not known',
}

function reasonOf(touched: readonly Kink[], why: Why): string {
  const alike = touched.filter(({ kind }) => kind === why || kind === 'case')
  const [first, ...rest] = alike.length > 0 ? alike : touched
  if (first === undefined) return `a quotient or power ${places[why]}`
  const names = new Set([first, ...rest].map(({ name }) => name))
  return `${[...names].join(', ')} ${places[why]}${first.where === undefined ? '' : ` (${first.where})`}`
}

interface Followed {
  readonly direction: Float64Array
  readonly ray: Ray
}

/** Along the axes, both ways and first, and askew to them. */
function raysAt(beside: Beside, theta: Float64Array): readonly Followed[] {
  const n = theta.length
  const directions: Float64Array[] = []
  const both = (direction: Float64Array): void => {
    directions.push(
      direction,
      direction.map((entry) => -entry),
    )
  }
  if (n <= mostAxes) for (let j = 0; j < n; j++) both(axes(n, j))
  // Of a line there are no others.
  for (let k = 0; k < mostAskew && n > 1; k++) both(askew(n, k))
  return directions.map((direction) => ({ direction, ray: beside.follow(theta, direction) }))
}

function axes(n: number, ...along: readonly number[]): Float64Array {
  const direction = new Float64Array(n)
  for (const j of along) direction[j] = 1
  return direction
}

/** Bits of the direction's number whose parity is the sign of a coordinate but the first: Walsh functions. */
const signBits = [0b001, 0b010, 0b100, 0b011, 0b101, 0b110, 0b111] as const

/**
 * Entries in which corners of different coordinates do not cancel: 1 plus the fractions of multiples of the golden
 * ratio. With their opposites they lie in every orthant of up to four dimensions.
 */
function askew(n: number, k: number): Float64Array {
  return Float64Array.from({ length: n }, (_, j) => {
    const multiple = (j + n * k) * 0.6180339887498949
    const entry = 1 + 4 * (multiple - Math.floor(multiple))
    const bits = j === 0 ? 0 : k & signBits[(j - 1) % signBits.length]!
    return (bits ^ (bits >> 1) ^ (bits >> 2)) & 1 ? -entry : entry
  })
}

function whyDiscontinuous(rays: readonly Followed[], value: number, slack: number): Why | undefined {
  if (rays.some(({ ray }) => Number.isFinite(ray.value) && !isNear(ray.value, value, slack))) {
    return 'jump'
  }
  const isEdge = rays.some(({ ray }) => !Number.isFinite(ray.value))
  if (!isEdge) return undefined
  if (rays.some(({ ray }) => Math.abs(ray.value) === Infinity)) return 'jump'
  if (rays.some(({ ray }) => Math.abs(ray.slope) === Infinity)) return 'steep'
  return rays.some(({ ray }) => ray.isKnown && Number.isNaN(ray.value)) ? 'edge' : 'unknown'
}

function sizeOf(numbers: readonly number[]): number {
  return numbers.reduce((size, each) => (Number.isFinite(each) ? Math.max(size, Math.abs(each)) : size), 0)
}

function isNear(a: number, b: number, slack: number): boolean {
  return Math.abs(a - b) <= slack
}

function linear(gradient: Float64Array, direction: Float64Array): number {
  let sum = 0
  for (let j = 0; j < gradient.length; j++) sum += gradient[j]! * direction[j]!
  return sum
}

function quadratic(hessian: Float64Array, direction: Float64Array): number {
  const n = direction.length
  let sum = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) sum += hessian[i * n + j]! * direction[i]! * direction[j]!
  }
  return sum
}

/** The slopes along the axes, which are followed first. */
function gradientFrom(rays: readonly Followed[], n: number): Float64Array | undefined {
  return n > mostAxes ? undefined : Float64Array.from({ length: n }, (_, j) => rays[2 * j]!.ray.slope)
}

/** The quadratic form that has the curvatures along the axes and between any two of them. */
function hessianFrom(beside: Beside, theta: Float64Array): Float64Array | undefined {
  const n = theta.length
  if (n > mostPaired) return undefined
  const along = (...which: readonly number[]) => beside.follow(theta, axes(n, ...which)).curvature
  const hessian = new Float64Array(n * n)
  for (let i = 0; i < n; i++) hessian[i * n + i] = along(i)
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const [both, first, second] = [along(i, j), hessian[i * n + i]!, hessian[j * n + j]!]
      const twice = both - first - second
      // What is left where they cancel is rounding.
      const size = Math.abs(both) + Math.abs(first) + Math.abs(second)
      const entry = Math.abs(twice) <= rounding * size ? 0 : twice / 2
      hessian[i * n + j] = entry
      hessian[j * n + i] = entry
    }
  }
  return hessian
}
