import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'bohachevsky-1',
  title: 'Bohachevsky 1',
  group: 'Many minima',
  description: 'A bowl with cosine waves of two lengths: a ring of shallow minima around the best one.',
  citation:
    'I. O. Bohachevsky, M. E. Johnson and M. L. Stein, Generalized simulated annealing for function optimization, Technometrics 28(3), 1986, 209-217',
  notes: ['The usual box is [-100, 100]^2, where the waves vanish in the bowl; this one shows the middle.'],
  expression: 'x^2 + 2*y^2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7',
  parameters: {},
  domain: { x: [-1.2, 1.2], y: [-1.2, 1.2] },
  start: [-1.05, 0.95],
  knownPoints: refinedPoints(
    [
      [0, 0, 0, 28.64793188294127, 67.16546816697189],
      [0.6186120678279501, 0, 0.4129268302758151, 25.961292736660717, 67.16546816697189],
      [0, 0.46952754566849225, 0.46988241492139593, 28.64793188294127, 62.59068029387257],
      [0.6186120678279501, 0.46952754566849225, 0.882809245197211, 25.961292736660717, 62.59068029387257],
      [0.3607081555517536, 0, 0.7201809112284155, -23.765933103755557, 67.16546816697189],
      [0, 0.2670404674810485, 0.9334852966930434, -57.722780583028914, 28.64793188294127],
      [0.3607081555517536, 0.2670404674810485, 1.653666207921459, -57.722780583028914, -23.765933103755557],
    ],
    ['even-x', 'even-y'],
  ),
  symmetries: ['even-x', 'even-y', 'point'],
  hazards: [],
  heightScale: 'linear',
})
