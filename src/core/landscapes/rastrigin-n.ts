import { cos, sin } from '../elementary'
import { separableObjective } from '../objectives/separable'
import { coordinatePlane } from '../slice/slice-pattern'
import { defineLandscape } from '../definitions/landscape'
import rastrigin from './rastrigin'

const TWO_PI = 6.283185307179586

export default defineLandscape({
  id: 'rastrigin-n',
  title: 'Rastrigin in n dimensions',
  group: 'Any dimension',
  description:
    'A bowl covered by an egg box: the number of minima grows exponentially with the dimension, though each coordinate can be solved alone.',
  citation:
    'H. Muehlenbein, M. Schomisch and J. Born, The parallel genetic algorithm as function optimizer, Parallel Computing 17, 1991, 619-632',
  tex: 'f(\\theta) = \\sum_{i=1}^{n} 10 + \\theta_i^2 - 10\\cos(2\\pi\\theta_i)',
  parameters: {},
  dimension: { default: 10, min: 2, max: 1000 },
  objective: (n) =>
    separableObjective(n, {
      value: (x) => 10 + x * x - 10 * cos(TWO_PI * x),
      slope: (x) => 2 * x + 10 * TWO_PI * sin(TWO_PI * x),
      curvature: (x) => 2 + 10 * TWO_PI * TWO_PI * cos(TWO_PI * x),
    }),
  defaultSlice: coordinatePlane,
  domain: rastrigin.domain,
  start: rastrigin.start,
  // The other coordinates rest at 0, where their terms vanish.
  knownPoints: rastrigin.knownPoints,
  hazards: [],
  heightScale: 'linear',
})
