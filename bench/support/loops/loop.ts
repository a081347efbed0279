/**
 * What the hand-written loops share: Rosenbrock's function with its derivatives, and the columns they record.
 *
 * The loops are what one would write by hand: one for each rule, for this function in two dimensions, everything in
 * local numbers, and no option. They record the same columns as a race, of a length known beforehand, and like any loop
 * whose numbers are to be trusted they end where one is not finite.
 */
export interface HandLoop {
  /** The hyperparameters that are not the rule's defaults, for the race; the loop has them in it. */
  readonly hyper: Readonly<Record<string, number | boolean>>
  /**
   * Runs the rule from (x, y) with the learning rate among `hyper`, fills rows from 0 on and returns the number of the
   * last one.
   */
  readonly run: (out: Columns, x: number, y: number, lr: number) => number
}

export interface Columns {
  readonly step: Float64Array
  readonly theta: Float64Array
  readonly loss: Float64Array
  readonly gradientNorm: Float64Array
  readonly evaluations: Float64Array
  /** A second point that a rule keeps. */
  readonly companion: Float64Array
}

export function columns(rows: number): Columns {
  const column = (): Float64Array => new Float64Array(rows)
  return {
    step: column(),
    theta: new Float64Array(2 * rows),
    loss: column(),
    gradientNorm: column(),
    evaluations: column(),
    companion: new Float64Array(2),
  }
}

export const rosenbrock = '(1-x)^2 + 100*(y-x^2)^2'

export function value(x: number, y: number): number {
  const v = y - x * x
  return (1 - x) * (1 - x) + 100 * v * v
}

export function slopeX(x: number, y: number): number {
  return -2 * (1 - x) - 400 * x * (y - x * x)
}

export function slopeY(x: number, y: number): number {
  return 200 * (y - x * x)
}

/** The second derivatives; that by y twice is 200. */
export function curvatureXX(x: number, y: number): number {
  return 2 - 400 * (y - 3 * x * x)
}

export function curvatureXY(x: number): number {
  return -400 * x
}

export const curvatureYY = 200

/** Records row t and says whether to go on: whether its numbers are finite and there is room for another row. */
export function record(
  out: Columns,
  t: number,
  evaluations: number,
  x: number,
  y: number,
  loss: number,
  gx: number,
  gy: number,
): boolean {
  const norm = Math.sqrt(gx * gx + gy * gy)
  out.step[t] = t
  out.theta[2 * t] = x
  out.theta[2 * t + 1] = y
  out.loss[t] = loss
  out.gradientNorm[t] = norm
  out.evaluations[t] = evaluations
  return loss - loss === 0 && norm - norm === 0 && t + 1 < out.step.length
}
