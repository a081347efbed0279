import { finish } from '../../src/core/pieces'
import { surfaceRows } from '../../src/core/analysis/maps/surface'
import type { Place, Plane } from './plane-landscape'

const n = 161
const starts = 12
const mostMoves = 400

/**
 * The lowest place of the domain that compass searches find from the lowest points of a grid: no derivative is asked,
 * so that kinks and edges are searched like the rest. Source: T. G. Kolda, R. M. Lewis and V. Torczon, Optimization by
 * direct search, SIAM Review 45(3), 2003 (section 1).
 */
export function lowestFound(plane: Plane): { readonly at: Place; readonly value: number } {
  const values = new Float64Array(n * n)
  finish(surfaceRows(plane.expression, plane.defaults, plane.definition.domain, [n, n], false)(0, n, values))
  const order = Array.from(values.keys())
    .filter((k) => Number.isFinite(values[k]))
    .sort((a, b) => values[a]! - values[b]!)
  return order
    .slice(0, starts)
    .map((k) => descend(plane, (k % n) / (n - 1), Math.floor(k / n) / (n - 1)))
    .reduce((best, other) => (other.value < best.value ? other : best))
}

function descend(plane: Plane, u: number, v: number): { readonly at: Place; readonly value: number } {
  const within = (fraction: number): number => Math.min(1, Math.max(0, fraction))
  let value = plane.value(plane.at(u, v))
  let step = 1 / n
  // In a bent valley the steps become small and many.
  for (let moves = 0; moves < mostMoves && step > 1e-9; moves++) {
    const best = [
      [u + step, v],
      [u - step, v],
      [u, v + step],
      [u, v - step],
    ]
      .map(([a, b]) => {
        const at = [within(a!), within(b!)] as const
        return { at, value: plane.value(plane.at(...at)) }
      })
      .reduce((least, other) => (other.value < least.value ? other : least))
    if (best.value < value) {
      value = best.value
      u = best.at[0]
      v = best.at[1]
    } else step /= 2
  }
  return { at: plane.at(u, v), value }
}
