import { refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'rastrigin',
  title: 'Rastrigin',
  group: 'Many minima',
  description:
    'A bowl covered by an egg box: a minimum near every whole-numbered point, all but one of them not the best one.',
  citation: 'L. A. Rastrigin, Systems of Extremal Control (in Russian), Nauka, Moscow, 1974',
  expression: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)',
  parameters: {},
  domain: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
  start: [-3.6, 2.4],
  knownPoints: refinedPoints(
    [
      [0, 0, 0, 396.78417604357435, 396.78417604357435],
      [0.9949586376523348, 0, 0.9949590570932914, 396.5861378338349, 396.78417604357435],
      [0.9949586376523348, 0.9949586376523348, 1.9899181141865827, 396.5861378338349, 396.5861378338349],
      [0.5025460365546747, 0, 20.251272990990113, -392.7336623081164, 396.78417604357435],
      [0.5025460365546747, 0.9949586376523348, 21.246232048083403, -392.7336623081164, 396.5861378338349],
      [0.5025460365546747, 0.5025460365546747, 40.50254598198023, -392.7336623081164, -392.7336623081164],
    ],
    square,
  ),
  symmetries: ['even-x', 'even-y', 'point', 'exchange'],
  hazards: [],
  heightScale: 'linear',
})
