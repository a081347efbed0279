import type { EnsembleRacer } from '../../engine'

/** What the losses of a racer over many seeds lie between, at ascending clocks. */
export interface LossBand {
  readonly color: string
  readonly x: readonly number[]
  readonly low: readonly number[]
  readonly middle: readonly number[]
  readonly high: readonly number[]
}

/**
 * The band of a racer whose quantiles are, in order, the low, the middle and the high. `clockAt` places its steps on
 * the chart; steps without a place are left out, and those where a quantile is not finite.
 */
export function lossBand(
  { step, quantiles }: Pick<EnsembleRacer, 'step' | 'quantiles'>,
  color: string,
  clockAt: (step: number) => number,
): LossBand {
  const clock = step.map(clockAt)
  const rows = [...step.keys()].filter((row) => [clock, ...quantiles].every((column) => Number.isFinite(column[row])))
  const [low, middle, high] = quantiles.map((column) => rows.map((row) => column[row]!))
  return { color, x: rows.map((row) => clock[row]!), low: low!, middle: middle!, high: high! }
}

/** The closed outline of a band on a chart: along its upper edge, and back along its lower one. */
export function bandOutline(
  { x, low, high }: LossBand,
  scale: { readonly x: (clock: number) => number; readonly y: (loss: number) => number },
): readonly (readonly [px: number, py: number])[] {
  const edge = (losses: readonly number[]) => x.map((clock, row) => [scale.x(clock), scale.y(losses[row]!)] as const)
  return [...edge(high), ...edge(low).reverse()]
}
