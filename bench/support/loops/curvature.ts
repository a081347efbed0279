import { stream } from '../../../src/core/random/stream'
import { curvatureXX, curvatureXY, curvatureYY, record, slopeX, slopeY, value } from './loop'
import type { HandLoop } from './loop'

/** The rules that look at second derivatives and do not search; a Hessian counts as two evaluations. */

const newton: HandLoop = {
  // A small share of every step, so that it does not arrive.
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, 3 * t + 1, x, y, value(x, y), gx, gy)) return t
      if (Math.max(Math.abs(gx), Math.abs(gy)) <= 1e-8) return t
      const a = curvatureXX(x, y)
      const b = curvatureXY(x)
      const d = curvatureYY
      const share = lr / (a * d - b * b)
      x -= share * (d * gx - b * gy)
      y -= share * (a * gy - b * gx)
    }
  },
}

const saddleFreeNewton: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, 3 * t + 1, x, y, value(x, y), gx, gy)) return t
      if (Math.max(Math.abs(gx), Math.abs(gy)) <= 1e-8) return t
      const a = curvatureXX(x, y)
      const b = curvatureXY(x)
      const d = curvatureYY
      // The eigenpairs: (c, s) belongs to the upper one.
      const half = (a - d) / 2
      const radius = Math.sqrt(half * half + b * b)
      const upper = (a + d) / 2 + radius
      const lower = (a * d - b * b) / upper
      const c = half < 0 ? b : half + radius
      const s = half < 0 ? radius - half : b
      const squares = c * c + s * s
      const along = (c * gx + s * gy) / (squares * Math.abs(upper))
      const across = (c * gy - s * gx) / (squares * Math.abs(lower))
      x -= lr * (c * along - s * across)
      y -= lr * (s * along + c * across)
    }
  },
}

const sophiaH: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [mx, my, hx, hy, power, products] = [0, 0, 0, 0, 1, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1 + products, x, y, value(x, y), gx, gy)) return t
      if (t % 10 === 0) {
        const draws = stream(0, 'sophia-h', t + 1)
        const ux = draws.uint32() < 0x80000000 ? -1 : 1
        const uy = draws.uint32() < 0x80000000 ? -1 : 1
        const b = curvatureXY(x)
        hx += 0.01 * (ux * (curvatureXX(x, y) * ux + b * uy) - hx)
        hy += 0.01 * (uy * (b * ux + curvatureYY * uy) - hy)
        products++
      }
      power *= 0.965
      mx += 0.035 * (gx - mx)
      my += 0.035 * (gy - my)
      const ratioX = mx / (1 - power) / Math.max(0.01 * hx, 1e-8)
      const ratioY = my / (1 - power) / Math.max(0.01 * hy, 1e-8)
      x -= lr * Math.max(-1, Math.min(1, ratioX))
      y -= lr * Math.max(-1, Math.min(1, ratioY))
    }
  },
}

export const curvatureLoops: Readonly<Record<string, HandLoop>> = {
  newton,
  'saddle-free-newton': saddleFreeNewton,
  'sophia-h': sophiaH,
}
