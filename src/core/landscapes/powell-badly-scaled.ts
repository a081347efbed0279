import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'powell-badly-scaled',
  title: 'Powell badly scaled',
  group: 'Valleys',
  description:
    'The minimum lies where x is a hundred-thousandth and y is nine: curvatures differ by a factor of 7 10^17, more than double precision can hold side by side.',
  citation:
    'M. J. D. Powell, A hybrid method for nonlinear equations, in P. Rabinowitz (editor), Numerical Methods for Nonlinear Algebraic Equations, Gordon and Breach, 1970, 87-114; problem 3 of J. J. More, B. S. Garbow and K. E. Hillstrom, Testing unconstrained optimization software, ACM Transactions on Mathematical Software 7(1), 1981, 17-41',
  notes: [
    'The collection gives no box. This one is stretched around the minimum, because in one with equal scales nothing of the valley x y = 10^-4 can be seen.',
    'It starts at (0, 1), as the collection does. Exchanging x and y gives a second minimum, outside this box.',
  ],
  expression: '(10^4*x*y - 1)^2 + (exp(-x) + exp(-y) - 1.0001)^2',
  parameters: {},
  domain: { x: [0, 5e-5], y: [0, 12] },
  start: [0, 1],
  knownPoints: refinedPoints([[1.0981593296998175e-5, 9.106146739866524, 0, 2.4101361339573038e-8, 16584381691.62042]]),
  symmetries: ['exchange'],
  hazards: ['ill-conditioned', 'flat'],
  heightScale: 'log',
})
