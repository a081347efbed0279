import { slopeX, slopeY, value } from './loop'

/** The last trial of a search: the point, the loss and the gradient there. */
export const trial = { t: NaN, x: NaN, y: NaN, loss: NaN, gx: NaN, gy: NaN, slope: NaN }

function tryAt(x: number, y: number, dx: number, dy: number, t: number): void {
  const toX = x + t * dx
  const toY = y + t * dy
  const gx = slopeX(toX, toY)
  const gy = slopeY(toX, toY)
  trial.t = t
  trial.x = toX
  trial.y = toY
  trial.loss = value(toX, toY)
  trial.gx = gx
  trial.gy = gy
  trial.slope = gx * dx + gy * dy
}

function isLowEnough(loss: number, slope: number): boolean {
  const { t, loss: to, slope: slopeThere } = trial
  if (!(to - to === 0 && slopeThere - slopeThere === 0)) return false
  if (to < loss && to <= loss + 1e-4 * t * slope) return true
  return Math.abs(to - loss) <= 1e-14 * Math.abs(loss) && slopeThere <= (2e-4 - 1) * slope
}

/** The minimiser of the cubic through both ends, and of the parabola where their values tell nothing. */
function between(a: number, fa: number, ga: number, b: number, fb: number, gb: number, rounding: number): number {
  if (Math.abs(fb - fa) <= rounding) return b - (gb * (b - a)) / (gb - ga)
  const d1 = ga + gb - (3 * (fa - fb)) / (a - b)
  const d2 = (b > a ? 1 : -1) * Math.sqrt(d1 * d1 - ga * gb)
  return b - ((b - a) * (gb + d2 - d1)) / (gb - ga + 2 * d2)
}

/**
 * The strong Wolfe search of the rules, with c1 = 1e-4, from (x, y) with its loss along (dx, dy) with its slope. Leaves
 * the accepted point in `trial` and returns the number of trials; throws where there is none, which on this function is
 * a mistake.
 */
export function strongWolfe(
  x: number,
  y: number,
  dx: number,
  dy: number,
  loss: number,
  slope: number,
  firstTrial: number,
  c2: number,
): number {
  const rounding = 1e-14 * Math.abs(loss)
  const flat = -c2 * slope
  let low = 0
  let lowLoss = loss
  let lowSlope = slope
  let high = NaN
  let highLoss = NaN
  let highSlope = NaN
  let trials = 1
  for (let t = firstTrial; trials <= 40; trials++) {
    tryAt(x, y, dx, dy, t)
    if (!isLowEnough(loss, slope) || (trials > 1 && trial.loss > lowLoss + rounding)) {
      high = t
      highLoss = trial.loss
      highSlope = trial.slope
      break
    }
    if (Math.abs(trial.slope) <= flat) return trials
    const before = low
    const lossBefore = lowLoss
    const slopeBefore = lowSlope
    low = t
    lowLoss = trial.loss
    lowSlope = trial.slope
    if (lowSlope >= 0) {
      high = before
      highLoss = lossBefore
      highSlope = slopeBefore
      break
    }
    const farther = between(before, lossBefore, slopeBefore, low, lowLoss, lowSlope, rounding)
    t = farther > low ? Math.min(Math.max(farther, low + 0.01 * (low - before)), 10 * low) : 10 * low
  }
  let widthBefore = Infinity
  for (trials++; trials <= 40; trials++) {
    const width = Math.abs(high - low)
    let t = between(low, lowLoss, lowSlope, high, highLoss, highSlope, rounding)
    const isInside = t > Math.min(low, high) && t < Math.max(low, high)
    if (!isInside || width > 0.5 * widthBefore) t = low + (high - low) / 2
    if (t === low || t === high) break
    widthBefore = width
    tryAt(x, y, dx, dy, t)
    if (!isLowEnough(loss, slope) || trial.loss > lowLoss + rounding) {
      high = t
      highLoss = trial.loss
      highSlope = trial.slope
      continue
    }
    if (Math.abs(trial.slope) <= flat) return trials
    if (trial.slope * (high - low) >= 0) {
      high = low
      highLoss = lowLoss
      highSlope = lowSlope
    }
    low = t
    lowLoss = trial.loss
    lowSlope = trial.slope
  }
  throw new Error(`no point meets the strong Wolfe conditions from (${x}, ${y}) along (${dx}, ${dy})`)
}

/** Where to look first: as far as a parabola would fall by what the step before fell, at most at 1. */
export function firstTrialOf(loss: number, previousLoss: number, norm: number, slope: number): number {
  const fall = Number.isNaN(previousLoss) ? norm / 2 : previousLoss - loss
  const t = Math.min(1, (-2.02 * fall) / slope)
  return t > 0 ? t : 1
}
