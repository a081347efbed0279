import { firstTrialOf, strongWolfe, trial } from './line-search'
import { record, slopeX, slopeY, value } from './loop'
import type { HandLoop } from './loop'

/** The rules that search along a direction made of gradients. */

const bfgs: HandLoop = {
  hyper: {},
  run(out, x, y) {
    // The inverse Hessian [[a, b], [b, d]].
    let [a, b, d, previousLoss] = [1, 0, 1, NaN]
    let loss = value(x, y)
    let gx = slopeX(x, y)
    let gy = slopeY(x, y)
    for (let t = 0, evaluations = 1; ; t++) {
      if (!record(out, t, evaluations, x, y, loss, gx, gy)) return t
      if (Math.max(Math.abs(gx), Math.abs(gy)) <= 1e-5) return t
      const dx = -(a * gx + b * gy)
      const dy = -(b * gx + d * gy)
      const slope = gx * dx + gy * dy
      const first = firstTrialOf(loss, previousLoss, Math.sqrt(gx * gx + gy * gy), slope)
      evaluations += strongWolfe(x, y, dx, dy, loss, slope, first, 0.9)
      const sx = trial.t * dx
      const sy = trial.t * dy
      const yx = trial.gx - gx
      const yy = trial.gy - gy
      const curvature = sx * yx + sy * yy
      if (curvature > 2.220446049250313e-16 * Math.sqrt(sx * sx + sy * sy) * Math.sqrt(yx * yx + yy * yy)) {
        const px = a * yx + b * yy
        const py = b * yx + d * yy
        const along = (1 + (yx * px + yy * py) / curvature) / curvature
        a += along * sx * sx - (2 * px * sx) / curvature
        b += along * sx * sy - (px * sy + sx * py) / curvature
        d += along * sy * sy - (2 * py * sy) / curvature
      }
      previousLoss = loss
      x = trial.x
      y = trial.y
      loss = trial.loss
      gx = trial.gx
      gy = trial.gy
    }
  },
}

const lbfgs: HandLoop = {
  hyper: {},
  run(out, x, y) {
    // Pairs of steps and changes, the newest last: fewer than the hundred that the rule remembers.
    const column = (): Float64Array => new Float64Array(100)
    const sx = column()
    const sy = column()
    const yx = column()
    const yy = column()
    const rho = column()
    const alpha = column()
    let [count, scale, previousLoss, previousLength] = [0, 1, NaN, NaN]
    let loss = value(x, y)
    let gx = slopeX(x, y)
    let gy = slopeY(x, y)
    for (let t = 0, evaluations = 1; ; t++) {
      if (!record(out, t, evaluations, x, y, loss, gx, gy)) return t
      if (Math.max(Math.abs(gx), Math.abs(gy)) <= 1e-7 || previousLength <= 1e-9) return t
      if (Math.abs(previousLoss - loss) < 1e-9) return t
      let dx = -gx
      let dy = -gy
      for (let k = count - 1; k >= 0; k--) {
        alpha[k] = rho[k]! * (sx[k]! * dx + sy[k]! * dy)
        dx -= alpha[k]! * yx[k]!
        dy -= alpha[k]! * yy[k]!
      }
      dx *= scale
      dy *= scale
      for (let k = 0; k < count; k++) {
        const beta = alpha[k]! - rho[k]! * (yx[k]! * dx + yy[k]! * dy)
        dx += beta * sx[k]!
        dy += beta * sy[k]!
      }
      const slope = gx * dx + gy * dy
      if (-slope < 1e-9) return t
      const first = t === 0 ? Math.min(1, 1 / (Math.abs(gx) + Math.abs(gy))) : 1
      evaluations += strongWolfe(x, y, dx, dy, loss, slope, first, 0.9)
      const stepX = trial.t * dx
      const stepY = trial.t * dy
      const changeX = trial.gx - gx
      const changeY = trial.gy - gy
      const curvature = stepX * changeX + stepY * changeY
      if (curvature > 1e-10) {
        sx[count] = stepX
        sy[count] = stepY
        yx[count] = changeX
        yy[count] = changeY
        rho[count] = 1 / curvature
        scale = curvature / (changeX * changeX + changeY * changeY)
        count++
      }
      previousLength = Math.max(Math.abs(stepX), Math.abs(stepY))
      previousLoss = loss
      x = trial.x
      y = trial.y
      loss = trial.loss
      gx = trial.gx
      gy = trial.gy
    }
  },
}

const nonlinearCG: HandLoop = {
  hyper: {},
  run(out, x, y) {
    let [conjugateX, conjugateY, previousLoss] = [0, 0, NaN]
    let loss = value(x, y)
    let gx = slopeX(x, y)
    let gy = slopeY(x, y)
    for (let t = 0, evaluations = 1; ; t++) {
      if (!record(out, t, evaluations, x, y, loss, gx, gy)) return t
      if (Math.max(Math.abs(gx), Math.abs(gy)) <= 1e-5) return t
      const squares = gx * gx + gy * gy
      if (conjugateX * gx + conjugateY * gy > 0.99 * squares) {
        conjugateX = 0
        conjugateY = 0
      }
      const dx = conjugateX - gx
      const dy = conjugateY - gy
      const slope = gx * dx + gy * dy
      const first = firstTrialOf(loss, previousLoss, Math.sqrt(squares), slope)
      evaluations += strongWolfe(x, y, dx, dy, loss, slope, first, 0.4)
      const turn = trial.gx * (trial.gx - gx) + trial.gy * (trial.gy - gy)
      const beta = Math.max(0, turn / squares)
      conjugateX = beta * dx
      conjugateY = beta * dy
      previousLoss = loss
      x = trial.x
      y = trial.y
      loss = trial.loss
      gx = trial.gx
      gy = trial.gy
    }
  },
}

export const quasiNewtonLoops: Readonly<Record<string, HandLoop>> = {
  bfgs,
  'l-bfgs': lbfgs,
  'nonlinear-cg': nonlinearCG,
}
