import type { EnsembleRacer } from '../../engine'

/** What a quantity of a racer lies between, at ascending clocks: over many seeds, or within its standard error. */
export interface RaceBand {
  /** The racer's. */
  readonly id: string
  readonly color: string
  readonly x: readonly number[]
  /** Where the playhead is when a place is reached; absent where it is known from the first. */
  readonly at?: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** The median and the mean over the seeds. */
  readonly middle?: readonly number[]
  readonly mean?: readonly number[]
}

/**
 * The band of a racer whose quantiles are, in order, the low, the middle and the high. `clockAt` places its steps on
 * the chart; steps without a place are left out, and those where a quantile is not finite.
 */
export function seedsBand(
  { id, step, mean, quantiles }: Pick<EnsembleRacer, 'id' | 'step' | 'mean' | 'quantiles'>,
  color: string,
  clockAt: (step: number) => number,
): RaceBand {
  const clock = step.map(clockAt)
  const rows = [...step.keys()].filter((row) => [clock, ...quantiles].every((column) => Number.isFinite(column[row])))
  const [low, middle, high] = quantiles.map((column) => rows.map((row) => column[row]!))
  const x = rows.map((row) => clock[row]!)
  return { id, color, x, low: low!, middle: middle!, high: high!, mean: rows.map((row) => mean[row]!) }
}

/** The closed outline of a band on a chart: along its upper edge, and back along its lower one. */
export function bandOutline(
  { x, at = [], low, high }: RaceBand,
  scale: { readonly x: (clock: number) => number; readonly y: (value: number) => number },
  until = Infinity,
): readonly (readonly [px: number, py: number])[] {
  const rows = [...x.keys()].filter((row) => (at[row] ?? -Infinity) <= until)
  const edge = (values: readonly number[]) => rows.map((row) => [scale.x(x[row]!), scale.y(values[row]!)] as const)
  return [...edge(high), ...edge(low).reverse()]
}
