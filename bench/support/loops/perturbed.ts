import { stream } from '../../../src/core/random/stream'
import { record, slopeX, slopeY, value } from './loop'
import type { HandLoop } from './loop'

/**
 * The rules that perturb where they are or where they look; those that draw take the draws of the race, whose seed is
 * 0.
 */

const sgld: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      const stepSize = lr * Math.pow(t + 2, -0.55)
      const deviation = Math.sqrt(stepSize)
      const draws = stream(0, 'sgld', t + 1)
      x += deviation * draws.normal() - 0.5 * stepSize * gx
      y += deviation * draws.normal() - 0.5 * stepSize * gy
    }
  },
}

const perturbedGradientDescent: HandLoop = {
  // A threshold that is met all along the valley, so that every 51st step is perturbed.
  hyper: { lr: 1e-4, gradientThreshold: 10 },
  run(out, x, y, lr) {
    let perturbedAt = -51
    for (let t = 0, evaluations = 1; ; t++, evaluations++) {
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      if (!record(out, t, evaluations, x, y, value(x, y), gx, gy)) return t
      if (t + 1 - perturbedAt > 50 && gx * gx + gy * gy <= 100) {
        perturbedAt = t + 1
        evaluations++
        const draws = stream(0, 'perturbed-gradient-descent', t + 1)
        const length = 0.1 * Math.sqrt(draws.uniform())
        const kickX = draws.normal()
        const kickY = draws.normal()
        const norm = Math.sqrt(kickX * kickX + kickY * kickY)
        x += (length * kickX) / norm
        y += (length * kickY) / norm
        gx = slopeX(x, y)
        gy = slopeY(x, y)
      }
      x -= lr * gx
      y -= lr * gy
    }
  },
}

const sam: HandLoop = {
  hyper: { lr: 1e-4 },
  run(out, x, y, lr) {
    let [bx, by] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, 2 * t + 1, x, y, value(x, y), gx, gy)) return t
      const norm = Math.sqrt(gx * gx + gy * gy)
      const upX = x + (0.05 * gx) / norm
      const upY = y + (0.05 * gy) / norm
      bx = 0.9 * bx + slopeX(upX, upY)
      by = 0.9 * by + slopeY(upX, upY)
      x -= lr * bx
      y -= lr * by
    }
  },
}

export const perturbedLoops: Readonly<Record<string, HandLoop>> = {
  sgld,
  'perturbed-gradient-descent': perturbedGradientDescent,
  sam,
}
