import type { ActivationId } from '../../../core/networks/activations'
import type { LossId } from '../../../core/networks/loss-ids'

/** What the window says of losses. */
export const losses = {
  mse: { title: 'mean square', hint: 'The mean over examples and outputs of (output − target)²' },
  'half-mse': { title: 'half mean square', hint: 'Half the mean over examples and outputs of (output − target)²' },
  'cross-entropy': { title: 'cross-entropy', hint: 'log Σ exp zₖ − z of the right class: one output a class' },
  'binary-cross-entropy': { title: 'logistic', hint: 'log(1 + exp(−m)), m = ±z: one output for two classes' },
  hinge: { title: 'hinge', hint: 'max(0, 1 − m), m = ±z: one output for two classes' },
  '0-1': {
    title: '0–1, not trainable',
    hint: 'The part of examples that are wrong. Its gradient is 0 wherever it exists, so no rule learns from it',
  },
} as const satisfies Readonly<Record<LossId, { readonly title: string; readonly hint: string }>>

/** What the window says of activations. */
export const activations = {
  tanh: 'tanh z, from −1 to 1',
  relu: 'max(0, z)',
  'leaky-relu': 'z, below 0 a hundredth of it',
  sigmoid: '1 / (1 + exp(−z)), from 0 to 1',
  softplus: 'log(1 + exp z), a smooth relu',
  gelu: 'z Φ(z)',
  linear: 'z itself: layers without any other activation are one matrix',
} as const satisfies Readonly<Record<ActivationId, string>>
