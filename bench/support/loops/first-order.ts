import { record, slopeX, slopeY, value } from './loop'
import type { HandLoop } from './loop'

const sgd: HandLoop = {
  hyper: { lr: 1e-4 },
  run(out, x, y, lr) {
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      x -= lr * gx
      y -= lr * gy
    }
  },
}

const momentum: HandLoop = {
  hyper: { lr: 1e-4 },
  run(out, x, y, lr) {
    let [bx, by] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      bx = 0.9 * bx + gx
      by = 0.9 * by + gy
      x -= lr * bx
      y -= lr * by
    }
  },
}

const nesterov: HandLoop = {
  hyper: { lr: 1e-4 },
  run(out, x, y, lr) {
    let [bx, by] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      bx = 0.9 * bx + gx
      by = 0.9 * by + gy
      x -= lr * (gx + 0.9 * bx)
      y -= lr * (gy + 0.9 * by)
    }
  },
}

const nesterovLookahead: HandLoop = {
  hyper: { lr: 1e-4 },
  run(out, x, y, lr) {
    let [vx, vy] = [0, 0]
    for (let t = 0; ; t++) {
      if (!record(out, t, 2 * t + 1, x, y, value(x, y), slopeX(x, y), slopeY(x, y))) return t
      const aheadX = x + 0.9 * vx
      const aheadY = y + 0.9 * vy
      vx = 0.9 * vx - lr * slopeX(aheadX, aheadY)
      vy = 0.9 * vy - lr * slopeY(aheadX, aheadY)
      x += vx
      y += vy
    }
  },
}

const heavyBall: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [mx, my] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      mx = 0.9 * mx + 0.1 * gx
      my = 0.9 * my + 0.1 * gy
      x -= lr * mx
      y -= lr * my
    }
  },
}

const qhm: HandLoop = {
  hyper: { lr: 5e-4 },
  run(out, x, y, lr) {
    let [mx, my] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      mx = 0.999 * mx + 0.001 * gx
      my = 0.999 * my + 0.001 * gy
      x -= lr * (0.3 * gx + 0.7 * mx)
      y -= lr * (0.3 * gy + 0.7 * my)
    }
  },
}

const asgd: HandLoop = {
  hyper: { lr: 1e-4, t0: 50 },
  run(out, x, y, lr) {
    let [ax, ay] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      const rate = lr / Math.pow(1 + 1e-4 * lr * t, 0.75)
      x -= rate * (gx + 1e-4 * x)
      y -= rate * (gy + 1e-4 * y)
      const share = 1 / Math.max(1, t - 50)
      ax += share * (x - ax)
      ay += share * (y - ay)
      out.companion[0] = ax
      out.companion[1] = ay
    }
  },
}

export const firstOrderLoops: Readonly<Record<string, HandLoop>> = {
  sgd,
  momentum,
  nesterov,
  'nesterov-lookahead': nesterovLookahead,
  'heavy-ball': heavyBall,
  qhm,
  asgd,
}
