import { record, slopeX, slopeY, value } from './loop'
import type { HandLoop } from './loop'

/** The rules that see theta as a matrix of one row, for two columns. */

const muon: HandLoop = {
  hyper: { lr: 1e-3 },
  run(out, x, y, lr) {
    let [bx, by] = [0, 0]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      bx += 0.05 * (gx - bx)
      by += 0.05 * (gy - by)
      let ux = 0.05 * gx + 0.95 * bx
      let uy = 0.05 * gy + 0.95 * by
      const size = Math.max(Math.sqrt(ux * ux + uy * uy), 1e-7)
      ux /= size
      uy /= size
      for (let k = 0; k < 5; k++) {
        const square = ux * ux + uy * uy
        const factor = 3.4445 + (2.0315 * square - 4.775) * square
        ux *= factor
        uy *= factor
      }
      x -= lr * (ux + 0.1 * x)
      y -= lr * (uy + 0.1 * y)
    }
  },
}

const shampoo: HandLoop = {
  hyper: { lr: 0.1 },
  run(out, x, y, lr) {
    let [a, b, d] = [1e-4, 0, 1e-4]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      a += gx * gx
      b += gx * gy
      d += gy * gy
      // [[a, b], [b, d]]^(-1/2) by its eigenpairs: (c, s) belongs to the upper one.
      const half = (a - d) / 2
      const radius = Math.sqrt(half * half + b * b)
      const upper = (a + d) / 2 + radius
      const lower = (a * d - b * b) / upper
      const c = half < 0 ? b : half + radius
      const s = half < 0 ? radius - half : b
      const squares = c * c + s * s
      const along = (c * gx + s * gy) / (squares * Math.sqrt(upper))
      const across = (c * gy - s * gx) / (squares * Math.sqrt(lower))
      x -= lr * (c * along - s * across)
      y -= lr * (s * along + c * across)
    }
  },
}

const soap: HandLoop = {
  hyper: { lr: 1e-3, precondition1d: true },
  run(out, x, y, lr) {
    // The averages of G' G and, in the basis of the rows (px, py) and (qx, qy), of gradients and their squares.
    let [a, b, d] = [0, 0, 0]
    let [px, py, qx, qy] = [1, 0, 0, 1]
    let [mp, mq, vp, vq, power] = [0, 0, 0, 0, 1]
    for (let t = 0; ; t++) {
      const gx = slopeX(x, y)
      const gy = slopeY(x, y)
      if (!record(out, t, t + 1, x, y, value(x, y), gx, gy)) return t
      if (t > 0) {
        power *= 0.95
        const rate = lr / Math.sqrt(1 - power)
        const gp = px * gx + py * gy
        const gq = qx * gx + qy * gy
        mp = 0.95 * mp + 0.05 * gp
        mq = 0.95 * mq + 0.05 * gq
        vp = 0.95 * vp + 0.05 * gp * gp
        vq = 0.95 * vq + 0.05 * gq * gq
        const up = mp / (Math.sqrt(vp) + 1e-8)
        const uq = mq / (Math.sqrt(vq) + 1e-8)
        x -= rate * (up * px + uq * qx)
        y -= rate * (up * py + uq * qy)
        x -= 0.01 * lr * x
        y -= 0.01 * lr * y
      }
      a += 0.05 * (gx * gx - a)
      b += 0.05 * (gx * gy - b)
      d += 0.05 * (gy * gy - d)
      if (t === 0) {
        // The first matrix has the gradient for its eigenvector.
        const norm = Math.sqrt(gx * gx + gy * gy)
        px = gx / norm
        py = gy / norm
        qx = -py
        qy = px
      } else if (t % 10 === 0) {
        const mx = mp * px + mq * qx
        const my = mp * py + mq * qy
        const rx = a * px + b * py
        const ry = b * px + d * py
        const sx = a * qx + b * qy
        const sy = b * qx + d * qy
        const isExchanged = sx * qx + sy * qy > rx * px + ry * py
        const firstX = isExchanged ? sx : rx
        const firstY = isExchanged ? sy : ry
        const norm = Math.sqrt(firstX * firstX + firstY * firstY)
        px = firstX / norm
        py = firstY / norm
        // The other row is across, on the side of the other image.
        const turn = (isExchanged ? px * ry - py * rx : px * sy - py * sx) < 0 ? -1 : 1
        qx = -turn * py
        qy = turn * px
        if (isExchanged) {
          const kept = vp
          vp = vq
          vq = kept
        }
        mp = px * mx + py * my
        mq = qx * mx + qy * my
      }
    }
  },
}

export const matrixLoops: Readonly<Record<string, HandLoop>> = { muon, shampoo, soap }
