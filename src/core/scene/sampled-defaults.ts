import type { Domain } from '../domain'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { fitGrid, type SampledGrid, sampledGridObjective } from '../objectives/sampled-grid'
import type { Objective } from '../objectives/objective'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { findOptimizer } from '../catalogue/optimizers'
import { defaultStart } from './defaults'
import { defaultRacers, type SceneRacer } from './racer'

/** What a scene of a measured surface begins with where it names neither start nor racers. */
export interface SampledDefaults {
  readonly start: readonly [number, number]
  readonly racers: readonly SceneRacer[]
}

/**
 * The start is the usual one, or where nothing was measured there the known point of the grid nearest to it. Learning
 * rates suit the surface's own scale, which presets cannot know: see `learningRates`.
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

/**
 * Learning rates by the surface's scale. A rule that multiplies the gradient has the unit length^2 / loss: a fraction
 * of 1 / L, where L is a curvature that a twentieth of the surface exceeds, so that gradient descent stays below its
 * stability limit 2 / L nearly everywhere. A rule that divides by the gradient's size steps a length: a fraction of the
 * surface's extent.
 */
const learningRates: Readonly<Record<string, { readonly per: 'curvature' | 'extent'; readonly factor: number }>> = {
  sgd: { per: 'curvature', factor: 1 },
  momentum: { per: 'curvature', factor: 0.3 },
  nesterov: { per: 'curvature', factor: 0.3 },
  adagrad: { per: 'extent', factor: 0.1 },
  rmsprop: { per: 'extent', factor: 0.005 },
  adam: { per: 'extent', factor: 0.02 },
}

function scaledRacers(grid: SampledGrid, objective: Objective): readonly SceneRacer[] {
  const units = { curvature: 1 / usualCurvature(grid, objective), extent: extentOf(grid) }
  return defaultRacers().map((racer) => {
    const rule = learningRates[racer.optimizer]
    const definition = findOptimizer(racer.optimizer)!
    if (rule === undefined) return racer
    const lr = Number((rule.factor * units[rule.per]).toPrecision(2))
    // A plane has no curvature, and a surface of 1e-300 a rate beyond all ranges: there the preset is as good as any.
    const { value: hyper } = checkHyperparameters(definition, { ...racer.hyper, lr }, racer.id)
    return hyper === undefined ? racer : { ...racer, hyper }
  })
}

/** The shorter side: a step of it is large in any direction. */
function extentOf({ x, y }: SampledGrid): number {
  return Math.min(x.at(-1)! - x[0]!, y.at(-1)! - y[0]!)
}

/** Knots looked at, spread over the grid. */
const sampledKnots = 4096

/** The size of the larger eigenvalue of the Hessian that 95 % of the knots stay below. */
function usualCurvature({ x, y }: SampledGrid, objective: Objective): number {
  const stride = Math.max(1, Math.ceil(Math.sqrt((x.length * y.length) / sampledKnots)))
  const hessian = new Float64Array(4)
  const values = new Float64Array(2)
  const vectors = new Float64Array(4)
  const sizes: number[] = []
  for (let j = 0; j < y.length; j += stride) {
    for (let i = 0; i < x.length; i += stride) {
      objective.hessian(Float64Array.of(x[i]!, y[j]!), hessian)
      symmetricEigen(hessian, 2, values, vectors)
      const size = Math.max(Math.abs(values[0]!), Math.abs(values[1]!))
      if (Number.isFinite(size)) sizes.push(size)
    }
  }
  sizes.sort((a, b) => a - b)
  return sizes[Math.floor(0.95 * (sizes.length - 1))] ?? 0
}
