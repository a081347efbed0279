import { adam } from '../descent/adam'
import {
  averageCoefficients,
  denominatorTerm,
  learningRate,
  maximize,
  weightDecay,
} from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'

export default defineElementwise({
  id: 'amsgrad',
  title: 'AMSGrad',
  group: 'Adaptive',
  description:
    'Adam that divides by the largest average of squared gradients it has seen, so that no coordinate’s rate rises again. It mends the cases where Adam forgets a rare large gradient and does not converge, and pays with caution after a steep start.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1} \\\\ m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad v_t = \\beta_2 v_{t-1} + (1-\\beta_2)\\, g^2, \\qquad \\hat v_t = \\max(\\hat v_{t-1}, v_t) \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta}{1-\\beta_1^t}\\, \\frac{m_t}{\\sqrt{\\hat v_t}/\\sqrt{1-\\beta_2^t} + \\varepsilon} \\end{aligned}',
  citation:
    'S. J. Reddi, S. Kale, S. Kumar, On the Convergence of Adam and Beyond, ICLR 2018, arXiv:1904.09237, Algorithm 2. Semantics: PyTorch torch.optim.Adam with amsgrad=True (the maximum is of the uncorrected average; both averages are then corrected for their start from zero, which the source does not do).',
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    betas: averageCoefficients([0.9, 0.999]),
    eps: denominatorTerm(1e-8),
    weightDecay,
    maximize,
  },
  presets: { lr: 0.1 },
  ...adam('coupled', true),
})
