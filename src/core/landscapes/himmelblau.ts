import { refined } from './known-points'
import { defineLandscape } from './landscape'

export default defineLandscape({
  id: 'himmelblau',
  title: 'Himmelblau',
  description:
    'Four equally good minima around one hill, with a saddle between each pair of neighbours: where a run ends depends on where it starts.',
  citation: 'D. M. Himmelblau, Applied Nonlinear Programming, McGraw-Hill, 1972',
  expression: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
  parameters: {},
  domain: { x: [-5, 5], y: [-5, 5] },
  start: [-0.5, -1.2],
  knownPoints: [
    { at: [3, 2], value: 0, kind: 'minimum', eigenvalues: [25.715728752538098, 82.2842712474619], source: refined },
    {
      at: [-2.805118086952745, 3.131312518250573],
      value: 0,
      kind: 'minimum',
      eigenvalues: [64.8403727706842, 80.55007177893319],
      source: refined,
    },
    {
      at: [-3.779310253377747, -3.2831859912861696],
      value: 0,
      kind: 'minimum',
      eigenvalues: [70.71435474424425, 133.78561521306708],
      source: refined,
    },
    {
      at: [3.5844283403304917, -1.8481265269644036],
      value: 0,
      kind: 'minimum',
      eigenvalues: [28.690677156755243, 105.41890833631605],
      source: refined,
    },
    {
      at: [3.3851541836070207, 0.07385187983774928],
      value: 13.31192627040559,
      kind: 'saddle',
      eigenvalues: [-14.135178485450488, 97.5478781026018],
      source: refined,
    },
    {
      at: [0.08667750455539636, 2.884254701174776],
      value: 67.71915008752615,
      kind: 'saddle',
      eigenvalues: [-31.706622362774343, 75.507609238232],
      source: refined,
    },
    {
      at: [-3.0730257507643897, -0.08135304428796751],
      value: 104.01516291755811,
      kind: 'saddle',
      eigenvalues: [-39.65149625621665, 72.43524806811875],
      source: refined,
    },
    {
      at: [-0.12796134673068008, -1.9537149802445763],
      value: 178.33723920192747,
      kind: 'saddle',
      eigenvalues: [-50.610239320365764, 20.284049975935076],
      source: refined,
    },
    {
      at: [-0.2708445906673476, -0.9230385564799815],
      value: 181.6165215225827,
      kind: 'maximum',
      eigenvalues: [-45.60522929278952, -16.066019667290867],
      source: refined,
    },
  ],
  hazards: [],
  heightScale: 'log',
})
