import { table } from '../assembly/shared-memory'
import type { Mask, Numbers } from '../assembly/lanes'
import { ROUNDER } from '../elementary/bits'
import { EASY_LIMIT, STEP_HIGH, STEP_LOW, STEP_MIDDLE, STEPS_PER_UNIT, WAVE } from '../elementary/circle'
import type { Pair } from './double-double'
import { polynomial } from './polynomial'

const waves = table(WAVE, 4)
/** More than twice the middle part of a step has of the angle: 2 STEP_MIDDLE STEPS_PER_UNIT is 1.1084e-9. */
const LEAST_SHARE = 1.11e-9

/** sin(x + shift pi/128) as two summands for each shift, and where it is so. */
export function circular(x: Numbers, ...shifts: readonly number[]): { waves: readonly Pair[]; isPlain: Mask } {
  const shifted = x.times(STEPS_PER_UNIT).plus(ROUNDER)
  const n = shifted.minus(ROUNDER)
  const first = x.minus(n.times(STEP_HIGH))
  const second = n.times(STEP_MIDDLE)
  const whole = first.minus(second)
  // As for the referee, the middle part being the angle times a constant; at 0 it is not so.
  const size = x.abs()
  const isPlain = size.less(EASY_LIMIT).and(whole.abs().greater(size.times(LEAST_SHARE)))
  const rest = first.minus(whole).minus(second).minus(n.times(STEP_LOW))
  const r = whole.plus(rest)
  const rLow = whole.minus(r).plus(rest)
  const z = r.square()
  const sineExcess = rLow.plus(r.times(z).times(polynomial(z, -1 / 6, 1 / 120, -1 / 5040)))
  const cosineExcess = z.times(polynomial(z, -1 / 2, 1 / 24, -1 / 720))
  const wave = (shift: number): Pair => {
    const place = shift === 0 ? shifted.bits() : shifted.bits().plus(BigInt(shift))
    const [sine, sineLow, coarseSlope, fineSlope] = x.lanes.lookUp(waves, place)
    const slope = coarseSlope!.plus(fineSlope!)
    const share = coarseSlope!.times(r)
    const high = sine!.plus(share)
    const low = sine!
      .minus(high)
      .plus(share)
      .plus(sineLow!.plus(fineSlope!.times(r).plus(slope.times(sineExcess).plus(sine!.times(cosineExcess)))))
    return { high, low }
  }
  return { waves: shifts.map(wave), isPlain }
}
