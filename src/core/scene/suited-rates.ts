import { findOptimizer, optimizers } from '../catalogue/optimizers'
import { checkHyperparameters } from '../definitions/hyperparameters'

/**
 * What a learning rate is a part of. A rule that multiplies the gradient has the unit length^2 / loss: a part of 1 / L,
 * where L is a curvature that a twentieth of the surface exceeds, so that gradient descent stays below its stability
 * limit 2 / L nearly everywhere. A rule that divides by the gradient's size steps a length: a part of the surface's
 * extent. The rates of all others are numbers without a unit, and suit any surface as they are.
 */
const parts: Readonly<Record<string, { readonly per: 'curvature' | 'extent'; readonly factor: number }>> = {
  sgd: { per: 'curvature', factor: 1 },
  asgd: { per: 'curvature', factor: 1 },
  sgld: { per: 'curvature', factor: 1 },
  'perturbed-gradient-descent': { per: 'curvature', factor: 1 },
  momentum: { per: 'curvature', factor: 0.3 },
  nesterov: { per: 'curvature', factor: 0.3 },
  'nesterov-lookahead': { per: 'curvature', factor: 0.3 },
  sam: { per: 'curvature', factor: 0.3 },
  // These average gradients, where momentum adds them up: a tenth of each counts.
  'heavy-ball': { per: 'curvature', factor: 3 },
  qhm: { per: 'curvature', factor: 1 },
  adagrad: { per: 'extent', factor: 0.1 },
  rmsprop: { per: 'extent', factor: 0.005 },
  adam: { per: 'extent', factor: 0.02 },
  adamw: { per: 'extent', factor: 0.02 },
  adamax: { per: 'extent', factor: 0.02 },
  amsgrad: { per: 'extent', factor: 0.02 },
  nadam: { per: 'extent', factor: 0.01 },
  radam: { per: 'extent', factor: 0.01 },
  lion: { per: 'extent', factor: 0.005 },
  'sophia-h': { per: 'extent', factor: 0.005 },
  rprop: { per: 'extent', factor: 0.02 },
  muon: { per: 'extent', factor: 0.01 },
  soap: { per: 'extent', factor: 0.01 },
}

/** What a surface gives rates their size by. */
export interface SurfaceScale {
  /** L, loss / length^2. */
  readonly curvature: number
  /** Its shorter side: a step of it is large in any direction. */
  readonly extent: number
}

/** The learning rate that suits a surface, to two digits; undefined where the rule's preset is as good as any. */
export function suitedRate(optimizer: string, { curvature, extent }: SurfaceScale): number | undefined {
  const part = parts[optimizer]
  const definition = findOptimizer(optimizer)
  if (part === undefined || definition === undefined) return undefined
  const unit = { curvature: 1 / curvature, extent }[part.per]
  const lr = Number((part.factor * unit).toPrecision(2))
  // A plane has no curvature, and a surface of 1e-300 a rate beyond all ranges.
  return checkHyperparameters(definition, { lr }, optimizer).value === undefined ? undefined : lr
}

/** Those of all rules that have one. */
export function suitedRates(scale: SurfaceScale): Readonly<Record<string, number>> {
  return Object.fromEntries(
    optimizers.flatMap(({ id }) => {
      const rate = suitedRate(id, scale)
      return rate === undefined ? [] : [[id, rate]]
    }),
  )
}
