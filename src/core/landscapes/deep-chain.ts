import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'deep-chain',
  title: 'Deep chain of one weight',
  group: 'Deep learning',
  description:
    'One weight w in each of t layers and a last weight v, y = v w^t: below |w| = 1 a plateau, above it a cliff, both the steeper in contrast the deeper the chain.',
  citation:
    'after I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, MIT Press, 2016, sections 8.2.4 and 8.2.5: multiplying by the same weight many times',
  notes: [
    'x is the weight w and y the last weight v, or the input that is multiplied: the loss is that of y = v w^t against 1. At v = 1 and depth 20 its slope along w is -0.28491 at w = 0.8 and 23857.2 at w = 1.2.',
    'The minima are the whole curve v w^t = 1, on which one eigenvalue is 0; three of its points stand for it here. Below w = 1 lies a plateau of loss 1/2, the flatter the deeper the chain: at w = 0 all derivatives vanish up to the order t - 1.',
  ],
  expression: '(y*x^t - 1)^2/2',
  parameters: {
    t: {
      description: 'depth: how many layers share the weight',
      symbol: 't',
      default: 20,
      min: 2,
      max: 50,
      scale: 'linear',
      integer: true,
    },
  },
  domain: { x: [0.5, 1.25], y: [-0.5, 2] },
  start: [0.8, 1.6],
  knownPoints: refinedPoints([
    [1, 1, 0, 0, 401],
    [1.1, 0.1486436280241437, 0, 0, 375.8377679648702],
    [1.2, 0.026084053304588826, 0, 0, 1747.5493457468642],
  ]),
  hazards: ['degenerate', 'flat'],
  heightScale: 'log',
})
