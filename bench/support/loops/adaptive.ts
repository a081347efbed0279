import { record, slopeX, slopeY, value } from './loop'
import type { HandLoop } from './loop'

const adagrad: HandLoop = {
  hyper: { lr: 0.1 },
  run(out, x, y, lr) {
    let [sx, sy] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      sx += gx * gx
      sy += gy * gy
      x -= (lr * gx) / (Math.sqrt(sx) + 1e-10)
      y -= (lr * gy) / (Math.sqrt(sy) + 1e-10)
    }
  },
}

const rmsprop: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [vx, vy] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      vx = 0.99 * vx + 0.01 * gx * gx
      vy = 0.99 * vy + 0.01 * gy * gy
      x -= (lr * gx) / (Math.sqrt(vx) + 1e-8)
      y -= (lr * gy) / (Math.sqrt(vy) + 1e-8)
    }
  },
}

const adadelta: HandLoop = {
  hyper: { lr: 1 },
  run(out, x, y, lr) {
    let [vx, vy, ux, uy] = [0, 0, 0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      vx = 0.9 * vx + 0.1 * gx * gx
      vy = 0.9 * vy + 0.1 * gy * gy
      const dx = (Math.sqrt(ux + 1e-6) / Math.sqrt(vx + 1e-6)) * gx
      const dy = (Math.sqrt(uy + 1e-6) / Math.sqrt(vy + 1e-6)) * gy
      ux = 0.9 * ux + 0.1 * dx * dx
      uy = 0.9 * uy + 0.1 * dy * dy
      x -= lr * dx
      y -= lr * dy
    }
  },
}

const adam: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      power1 *= 0.9
      power2 *= 0.999
      const rate = lr / (1 - power1)
      const correction = Math.sqrt(1 - power2)
      mx += 0.1 * (gx - mx)
      my += 0.1 * (gy - my)
      vx = 0.999 * vx + 0.001 * gx * gx
      vy = 0.999 * vy + 0.001 * gy * gy
      x -= (rate * mx) / (Math.sqrt(vx) / correction + 1e-8)
      y -= (rate * my) / (Math.sqrt(vy) / correction + 1e-8)
    }
  },
}

const amsgrad: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [mx, my, vx, vy, ux, uy, power1, power2] = [0, 0, 0, 0, 0, 0, 1, 1]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      power1 *= 0.9
      power2 *= 0.999
      const rate = lr / (1 - power1)
      const correction = Math.sqrt(1 - power2)
      mx += 0.1 * (gx - mx)
      my += 0.1 * (gy - my)
      vx = 0.999 * vx + 0.001 * gx * gx
      vy = 0.999 * vy + 0.001 * gy * gy
      ux = Math.max(ux, vx)
      uy = Math.max(uy, vy)
      x -= (rate * mx) / (Math.sqrt(ux) / correction + 1e-8)
      y -= (rate * my) / (Math.sqrt(uy) / correction + 1e-8)
    }
  },
}

const adamw: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      power1 *= 0.9
      power2 *= 0.999
      const rate = lr / (1 - power1)
      const correction = Math.sqrt(1 - power2)
      mx += 0.1 * (gx - mx)
      my += 0.1 * (gy - my)
      vx = 0.999 * vx + 0.001 * gx * gx
      vy = 0.999 * vy + 0.001 * gy * gy
      x -= 0.01 * lr * x + (rate * mx) / (Math.sqrt(vx) / correction + 1e-8)
      y -= 0.01 * lr * y + (rate * my) / (Math.sqrt(vy) / correction + 1e-8)
    }
  },
}

const adamax: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [mx, my, ux, uy, power1] = [0, 0, 0, 0, 1]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      power1 *= 0.9
      const rate = lr / (1 - power1)
      mx += 0.1 * (gx - mx)
      my += 0.1 * (gy - my)
      ux = Math.max(0.999 * ux, Math.abs(gx) + 1e-8)
      uy = Math.max(0.999 * uy, Math.abs(gy) + 1e-8)
      x -= (rate * mx) / ux
      y -= (rate * my) / uy
    }
  },
}

const nadam: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [mx, my, vx, vy, power2, product] = [0, 0, 0, 0, 1, 1]
    let next = 0.9 * (1 - 0.5 * Math.pow(0.96, 0.004))
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      const now = next
      next = 0.9 * (1 - 0.5 * Math.pow(0.96, 0.004 * (t + 2)))
      product *= now
      power2 *= 0.999
      const newRate = (lr * (1 - now)) / (1 - product)
      const averageRate = (lr * next) / (1 - product * next)
      mx += 0.1 * (gx - mx)
      my += 0.1 * (gy - my)
      vx = 0.999 * vx + 0.001 * gx * gx
      vy = 0.999 * vy + 0.001 * gy * gy
      x -= (newRate * gx + averageRate * mx) / (Math.sqrt(vx / (1 - power2)) + 1e-8)
      y -= (newRate * gy + averageRate * my) / (Math.sqrt(vy / (1 - power2)) + 1e-8)
    }
  },
}

const radam: HandLoop = {
  // Its first steps are unscaled: no larger rate stays near.
  hyper: { lr: 1e-4 },
  run(out, x, y, lr) {
    let [mx, my, vx, vy, power1] = [0, 0, 0, 0, 1]
    const limit = 2 / (1 - 0.999) - 1
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      power1 *= 0.9
      const power2 = Math.pow(0.999, t + 1)
      mx += 0.1 * (gx - mx)
      my += 0.1 * (gy - my)
      vx = 0.999 * vx + 0.001 * gx * gx
      vy = 0.999 * vy + 0.001 * gy * gy
      const rate = lr / (1 - power1)
      const length = limit - (2 * (t + 1) * power2) / (1 - power2)
      if (length > 5) {
        const rectifier = ((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length)
        const scaled = rate * Math.sqrt(rectifier * (1 - power2))
        x -= (scaled * mx) / (Math.sqrt(vx) + 1e-8)
        y -= (scaled * my) / (Math.sqrt(vy) + 1e-8)
      } else {
        x -= rate * mx
        y -= rate * my
      }
    }
  },
}

const rprop: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [previousX, previousY, sizeX, sizeY] = [0, 0, lr, lr]
    for (let t = 0; ; t++) {
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      const agreementX = gx * previousX
      const agreementY = gy * previousY
      if (agreementX > 0) sizeX = Math.min(50, 1.2 * sizeX)
      else if (agreementX < 0) {
        sizeX = Math.max(1e-6, 0.5 * sizeX)
        gx = 0
      }
      if (agreementY > 0) sizeY = Math.min(50, 1.2 * sizeY)
      else if (agreementY < 0) {
        sizeY = Math.max(1e-6, 0.5 * sizeY)
        gy = 0
      }
      x -= sizeX * Math.sign(gx)
      y -= sizeY * Math.sign(gy)
      previousX = gx
      previousY = gy
    }
  },
}

const lion: HandLoop = {
  hyper: { lr: 1e-4 },
  run(out, x, y, lr) {
    let [mx, my] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      x -= lr * Math.sign(0.9 * mx + 0.1 * gx)
      y -= lr * Math.sign(0.9 * my + 0.1 * gy)
      mx = 0.99 * mx + 0.01 * gx
      my = 0.99 * my + 0.01 * gy
    }
  },
}

export const adaptiveLoops: Readonly<Record<string, HandLoop>> = {
  adagrad,
  rmsprop,
  adadelta,
  adam,
  amsgrad,
  adamw,
  adamax,
  nadam,
  radam,
  rprop,
  lion,
}
