import type { ActivationId } from '../networks/activations'

/**
 * Factors c of a unit's output that the layer above can undo, because activation(c z) = c activation(z): -1 of an odd
 * function, all above 0 of a positively homogeneous one, all but 0 of the identity. The sigmoid's -1 is another:
 * sigmoid(-z) = 1 - sigmoid(z), undone by the biases above. Source: H. J. Sussmann, Uniqueness of the weights for
 * minimal feedforward nets with a given input-output map, Neural Networks 5, 1992; L. Dinh et al., Sharp minima can
 * generalize for deep nets, ICML 2017, section 3.
 */
export type Freedom = 'none' | 'sign' | 'positive' | 'any'

export const freedomOf: Readonly<Record<ActivationId, Freedom>> = {
  linear: 'any',
  tanh: 'sign',
  sigmoid: 'sign',
  relu: 'positive',
  'leaky-relu': 'positive',
  softplus: 'none',
  gelu: 'none',
}

/** Whether units of this activation may be scaled by a factor. */
export function isFree(activation: ActivationId, factor: number): boolean {
  const freedom = freedomOf[activation]
  if (factor === 1 || freedom === 'any') return factor !== 0
  return freedom === 'sign' ? factor === -1 : freedom === 'positive' && factor > 0
}
