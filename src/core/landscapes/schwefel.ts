import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'schwefel',
  title: 'Schwefel',
  group: 'Many minima',
  description: 'The best minimum is far out in a corner, and the next best is far from it: the general slope misleads.',
  citation: 'H.-P. Schwefel, Numerical Optimization of Computer Models, Wiley, 1981 (problem 2.26)',
  notes: [
    'With the usual constant 418.9829 the minimum is not 0 but 2.5455e-5; the constant that makes it 0 is 418.9828872724337.',
    'On the axes x = 0 and y = 0 the second derivative is infinite, and the gradient cannot be computed from the formula. Outside the box the function has no lower bound.',
  ],
  expression: '2*418.9828872724337 - x*sin(sqrt(abs(x))) - y*sin(sqrt(abs(y)))',
  parameters: {},
  domain: { x: [-500, 500], y: [-500, 500] },
  start: [-120, 260],
  knownPoints: refinedPoints(
    [
      [420.96874635998205, 420.96874635998205, 0, 0.2523670621726437, 0.2523670621726437],
      [-302.52493561191176, 420.96874635998205, 118.43833461443789, 0.2523670621726437, 0.2532892660175764],
      [203.81425264889447, 420.96874635998205, 217.13966939057292, 0.2523670621726437, 0.25487078398319124],
      [-302.52493561191176, -302.52493561191176, 236.87666922887578, 0.2532892660175764, 0.2532892660175764],
      [-124.82935642021526, 420.96874635998205, 296.10671375851786, 0.2523670621726437, 0.2579166797500996],
    ],
    ['exchange'],
  ),
  symmetries: ['exchange'],
  hazards: ['kink', 'unbounded'],
  heightScale: 'linear',
})
