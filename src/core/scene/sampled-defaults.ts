import type { Domain } from '../domain'
import { usualCurvature } from '../analysis/scale/usual-curvature'
import { fitGrid, type SampledGrid, sampledGridObjective } from '../objectives/sampled-grid'
import type { Objective } from '../objectives/objective'
import { finish } from '../pieces'
import { defaultStart } from './defaults'
import { defaultRacers, type SceneRacer } from './racer'
import { suitedRate } from './suited-rates'

/** What a scene of a measured surface begins with where it names neither start nor racers. */
export interface SampledDefaults {
  readonly start: readonly [number, number]
  readonly racers: readonly SceneRacer[]
}

/**
 * The start is the usual one, or where nothing was measured there the known point of the grid nearest to it. Learning
 * rates suit the surface's own scale, which presets cannot know: see `suitedRate`.
 */
export function sampledDefaults(grid: SampledGrid, domain: Domain): SampledDefaults {
  const objective = sampledGridObjective(fitGrid(grid))
  return { start: knownStart(grid, objective, domain), racers: scaledRacers(grid, objective) }
}

function knownStart({ x, y }: SampledGrid, objective: Objective, domain: Domain): readonly [number, number] {
  const wanted = defaultStart(domain)
  if (Number.isFinite(objective.value(Float64Array.from(wanted)))) return wanted
  const [width, height] = [domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]]
  let best = wanted
  let least = Infinity
  for (const b of y) {
    for (const a of x) {
      if (a < domain.x[0] || a > domain.x[1] || b < domain.y[0] || b > domain.y[1]) continue
      const [u, v] = [(a - wanted[0]) / width, (b - wanted[1]) / height]
      if (u * u + v * v >= least || !Number.isFinite(objective.value(Float64Array.of(a, b)))) continue
      best = [a, b]
      least = u * u + v * v
    }
  }
  return best
}

function scaledRacers(grid: SampledGrid, objective: Objective): readonly SceneRacer[] {
  const scale = { curvature: finish(usualCurvature(objective, knotsOf(grid))), extent: extentOf(grid) }
  return defaultRacers().map((racer) => {
    const lr = suitedRate(racer.optimizer, scale)
    return lr === undefined ? racer : { ...racer, hyper: { ...racer.hyper, lr } }
  })
}

/** The shorter side: a step of it is large in any direction. */
function extentOf({ x, y }: SampledGrid): number {
  return Math.min(x.at(-1)! - x[0]!, y.at(-1)! - y[0]!)
}

/** Knots looked at, spread over the grid. */
const sampledKnots = 4096

function* knotsOf({ x, y }: SampledGrid): Generator<Float64Array, void, void> {
  const stride = Math.max(1, Math.ceil(Math.sqrt((x.length * y.length) / sampledKnots)))
  for (let j = 0; j < y.length; j += stride)
    for (let i = 0; i < x.length; i += stride) yield Float64Array.of(x[i]!, y[j]!)
}
