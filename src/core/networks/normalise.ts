import { panelSize, placeIn, type HandStep, type Rows } from './block-steps'

/** Added to variances. Source: PyTorch's BatchNorm1d, eps. */
export const normalisationEpsilon = 1e-5

/**
 * Where a batch normalisation's numbers lie. Of each unit z over the m examples of a batch: mean mu, variance v
 * (divisor m), r = 1 / sqrt(v + eps), x = (z - mu) r, y = scale x + shift. A pass is a function of the whole batch.
 * Source: S. Ioffe, C. Szegedy, Batch Normalization, 2015, arXiv:1502.03167, Algorithm 1 and section 3.
 */
export interface Normalisation {
  /** Units. */
  readonly count: number
  /** z, x and y, how they change along a direction, and what comes back to z, and how that changes. */
  readonly given: Rows
  readonly givenChange: Rows
  readonly normal: Rows
  readonly normalChange: Rows
  readonly made: Rows
  readonly madeChange: Rows
  readonly back: Rows
  readonly backChange: Rows
  /** By unit: the parameters, the direction's, and what is added to. */
  readonly scale: number
  readonly shift: number
  readonly scaleChange: number
  readonly shiftChange: number
  readonly scaleGradient: number
  readonly shiftGradient: number
  readonly scaleProduct: number
  readonly shiftProduct: number
  /** Four numbers a unit: mu, v, r, and the change of v. */
  readonly statistics: number
  /** Two numbers a unit: the running mean and variance. */
  readonly running: number
}

/** What is done for a unit: its statistics stand from `at` on, its rows are looked up by example. */
type OfUnit = (numbers: Float64Array, examples: number, unit: number, at: number) => void

function forUnits({ count, statistics }: Normalisation, ofUnit: OfUnit): HandStep {
  return {
    kind: 'hand',
    run(numbers, examples) {
      for (let unit = 0; unit < count; unit++) ofUnit(numbers, examples, unit, statistics + 4 * unit)
    },
  }
}

/** Sums a term over examples, in their order. */
function sumOver(examples: number, term: (example: number) => number): number {
  let sum = 0
  for (let example = 0; example < examples; example++) sum += term(example)
  return sum
}

/** Writes a unit's row, and 0 beyond the block. */
function fill(
  numbers: Float64Array,
  rows: Rows,
  unit: number,
  examples: number,
  value: (example: number) => number,
): void {
  for (let example = 0; example < examples; example++) numbers[placeIn(rows, unit, example)] = value(example)
  const end = Math.ceil(examples / panelSize) * panelSize
  for (let example = examples; example < end; example++) numbers[placeIn(rows, unit, example)] = 0
}

/** By the statistics of the batch. */
export function normaliseForward(norm: Normalisation): HandStep {
  const { given, normal, made, scale, shift } = norm
  return forUnits(norm, (numbers, examples, unit, at) => {
    const z = (example: number): number => numbers[placeIn(given, unit, example)]!
    const mean = sumOver(examples, z) / examples
    const variance = sumOver(examples, (example) => (z(example) - mean) * (z(example) - mean)) / examples
    const inverse = 1 / Math.sqrt(variance + normalisationEpsilon)
    numbers[at] = mean
    numbers[at + 1] = variance
    numbers[at + 2] = inverse
    const [factor, term] = [numbers[scale + unit]!, numbers[shift + unit]!]
    fill(numbers, normal, unit, examples, (example) => (z(example) - mean) * inverse)
    fill(numbers, made, unit, examples, (example) => factor * numbers[placeIn(normal, unit, example)]! + term)
  })
}

/** By the running statistics, each example by itself. */
export function normaliseByRunning(norm: Normalisation): HandStep {
  const { given, made, scale, shift, running } = norm
  return forUnits(norm, (numbers, examples, unit) => {
    const [mean, variance] = [numbers[running + 2 * unit]!, numbers[running + 2 * unit + 1]!]
    const factor = numbers[scale + unit]! / Math.sqrt(variance + normalisationEpsilon)
    const term = numbers[shift + unit]!
    fill(numbers, made, unit, examples, (e) => factor * (numbers[placeIn(given, unit, e)]! - mean) + term)
  })
}

/** R x = r (R z - mean R z) - x r^2 R v / 2, R v = 2 mean((z - mu) (R z - mean R z)). */
export function normaliseChange(norm: Normalisation): HandStep {
  const { given, givenChange, normal, normalChange, madeChange, scale, scaleChange, shiftChange } = norm
  return forUnits(norm, (numbers, examples, unit, at) => {
    const [mean, , inverse] = numbers.subarray(at, at + 3)
    const changed = (example: number): number => numbers[placeIn(givenChange, unit, example)]!
    const x = (example: number): number => numbers[placeIn(normal, unit, example)]!
    const meanChange = sumOver(examples, changed) / examples
    const products = sumOver(
      examples,
      (example) => (numbers[placeIn(given, unit, example)]! - mean!) * (changed(example) - meanChange),
    )
    const varianceChange = (2 * products) / examples
    numbers[at + 3] = varianceChange
    const bend = 0.5 * inverse! * inverse! * varianceChange
    fill(numbers, normalChange, unit, examples, (e) => inverse! * (changed(e) - meanChange) - x(e) * bend)
    const [factor, factorChange] = [numbers[scale + unit]!, numbers[scaleChange + unit]!]
    const termChange = numbers[shiftChange + unit]!
    fill(numbers, madeChange, unit, examples, (e) => {
      return factorChange * x(e) + factor * numbers[placeIn(normalChange, unit, e)]! + termChange
    })
  })
}

/** dz = r (dx - mean dx - x mean(dx x)), dx = scale dy; the scale's gradient is sum dy x, the shift's sum dy. */
export function normaliseBack(norm: Normalisation, from: Rows): HandStep {
  const { normal, back, scale, scaleGradient, shiftGradient } = norm
  return forUnits(norm, (numbers, examples, unit, at) => {
    const inverse = numbers[at + 2]!
    const dy = (example: number): number => numbers[placeIn(from, unit, example)]!
    const x = (example: number): number => numbers[placeIn(normal, unit, example)]!
    const factor = numbers[scale + unit]!
    const sum = sumOver(examples, dy)
    const along = sumOver(examples, (example) => dy(example) * x(example))
    numbers[scaleGradient + unit]! += along
    numbers[shiftGradient + unit]! += sum
    const [mean, meanAlong] = [(factor * sum) / examples, (factor * along) / examples]
    fill(numbers, back, unit, examples, (e) => inverse * (factor * dy(e) - mean - x(e) * meanAlong))
  })
}

/** How all of `normaliseBack` changes; what it leaves in `back` is written as well. */
export function normaliseChangeBack(norm: Normalisation, from: Rows, fromChange: Rows): HandStep {
  const { normal, normalChange, back, backChange, scale, scaleChange, scaleProduct, shiftProduct } = norm
  return forUnits(norm, (numbers, examples, unit, at) => {
    const [inverse, varianceChange] = [numbers[at + 2]!, numbers[at + 3]!]
    const at2 = (rows: Rows) => (example: number) => numbers[placeIn(rows, unit, example)]!
    const [dy, dyChange, x, xChange] = [at2(from), at2(fromChange), at2(normal), at2(normalChange)]
    const [factor, factorChange] = [numbers[scale + unit]!, numbers[scaleChange + unit]!]
    numbers[scaleProduct + unit]! += sumOver(examples, (e) => dyChange(e) * x(e) + dy(e) * xChange(e))
    numbers[shiftProduct + unit]! += sumOver(examples, dyChange)
    const dx = (e: number): number => factor * dy(e)
    const dxChange = (e: number): number => factorChange * dy(e) + factor * dyChange(e)
    const mean = sumOver(examples, dx) / examples
    const along = sumOver(examples, (e) => dx(e) * x(e)) / examples
    const meanChange = sumOver(examples, dxChange) / examples
    const alongChange = sumOver(examples, (e) => dxChange(e) * x(e) + dx(e) * xChange(e)) / examples
    const inverseChange = -0.5 * inverse * inverse * inverse * varianceChange
    const inner = (e: number): number => dx(e) - mean - x(e) * along
    fill(numbers, back, unit, examples, (e) => inverse * inner(e))
    fill(numbers, backChange, unit, examples, (e) => {
      const innerChange = dxChange(e) - meanChange - xChange(e) * along - x(e) * alongChange
      return inverseChange * inner(e) + inverse * innerChange
    })
  })
}
