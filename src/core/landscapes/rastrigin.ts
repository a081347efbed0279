import { refined, squareImages } from './known-points'
import { defineLandscape } from './landscape'

export default defineLandscape({
  id: 'rastrigin',
  title: 'Rastrigin',
  description:
    'A bowl covered by an egg box: a minimum near every whole-numbered point, all but one of them not the best one.',
  citation: 'L. A. Rastrigin, Systems of Extremal Control (in Russian), Nauka, Moscow, 1974',
  expression: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)',
  parameters: {},
  domain: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
  start: [-3.6, 2.4],
  knownPoints: [
    { at: [0, 0], value: 0, kind: 'minimum', eigenvalues: [396.78417604357435, 396.78417604357435], source: refined },
    ...squareImages({
      at: [0.9949586376523348, 0],
      value: 0.9949590570932914,
      kind: 'minimum',
      eigenvalues: [396.5861378338349, 396.78417604357435],
      source: refined,
    }),
    ...squareImages({
      at: [0.9949586376523348, 0.9949586376523348],
      value: 1.9899181141865827,
      kind: 'minimum',
      eigenvalues: [396.5861378338349, 396.5861378338349],
      source: refined,
    }),
    ...squareImages({
      at: [0.5025460365546747, 0],
      value: 20.251272990990113,
      kind: 'saddle',
      eigenvalues: [-392.7336623081164, 396.78417604357435],
      source: refined,
    }),
    ...squareImages({
      at: [0.5025460365546747, 0.9949586376523348],
      value: 21.246232048083403,
      kind: 'saddle',
      eigenvalues: [-392.7336623081164, 396.5861378338349],
      source: refined,
    }),
    ...squareImages({
      at: [0.5025460365546747, 0.5025460365546747],
      value: 40.50254598198023,
      kind: 'maximum',
      eigenvalues: [-392.7336623081164, -392.7336623081164],
      source: refined,
    }),
  ],
  hazards: [],
  heightScale: 'linear',
})
