import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'easom',
  title: 'Easom',
  group: 'Plateaus and cliffs',
  description: 'One narrow pit in a plain that is level to many digits: away from the pit the gradient says nothing.',
  citation: 'E. E. Easom, A Survey of Global Optimization Techniques, M.Eng. thesis, University of Louisville, 1990',
  notes: [
    'The usual box is [-100, 100]^2, where the pit covers a few parts in 10000 of the picture; this one is nearer.',
    'The plain is not quite level: four minima of depth 8.1e-5 surround the pit.',
  ],
  expression: '-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [2, 4.3],
  knownPoints: refinedPoints(
    [
      [3.141592653589793, 3.141592653589793, -1, 3, 3],
      [1.3049954504376675, 1.3049954504376675, -8.110223891570066e-5, 0.001337567089578899, 0.001337567089578899],
      [4.978189856741919, 4.978189856741919, -8.110223891570066e-5, 0.001337567089578899, 0.001337567089578899],
      [1.3049954504376675, 4.978189856741919, -8.110223891570066e-5, 0.001337567089578899, 0.001337567089578899],
      [1.3049954504376675, 3.141592653589793, 0.009005678148573858, -0.14852486037275456, -0.027017034445721573],
      [4.978189856741919, 3.141592653589793, 0.009005678148573858, -0.14852486037275456, -0.027017034445721573],
      [1.5707963267948966, 1.5707963267948966, 0, -0.007191883355826365, 0.007191883355826365],
      [4.71238898038469, 4.71238898038469, 0, -0.007191883355826365, 0.007191883355826365],
      [1.5707963267948966, 4.71238898038469, 0, -0.007191883355826365, 0.007191883355826365],
    ],
    ['exchange'],
  ),
  symmetries: ['exchange'],
  hazards: ['flat'],
  heightScale: 'linear',
})
