import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import type { ProbeMark } from '../stage'

/** Half of one eigenvector's line: the way from the probed point outwards. */
export interface CrossArm {
  readonly sign: 'up' | 'down' | 'flat'
  readonly points: readonly (readonly [number, number])[]
}

const armColors = { up: '#ff9f5a', down: '#5ab8ff', flat: '#d8dde4' } as const
/** The longest arm, as a part of the domain's half-width. */
const longest = 0.2
const pieces = 12

/**
 * The four arms of a probe's cross. An arm is longer the larger its eigenvalue is beside the other (by the square root,
 * or the smaller would vanish), and never shorter than a third.
 */
export function probeArms(probe: ProbeMark, { x, y }: Domain): CrossArm[] {
  const largest = Math.max(...probe.eigenvalues.map(Math.abs))
  const [halfX, halfY] = [(x[1] - x[0]) / 2, (y[1] - y[0]) / 2]
  return probe.eigenvectors.flatMap(([vx, vy], k) => {
    const value = probe.eigenvalues[k]!
    if (![vx, vy, value].every(Number.isFinite)) return []
    const sign = Math.abs(value) <= 1e-12 * largest || value === 0 ? 'flat' : value > 0 ? 'up' : 'down'
    const part = 0.34 + 0.66 * Math.sqrt(largest > 0 ? Math.abs(value) / largest : 0)
    // equal lengths on screen, seen from above, whatever the domain's sides
    const scale = (longest * part) / Math.hypot(vx / halfX, vy / halfY)
    return [1, -1].map((direction) => ({
      sign,
      points: Array.from({ length: pieces + 1 }, (_, i): readonly [number, number] => {
        const reach = (direction * scale * i) / pieces
        return [probe.at[0] + vx * reach, probe.at[1] + vy * reach]
      }),
    }))
  })
}

/**
 * Strokes an arm with an arrowhead that shows where descent goes: inwards where the surface curves up, outwards where
 * it curves down.
 */
export function drawArm(
  context: Context2D,
  points: readonly (readonly [number, number])[],
  sign: CrossArm['sign'],
): void {
  if (points.length < 3) return
  const head = sign === 'flat' ? [] : arrowHead(points, sign)
  context.save()
  context.lineCap = context.lineJoin = 'round'
  for (const [color, width] of [
    ['rgba(8, 11, 15, 0.85)', 5],
    [armColors[sign], 2.4],
  ] as const) {
    context.strokeStyle = context.fillStyle = color
    context.lineWidth = width
    context.beginPath()
    points.forEach(([x, y]) => context.lineTo(x, y))
    context.stroke()
    context.beginPath()
    head.forEach(([x, y]) => context.lineTo(x, y))
    context.closePath()
    context.lineWidth = width === 5 ? 4 : 1.2
    context.stroke()
    context.fill()
  }
  context.restore()
}

function arrowHead(points: readonly (readonly [number, number])[], sign: 'up' | 'down'): (readonly [number, number])[] {
  const last = points.length - 1
  const [tip, behind] =
    sign === 'down'
      ? [points[last]!, points[last - 2]!]
      : [points[Math.ceil(last / 2)]!, points[Math.ceil(last / 2) + 1]!]
  const length = Math.hypot(tip[0] - behind[0], tip[1] - behind[1])
  if (length < 1e-6) return []
  const [dx, dy] = [(tip[0] - behind[0]) / length, (tip[1] - behind[1]) / length]
  const [long, half] = [8, 4]
  const base = [tip[0] - dx * long, tip[1] - dy * long] as const
  return [tip, [base[0] - dy * half, base[1] + dx * half], [base[0] + dy * half, base[1] - dx * half]]
}
