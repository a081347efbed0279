import { newtonHyperparameters, newtonMaxDimension, newtonStages, newtonStep } from '../descent/direction/newton-step'
import { defineOptimizer } from '../definitions/optimizer'

export default defineOptimizer({
  id: 'saddle-free-newton',
  title: 'Saddle-free Newton',
  group: 'Second order and line search',
  description:
    'Newton’s step with every curvature taken by its size: along downward curvature, where Newton climbs back to the saddle, it runs away from it. Near a minimum it is Newton’s method.',
  tex: '\\theta_t = \\theta_{t-1} - \\eta\\, V (|\\Lambda| + \\delta I)^{-1} V^{\\mathsf T} g_t, \\qquad \\nabla^2 J(\\theta_{t-1}) = V \\Lambda V^{\\mathsf T}',
  citation:
    'Y. Dauphin, R. Pascanu, C. Gulcehre, K. Cho, S. Ganguli, Y. Bengio, Identifying and attacking the saddle point problem in high-dimensional non-convex optimization, NeurIPS 2014, arXiv:1406.2572, Algorithm 1, with the whole Hessian instead of a Krylov subspace and a fixed damping instead of the best of several.',
  needs: ['value', 'gradient', 'gradient-elsewhere', 'hessian'],
  elementwise: false,
  maxDimension: newtonMaxDimension,
  smoothOnly: true,
  stages: newtonStages,
  hyperparameters: newtonHyperparameters,
  init: () => ({}),
  step: (_state, hyper, input) => newtonStep(hyper, input, 'absolute'),
})
