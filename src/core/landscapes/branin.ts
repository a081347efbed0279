import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'branin',
  title: 'Branin',
  group: 'A few minima',
  description:
    'A parabola-shaped valley crossed by a cosine: three minima, exactly equally low, in one curved channel.',
  citation:
    'F. H. Branin, Widely convergent method for finding multiple solutions of simultaneous nonlinear equations, IBM Journal of Research and Development 16(5), 1972, 504-522',
  notes: ['The minima are (-pi, 12.275), (pi, 2.275) and (3 pi, 2.475), exactly; lists round them to 3 or 5 digits.'],
  expression: '(y - 5.1/(4*pi^2)*x^2 + 5/pi*x - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10',
  parameters: {},
  domain: { x: [-5, 10], y: [0, 15] },
  start: [6, 13],
  knownPoints: refinedPoints([
    [-3.141592653589793, 12.275, 0.3978873577297383, 0.8614951603679563, 22.291739023047022],
    [3.141592653589793, 2.275, 0.3978873577297383, 1.7322622632530167, 11.08621118864351],
    [9.42477796076938, 2.475, 0.3978873577297383, 1.6949573849279933, 11.330211281598903],
    [0, 6, 19.60211264227026, -5.830056659036984, 3.294003198883611],
    [6.283185307179586, 1.1, 19.60211264227026, -9.600435588870164, 2.0003493702727493],
  ]),
  hazards: [],
  heightScale: 'log',
})
