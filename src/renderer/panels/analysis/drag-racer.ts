import type { Inertia } from '../../../core/definitions/optimizer'
import type { SceneRacer } from '../../../core/scene/racer'
import type { Trace } from '../../../engine'
import { quantityColumn } from '../../../engine/accumulations/race-quantities'

/** A racer with momentum as a particle: what it is at its recorded rows. */
export interface RacerAsParticle {
  /** The viscous drag that its momentum comes to, where its rate is constant. */
  readonly coefficient: number
  readonly time: Float64Array
  /** Coordinates of the plane, x and y interleaved. */
  readonly points: Float64Array
  readonly speed: Float64Array
  readonly energy: Float64Array
}

/**
 * Momentum as the drag equation: v_t = mu v_{t-1} - eps g is x'' = -grad J - c x' with c = (1 - mu) / sqrt(eps), in
 * time steps of sqrt(eps), to first order in them. So at a row the time is the sum of those steps, the speed is
 * |v| / sqrt(eps) and the energy J + speed^2 / 2, NaN where the row does not follow the row of the step before.
 *
 * Undefined where the racer has no rate, or its trace not the lengths of its steps.
 */
export function racerAsParticle(
  trace: Trace,
  racer: SceneRacer,
  { coefficient, isAveraged = false }: Inertia,
): RacerAsParticle | undefined {
  const { points, loss, step, count } = trace
  const rates = quantityColumn(trace, 'learning-rate', racer, { places: [] })
  const lengths = quantityColumn(trace, 'step-length', racer, { places: [] })
  const mu = racer.hyper[coefficient]
  if (rates === undefined || lengths === undefined || typeof mu !== 'number') return undefined
  const { dampening = 0 } = racer.hyper
  const share = (isAveraged ? 1 - mu : 1) * (1 - Number(dampening))
  const stepAt = (row: number): number => Math.sqrt(share * rates[row]!)
  const time = new Float64Array(count)
  const speed = new Float64Array(count)
  for (let row = 1; row < count; row++) {
    time[row] = time[row - 1]! + (step[row]! - step[row - 1]!) * stepAt(row)
    speed[row] = lengths[row]! / stepAt(row)
  }
  const energy = speed.map((each, row) => loss[row]! + (each * each) / 2)
  return { coefficient: (1 - mu) / stepAt(Math.min(1, count - 1)), time, points, speed, energy }
}

/** Of ascending rows the values of a column at times: of the last row at or before each, NaN beyond the last row. */
export function atTimes(times: Float64Array, rows: Float64Array, value: (row: number) => number): Float64Array {
  let row = 0
  return times.map((time) => {
    while (row + 1 < rows.length && rows[row + 1]! <= time) row++
    return time > rows.at(-1)! ? NaN : value(row)
  })
}
