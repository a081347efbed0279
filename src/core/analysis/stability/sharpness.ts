import { extremeEigenvalues } from '../../linalg/lanczos'
import type { StabilityLimit } from '../../definitions/optimizer'
import type { Product } from '../../linalg/krylov'
import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import { curvatureAt } from '../spectrum/curvature-at'

/** How sharp J is at a point, as a rule feels it. */
export interface Sharpness {
  /** The largest eigenvalue of P^-1 (H + shift I): of H itself where the rule has no limit. */
  readonly largest: number
  /** |M v - lambda v| of the symmetric M = P^-1/2 (H + shift I) P^-1/2, which has the same eigenvalues; |v| = 1. */
  readonly residual: number
}

/** Some digits more than a chart shows, in few products. */
const tolerance = 1e-8
/** Enough for a gap of a thousandth of the spectrum. */
const mostProducts = 1000

/**
 * The largest eigenvalue at theta of the matrix that a rule's limit is about, by Lanczos' method. NaN where J's Hessian
 * is not finite. A coordinate of which P is 0 does not move, and has no part in it.
 */
export function* sharpnessAt(
  objective: Objective,
  theta: Float64Array,
  limit: Pick<StabilityLimit, 'shift' | 'preconditioner'> = { shift: 0 },
): Pieces<Sharpness> {
  const { dimension: n, product } = curvatureAt(objective, theta)
  const settings = { count: 1, ends: 'largest', isSimple: true, tolerance, seed: 0, mostProducts } as const
  const { values, residuals } = yield* extremeEigenvalues(preconditioned(product, limit), n, settings)
  return { largest: values[0]!, residual: residuals[0]! }
}

/** S (H + shift I) S, S = P^-1/2. */
function preconditioned(
  product: Product,
  { shift, preconditioner }: Pick<StabilityLimit, 'shift' | 'preconditioner'>,
): Product {
  const scale = preconditioner?.map((entry) => (entry > 0 ? 1 / Math.sqrt(entry) : 0))
  if (scale === undefined && shift === 0) return product
  return function* (v, out) {
    const scaled = scale === undefined ? v : v.map((entry, i) => scale[i]! * entry)
    const rest = product(scaled, out)
    if (rest !== undefined) yield* rest
    for (let i = 0; i < out.length; i++) out[i] = (scale?.[i] ?? 1) * (out[i]! + shift * scaled[i]!)
  }
}
