import { adam, largestSquares } from '../descent/adam'
import {
  averageCoefficients,
  denominatorTerm,
  learningRate,
  maximize,
  weightDecay,
} from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'

export default defineElementwise({
  id: 'adam',
  title: 'Adam',
  group: 'Adaptive',
  description:
    'Momentum and per-coordinate scaling in one, with a correction for their start from zero. Its first step is about the learning rate in every coordinate whatever the gradient, so it is a sound first choice; near a minimum it may circle.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1} \\\\ m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad v_t = \\beta_2 v_{t-1} + (1-\\beta_2)\\, g^2 \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta}{1-\\beta_1^t}\\, \\frac{m_t}{\\sqrt{v_t}/\\sqrt{1-\\beta_2^t} + \\varepsilon} \\end{aligned}',
  citation:
    'D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980, Algorithm 1; AMSGrad: S. J. Reddi, S. Kale, S. Kumar, On the Convergence of Adam and Beyond, ICLR 2018, Algorithm 2. Semantics: PyTorch torch.optim.Adam (weight decay coupled, AMSGrad’s maximum of the uncorrected average).',
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    betas: averageCoefficients([0.9, 0.999]),
    eps: denominatorTerm(1e-8),
    weightDecay,
    amsgrad: largestSquares,
    maximize,
  },
  presets: { lr: 0.1 },
  ...adam('coupled'),
})
