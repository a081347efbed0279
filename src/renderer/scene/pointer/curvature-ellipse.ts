import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import type { ProbeMark } from '../stage'
import { halfWidths } from '../stage-model'
import { strokeLine, type PlaceOf } from './draped-line'

/** The longer semi-axis, as a part of the domain's half-width. */
const longest = 0.3
const pieces = 72
/** Of the longer axis, beyond which the ellipse is but a line. */
const thinnest = 1e-4

/**
 * The ellipse on which the quadratic of the curvature, |H|, has one height: its axes are to each other as 1 to the
 * square root of the ratio of the curvatures, so that a valley a hundred times steeper across is ten times as long as
 * wide. As points of the plane; empty where nothing curves.
 */
export function curvatureEllipse(
  { at, eigenvalues, eigenvectors }: Pick<ProbeMark, 'at' | 'eigenvalues' | 'eigenvectors'>,
  domain: Domain,
): (readonly [number, number])[] {
  const [halfX, halfY] = halfWidths(domain)
  const largest = Math.max(...eigenvalues.map(Math.abs))
  if (!(largest > 0) || !Number.isFinite(largest)) return []
  const axes = eigenvectors.map(([vx, vy], k) => {
    const length = 1 / Math.max(thinnest, Math.sqrt(Math.abs(eigenvalues[k]!) / largest))
    return [vx * length, vy * length] as const
  })
  const extent = Math.max(...axes.map(([x, y]) => Math.hypot(x / halfX, y / halfY)))
  const [[ux, uy], [vx, vy]] = axes as [readonly [number, number], readonly [number, number]]
  return Array.from({ length: pieces + 1 }, (_, k) => {
    const [c, s] = [Math.cos((2 * Math.PI * k) / pieces), Math.sin((2 * Math.PI * k) / pieces)]
    const scale = longest / extent
    return [at[0] + scale * (c * ux + s * vx), at[1] + scale * (c * uy + s * vy)] as const
  })
}

/** Whole in a bowl, a valley and on a top; dashed where the surface curves up one way and down the other. */
export function drawCurvatureEllipse(context: Context2D, probe: ProbeMark, domain: Domain, placeOf: PlaceOf): void {
  const isDefinite = probe.eigenvalues[0] * probe.eigenvalues[1] > 0
  const style = { color: '#ffffff', width: 1.6, ...(isDefinite ? {} : { dash: [2, 6] }) }
  let part: (readonly [number, number])[] = []
  const end = () => {
    if (part.length > 1) strokeLine(context, part, style)
    part = []
  }
  for (const [x, y] of curvatureEllipse(probe, domain)) {
    const place = placeOf(x, y)
    if (place === undefined) end()
    else part.push(place)
  }
  end()
}
