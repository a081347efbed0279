import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'langermann',
  title: 'Langermann',
  group: 'Many minima',
  description:
    'Rings of waves around five points, interfering: deep near the middle, level where all of them have died away.',
  citation: 'M. Molga and C. Smutnicki, Test functions for optimization needs, 2005',
  notes: [
    'Collections disagree about the sign. Here it is the one whose minimum is -5.1621; with the other the same point is the maximum.',
  ],
  expression: [
    'd1 = (x - 3)^2 + (y - 5)^2',
    'd2 = (x - 5)^2 + (y - 2)^2',
    'd3 = (x - 2)^2 + (y - 1)^2',
    'd4 = (x - 1)^2 + (y - 4)^2',
    'd5 = (x - 7)^2 + (y - 9)^2',
    '-exp(-d1/pi)*cos(pi*d1) - 2*exp(-d2/pi)*cos(pi*d2) - 5*exp(-d3/pi)*cos(pi*d3) - 2*exp(-d4/pi)*cos(pi*d4) - 3*exp(-d5/pi)*cos(pi*d5)',
  ].join('; '),
  parameters: {},
  domain: { x: [0, 10], y: [0, 10] },
  start: [3.6, 2.4],
  knownPoints: refinedPoints([
    [2.0029921199344654, 1.0060959402921885, -5.162126159963982, 33.14367594406243, 36.38545357923196],
    [2.2418105127339847, 1.0918879495362395, -4.9043662726514965, 23.955297756550337, 45.56646458857458],
    [1.9289394952189887, 1.243795363710854, -4.892808778961943, 16.31038176180281, 41.86529465739397],
    [2.189872672377145, 1.074318523321461, -4.893247105951195, -19.796635658949786, 43.17354725441398],
    [1.9396468459681306, 1.2046471109092147, -4.888559706297204, -14.32746327403963, 40.852926805951576],
    [6.999951020075393, 8.99995117054301, -3.000037600554545, 1.9098365979441396, 1.956885794541726],
  ]),
  hazards: ['flat'],
  heightScale: 'linear',
})
