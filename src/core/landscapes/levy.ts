import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'levy',
  title: 'Levy',
  group: 'Many minima',
  description:
    'Waves across a bowl, whose axes differ: the coordinates can be solved alone, each through a row of minima.',
  citation:
    'after A. V. Levy and A. Montalvo, The tunneling algorithm for the global minimization of functions, SIAM Journal on Scientific and Statistical Computing 6(1), 1985, 15-29; this form in S. Surjanovic and D. Bingham, Virtual Library of Simulation Experiments: Test Functions and Datasets, Simon Fraser University, 2013',
  expression:
    'u = (x - 1)/4; v = (y - 1)/4; sin(pi*(1 + u))^2 + u^2*(1 + 10*sin(pi*(1 + u) + 1)^2) + v^2*(1 + sin(2*pi*(1 + v))^2)',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [-1.7, 0.3],
  knownPoints: refinedPoints([
    [1, 1, 0, 0.125, 2.243792322978134],
    [1, 4.890649608461714, 0.9737115955768498, 2.243792322978134, 4.00993290672319],
    [3.79108219045051, 1, 1.1604532106739116, 0.125, 6.2593748025195515],
    [1, 4.256662218677807, 1.2237006012831848, -2.9563884457102367, 2.243792322978134],
    [2.7688604518537936, 1, 2.076116755809091, -3.750707368289205, 0.125],
  ]),
  hazards: [],
  heightScale: 'log',
})
