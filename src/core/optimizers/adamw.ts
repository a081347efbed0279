import { adam, largestSquares } from '../descent/adam'
import {
  averageCoefficients,
  decoupledDecay,
  denominatorTerm,
  learningRate,
  maximize,
} from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'

export default defineElementwise({
  id: 'adamw',
  title: 'AdamW',
  group: 'Adaptive',
  description:
    'Adam whose weight decay shrinks theta directly instead of entering the gradient, where the division by its root mean square would undo it. The usual choice for training large networks.',
  tex: '\\begin{aligned} m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g_t, \\qquad v_t = \\beta_2 v_{t-1} + (1-\\beta_2)\\, g_t^2 \\\\ \\theta_t &= (1-\\eta\\lambda)\\,\\theta_{t-1} - \\frac{\\eta}{1-\\beta_1^t}\\, \\frac{m_t}{\\sqrt{v_t}/\\sqrt{1-\\beta_2^t} + \\varepsilon} \\end{aligned}',
  citation:
    'I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019, arXiv:1711.05101, Algorithm 2. Semantics: PyTorch torch.optim.AdamW (the decay is multiplied by the learning rate).',
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    betas: averageCoefficients([0.9, 0.999]),
    eps: denominatorTerm(1e-8),
    weightDecay: decoupledDecay(1e-2),
    amsgrad: largestSquares,
    maximize,
  },
  presets: { lr: 0.1 },
  ...adam('decoupled'),
})
