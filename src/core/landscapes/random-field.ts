import { randomFieldObjective } from '../objectives/random-field'
import { coordinatePlane } from '../slice/slice-pattern'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'random-field',
  title: 'Random smooth field',
  group: 'Any dimension',
  description:
    'A seeded random landscape with the statistics of a Gaussian process, in a weak bowl: in many dimensions nearly all of its critical points are saddles.',
  citation: 'A. Rahimi and B. Recht, Random features for large-scale kernel machines, NIPS 2007',
  tex: 'f(\\theta) = \\sqrt{\\tfrac2m} \\sum_{k=1}^{m} \\cos(\\omega_k \\cdot \\theta + \\beta_k) + \\tfrac{\\mu}{2}\\,|\\theta|^2,\\quad \\omega_k \\sim N(0, \\ell^{-2} I),\\ \\beta_k \\sim U(0, 2\\pi)',
  parameters: {
    length: {
      description: 'length scale: how far apart values are nearly independent',
      symbol: '\\ell',
      default: 1,
      min: 0.1,
      max: 10,
      scale: 'log',
    },
    confinement: {
      description: 'curvature of the bowl; 0 leaves the field alone, without a lowest point',
      symbol: '\\mu',
      default: 0.02,
      min: 0,
      max: 10,
      scale: 'linear',
    },
    features: {
      description: 'number of waves: the more, the nearer to a Gaussian process',
      symbol: 'm',
      default: 128,
      min: 1,
      max: 2000,
      scale: 'log',
    },
    seed: { description: 'number of the draw', symbol: '\\omega', default: 1, min: 0, max: 1000, scale: 'linear' },
  },
  dimension: { default: 10, min: 2, max: 500 },
  objective: (n, { length, confinement, features, seed }) =>
    randomFieldObjective(n, {
      seed: Math.round(seed!),
      features: Math.round(features!),
      lengthScale: length!,
      confinement: confinement!,
    }),
  defaultSlice: coordinatePlane,
  domain: { x: [-4, 4], y: [-4, 4] },
  start: [-2, 2],
  knownPoints: [],
  hazards: [],
  heightScale: 'linear',
})
