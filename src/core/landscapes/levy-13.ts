import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'levy-13',
  title: 'Levy 13',
  group: 'Many minima',
  description: 'A dense grid of narrow pits on the floor of a bowl, three to every unit along x.',
  citation:
    'after A. V. Levy and A. Montalvo, The tunneling algorithm for the global minimization of functions, SIAM Journal on Scientific and Statistical Computing 6(1), 1985, 15-29; this form in S. Surjanovic and D. Bingham, Virtual Library of Simulation Experiments: Test Functions and Datasets, Simon Fraser University, 2013',
  notes: ['The usual box is [-10, 10]^2, where the pits are too fine to be seen; this one shows the middle.'],
  expression: 'sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)',
  parameters: {},
  domain: { x: [-3, 5], y: [-3, 5] },
  start: [-1.9, 3.7],
  knownPoints: refinedPoints([
    [1, 1, 0, 2, 179.65287921960845],
    [1.3296194745483136, 1, 0.10987365835883794, 21.301807319293097, 179.21775034251633],
    [1.6592207973868849, 1, 0.4394886049542808, 79.20297763541527, 177.90600238176486],
    [1, 1.9726624021154284, 0.9737115955768498, 64.15892650757104, 179.78273507558697],
    [1.327563786413233, 1.2434620527577098, 0.2889433805162294, -2.714498177442622, 179.9320696047276],
    [1.1685647583514405, 1, 1.0280940922572972, -175.53918652856345, 7.04784272409266],
    [1.5114317691335706, 1.1850871544462585, 1.566881716106287, -169.68600442442312, -38.39319737362312],
  ]),
  hazards: [],
  heightScale: 'log',
})
