import { exp, log } from '../../elementary'
import { euclideanNorm } from '../../linalg/euclidean-norm'
import { dot } from '../../linalg/vector'
import type { Batch, SumObjective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import { shuffle } from '../../random/shuffle'
import { stream } from '../../random/stream'
import type { Slice } from '../../slice/slice'

export interface GradientNoiseQuestion {
  readonly theta: Float64Array
  /** The axes that the plane's numbers are along; theta's own where absent. */
  readonly slice?: Pick<Slice, 'u' | 'v'>
  /** Examples of the batches whose gradients are shown one by one. */
  readonly batch: number
  /** How many batches of each size. */
  readonly draws: number
  readonly seed: number
  /** Batch sizes that are tried, ascending; powers of two, and all of the examples where they are few, where absent. */
  readonly sizes?: readonly number[]
}

/** How gradients of batches scatter about the gradient of all examples at a point. */
export interface GradientNoise {
  /** N */
  readonly examples: number
  /** |g| of the mean gradient g. */
  readonly gradientNorm: number
  /** sigma^2 = (1 / N) sum_i |g_i - g|^2: the trace of the covariance of one example's gradient, with divisor N. */
  readonly variance: number
  /** g along the plane's axes, and the covariance of one example's gradient there: of a, of a with b, of b. */
  readonly planeGradient: readonly [number, number]
  readonly planeCovariance: readonly [number, number, number]
  /** Batch sizes, ascending. */
  readonly sizes: Float64Array
  /** By size: the root mean square of |g_B - g| over batches drawn with replacement, and without. */
  readonly withReplacement: Float64Array
  readonly withoutReplacement: Float64Array
  /** The line log rms = log scale + exponent log B through those with replacement. */
  readonly fitted: { readonly scale: number; readonly exponent: number }
  /** Gradients of batches along the plane's axes, interleaved, drawn without replacement. */
  readonly cloud: Float64Array
  readonly batch: number
}

/** The largest batch that is tried. */
const largestSize = 1024

/**
 * The noise of a mean's gradient at theta. By the law a batch of B examples misses g by sigma / sqrt(B) where they are
 * drawn with replacement, and by sqrt((N - B) / (N - 1)) of that without: see `standardError`.
 * Source: W. G. Cochran, Sampling Techniques, 3rd ed., 1977, theorem 2.2.
 */
export function* gradientNoise(
  objective: SumObjective,
  { theta, slice, batch, draws, seed, sizes = sizesUpTo(objective.examples) }: GradientNoiseQuestion,
): Pieces<GradientNoise> {
  const { examples, dimension: n, inPieces } = objective
  const [u, v] = slice === undefined ? [unit(n, 0), unit(n, 1)] : [vector(slice.u), vector(slice.v ?? [])]
  const along = (gradient: Float64Array): readonly [number, number] => [
    dot(gradient, u),
    v.length > 0 ? dot(gradient, v) : 0,
  ]
  const full = new Float64Array(n)
  yield* inPieces.valueGrad(theta, full)
  const planeGradient = along(full)
  const one = new Float64Array(n)
  let variance = 0
  const covariance: [number, number, number] = [0, 0, 0]
  for (let i = 0; i < examples; i++) {
    yield* inPieces.valueGrad(theta, one, Uint32Array.of(i))
    variance += squareDistance(one, full) / examples
    const [a, b] = along(one)
    const [da, db] = [a - planeGradient[0], b - planeGradient[1]]
    covariance[0] += (da * da) / examples
    covariance[1] += (da * db) / examples
    covariance[2] += (db * db) / examples
  }
  const [withReplacement, withoutReplacement] = [new Float64Array(sizes.length), new Float64Array(sizes.length)]
  const order = new Uint32Array(examples)
  for (const [k, size] of sizes.entries()) {
    const drawn = new Uint32Array(size)
    for (let draw = 0; draw < draws; draw++) {
      const random = stream(seed, 'noise with replacement', size, draw)
      for (let j = 0; j < size; j++) drawn[j] = Math.floor(random.uniform() * examples)
      yield* inPieces.valueGrad(theta, one, drawn)
      withReplacement[k]! += squareDistance(one, full) / draws
      yield* inPieces.valueGrad(theta, one, distinct(order, size, seed, draw))
      withoutReplacement[k]! += squareDistance(one, full) / draws
    }
    withReplacement[k] = Math.sqrt(withReplacement[k]!)
    withoutReplacement[k] = Math.sqrt(withoutReplacement[k]!)
  }
  const cloud = new Float64Array(2 * draws)
  for (let draw = 0; draw < draws; draw++) {
    yield* inPieces.valueGrad(theta, one, distinct(order, batch, seed, draw))
    cloud.set(along(one), 2 * draw)
  }
  return {
    examples,
    gradientNorm: euclideanNorm(full),
    variance,
    planeGradient,
    planeCovariance: covariance,
    sizes: Float64Array.from(sizes),
    withReplacement,
    withoutReplacement,
    fitted: fitted(sizes, withReplacement),
    cloud,
    batch,
  }
}

/** Gradients of one example that `gradientNoise` asks for, about. */
export function noiseWork(
  examples: number,
  { batch, draws, sizes = sizesUpTo(examples) }: Pick<GradientNoiseQuestion, 'batch' | 'draws' | 'sizes'>,
): number {
  const ofSizes = sizes.reduce((sum, size) => sum + size, 0)
  return 2 * examples + 2 * draws * ofSizes + draws * batch
}

/** Powers of two, and all of the examples where they are no more than the largest. */
function sizesUpTo(examples: number): readonly number[] {
  const sizes: number[] = []
  for (let size = 1; size < examples && size <= largestSize; size *= 2) sizes.push(size)
  return examples <= largestSize ? [...sizes, examples] : sizes
}

/** So many distinct examples. */
function distinct(order: Uint32Array, size: number, seed: number, draw: number): Batch {
  shuffle(order, stream(seed, 'noise without replacement', size, draw))
  return order.subarray(0, size)
}

/** Least squares of log y on log x, over those y that are not 0. */
function fitted(x: readonly number[], y: Float64Array): GradientNoise['fitted'] {
  const points = x.flatMap((size, k) => (y[k]! > 0 ? [[log(size), log(y[k]!)] as const] : []))
  if (points.length === 0) return { scale: 0, exponent: NaN }
  const mean = (of: 0 | 1): number => points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [mx, my] = [mean(0), mean(1)]
  const spread = points.reduce((sum, [px]) => sum + (px - mx) * (px - mx), 0)
  const exponent = points.reduce((sum, [px, py]) => sum + (px - mx) * (py - my), 0) / spread
  return { scale: exp(my - (Number.isNaN(exponent) ? 0 : exponent) * mx), exponent }
}

function squareDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) * (a[j]! - b[j]!)
  return sum
}

function unit(n: number, axis: number): Float64Array {
  const direction = new Float64Array(n)
  direction[axis] = 1
  return direction
}

function vector(numbers: readonly number[]): Float64Array {
  return Float64Array.from(numbers)
}
