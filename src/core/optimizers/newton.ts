import { newtonHyperparameters, newtonMaxDimension, newtonStages, newtonStep } from '../descent/direction/newton-step'
import { defineOptimizer } from '../definitions/optimizer'

export default defineOptimizer({
  id: 'newton',
  title: 'Newton',
  group: 'Second order and line search',
  description:
    'Goes straight to the critical point of the local quadratic model: near a minimum the number of right digits doubles with each step. It is drawn to any critical point, saddles and maxima as well; a line search or damping keeps it descending.',
  tex: '\\theta_t = \\theta_{t-1} - \\eta\\,(H_t + \\delta I)^{-1} g_t, \\qquad H_t = \\nabla^2 J(\\theta_{t-1})',
  citation:
    'J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, Springer, 2006, eq. (3.30), Theorem 3.5 and section 3.4. That it converges to saddles: Y. Dauphin et al., Identifying and attacking the saddle point problem in high-dimensional non-convex optimization, NeurIPS 2014, section 4.',
  needs: ['value', 'gradient', 'gradient-elsewhere', 'hessian'],
  elementwise: false,
  maxDimension: newtonMaxDimension,
  smoothOnly: true,
  stages: newtonStages,
  hyperparameters: newtonHyperparameters,
  init: () => ({}),
  step: (_state, hyper, input) => newtonStep(hyper, input, 'signed'),
})
