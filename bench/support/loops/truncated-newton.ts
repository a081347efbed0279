import { strongWolfe, trial } from './line-search'
import { curvatureXX, curvatureXY, curvatureYY, record, slopeX, slopeY, value } from './loop'
import type { HandLoop } from './loop'

/** The rules that minimise the quadratic model by conjugate gradients, a Hessian-vector product an inner iteration. */

/** The model's step, and by how much it lowers the model. */
const model = { x: NaN, y: NaN, fall: NaN, isOnBoundary: false, products: 0 }

/** Minimises the model at (x, y) with its gradient, within the radius. */
function minimizeModel(x: number, y: number, gx: number, gy: number, radius: number): void {
  const a = curvatureXX(x, y)
  const b = curvatureXY(x)
  const size = Math.sqrt(gx * gx + gy * gy)
  const tolerance = Math.min(0.5, Math.sqrt(size)) * size
  let [px, py, fall] = [0, 0, 0]
  let rx = gx
  let ry = gy
  let dx = -gx
  let dy = -gy
  let squares = rx * rx + ry * ry
  let products = 0
  let isOnBoundary = false
  while (products < 40) {
    const hx = a * dx + b * dy
    const hy = b * dx + curvatureYY * dy
    products++
    const curvature = dx * hx + dy * hy
    const slope = rx * dx + ry * dy
    const length = squares / curvature
    const toX = px + length * dx
    const toY = py + length * dy
    const isConvex = curvature > 0
    if (radius < Infinity && !(isConvex && Math.sqrt(toX * toX + toY * toY) < radius)) {
      // To the boundary: ahead, or to its lower end where the model is not convex.
      const square = dx * dx + dy * dy
      const middle = 2 * (px * dx + py * dy)
      const sum =
        middle + (middle < 0 ? -1 : 1) * Math.sqrt(middle * middle - 4 * square * (px * px + py * py - radius * radius))
      const root1 = -sum / (2 * square)
      const root2 = (-2 * (px * px + py * py - radius * radius)) / sum
      const ahead = Math.max(root1, root2)
      const behind = Math.min(root1, root2)
      const changeAhead = ahead * slope + 0.5 * ahead * ahead * curvature
      const changeBehind = behind * slope + 0.5 * behind * behind * curvature
      const isBehind = !isConvex && changeBehind < changeAhead
      px += (isBehind ? behind : ahead) * dx
      py += (isBehind ? behind : ahead) * dy
      fall -= isBehind ? changeBehind : changeAhead
      isOnBoundary = true
      break
    }
    if (!isConvex) {
      if (products === 1) {
        px = dx
        py = dy
      }
      break
    }
    px = toX
    py = toY
    fall -= length * slope + 0.5 * length * length * curvature
    rx += length * hx
    ry += length * hy
    const nextSquares = rx * rx + ry * ry
    if (Math.sqrt(nextSquares) <= tolerance) break
    const beta = nextSquares / squares
    dx = beta * dx - rx
    dy = beta * dy - ry
    squares = nextSquares
  }
  model.x = px
  model.y = py
  model.fall = fall
  model.isOnBoundary = isOnBoundary
  model.products = products
}

const newtonCG: HandLoop = {
  hyper: {},
  run(out, x, y) {
    let previousLength = NaN
    let loss = value(x, y)
    let gx = slopeX(x, y)
    let gy = slopeY(x, y)
    for (let t = 0, evaluations = 1; ; t++) {
      if (!record(out, t, evaluations, x, y, loss, gx, gy)) return t
      if (Math.max(Math.abs(gx), Math.abs(gy)) <= 0 || previousLength <= 1e-5) return t
      minimizeModel(x, y, gx, gy, Infinity)
      const dx = model.x
      const dy = model.y
      const slope = gx * dx + gy * dy
      evaluations += model.products + strongWolfe(x, y, dx, dy, loss, slope, 1, 0.9)
      previousLength = (Math.abs(trial.t * dx) + Math.abs(trial.t * dy)) / 2
      x = trial.x
      y = trial.y
      loss = trial.loss
      gx = trial.gx
      gy = trial.gy
    }
  },
}

const trustRegion: HandLoop = {
  hyper: {},
  run(out, x, y) {
    let radius = 1
    let loss = value(x, y)
    let gx = slopeX(x, y)
    let gy = slopeY(x, y)
    for (let t = 0, evaluations = 1; ; t++) {
      if (!record(out, t, evaluations, x, y, loss, gx, gy)) return t
      if (Math.sqrt(gx * gx + gy * gy) <= 1e-4) return t
      minimizeModel(x, y, gx, gy, radius)
      const toX = x + model.x
      const toY = y + model.y
      const lossThere = value(toX, toY)
      const slopeThereX = slopeX(toX, toY)
      const slopeThereY = slopeY(toX, toY)
      evaluations += model.products + 1
      const ratio = (loss - lossThere) / model.fall
      if (!(ratio >= 0.25)) radius *= 0.25
      else if (ratio > 0.75 && model.isOnBoundary) radius = Math.min(2 * radius, 1000)
      if (!(ratio > 0.15)) continue
      x = toX
      y = toY
      loss = lossThere
      gx = slopeThereX
      gy = slopeThereY
    }
  },
}

export const truncatedNewtonLoops: Readonly<Record<string, HandLoop>> = {
  'newton-cg': newtonCG,
  'trust-region': trustRegion,
}
