import type { PathData, SurfaceGrid } from '../../src/renderer/scene/stage'
import { markerShapes } from '../../src/core/scene/palette'
import { palette } from '../../src/core/scene/palette'

/** The one picture that all drawing benchmarks draw: Himmelblau's function on a 256 x 256 grid, and six paths on it. */
export const domain = { x: [-5, 5], y: [-5, 5] } as const
export const resolution = 256
const steps = 200

function value(x: number, y: number): number {
  return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2
}

function gradient(x: number, y: number): readonly [number, number] {
  const [u, v] = [x * x + y - 11, x + y * y - 7]
  return [4 * x * u + 2 * v, 2 * u + 4 * y * v]
}

export function coordinates(): number[] {
  return Array.from({ length: resolution }, (_, i) => -5 + (10 * i) / (resolution - 1))
}

/** Rows of values, y ascending. */
export function rows(): number[][] {
  const axis = coordinates()
  return axis.map((y) => axis.map((x) => value(x, y)))
}

export function grid(): SurfaceGrid {
  const axis = coordinates()
  const values = rows().flat()
  const reference = Math.min(...values)
  return {
    domain,
    nx: resolution,
    ny: resolution,
    heights: Float32Array.from(values, (f) => f - reference),
    gradients: Float32Array.from(axis.flatMap((y) => axis.flatMap((x) => gradient(x, y)))),
    reference,
    span: Math.max(...values) - reference,
  }
}

/** Gradient descent from six starts; each point with its value, for a peer that draws lines in space. */
export function paths(): readonly (PathData & { readonly loss: Float64Array })[] {
  const starts = [
    [-4.5, 4.5],
    [4.5, 4.5],
    [4.5, -4.5],
    [-4.5, -4.5],
    [0, 4.5],
    [0.5, -4.5],
  ] as const
  return starts.map((start, racer) => {
    const points = new Float64Array(2 * (steps + 1))
    const loss = new Float64Array(steps + 1)
    let [x, y]: readonly number[] = start
    for (let step = 0; step <= steps; step++) {
      points.set([x!, y!], 2 * step)
      loss[step] = value(x!, y!)
      const [gx, gy] = gradient(x!, y!)
      ;[x, y] = [x! - 0.0015 * gx, y! - 0.0015 * gy]
    }
    return {
      id: `path ${racer + 1}`,
      color: palette[racer]!,
      marker: markerShapes[racer]!,
      visible: true,
      count: steps + 1,
      clock: Float64Array.from({ length: steps + 1 }, (_, step) => step),
      points,
      loss,
    }
  })
}
