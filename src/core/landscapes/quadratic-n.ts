import { quadraticObjective, spacedSpectrum } from '../objectives/quadratic'
import { randomRotation } from '../random/orthogonal'
import { coordinatePlane } from '../slice/slice-pattern'
import { exact } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'quadratic-n',
  title: 'Quadratic with a chosen spectrum',
  group: 'Any dimension',
  description:
    'A quadratic whose eigenvalues one chooses, turned away from the axes: what a rule can do with curvature, and how much of it rests on the axes.',
  citation:
    'G. W. Stewart, The efficient generation of random orthogonal matrices with an application to condition estimators, SIAM Journal on Numerical Analysis 17(3), 1980, 403-409',
  notes: [
    'The Hessian has the stated spectrum in all n dimensions; on a slice its eigenvalues lie between the smallest and the largest of them.',
  ],
  tex: 'f(\\theta) = \\tfrac12\\,\\theta^{\\mathsf T} Q\\,\\mathrm{diag}(\\lambda_1, \\dots, \\lambda_n)\\,Q^{\\mathsf T}\\theta,\\quad |\\lambda_i|^{p} = 1 + \\tfrac{i-1}{n-1}\\,(\\kappa^{p} - 1)',
  parameters: {
    kappa: {
      description: 'condition number: the sizes of the eigenvalues range from 1 to this',
      symbol: '\\kappa',
      default: 100,
      min: 1,
      max: 1e8,
      scale: 'log',
    },
    spacing: {
      description: 'how they are spaced: 1 evenly, 0 geometrically, -1 crowded at the small end',
      symbol: 'p',
      default: 0,
      min: -1,
      max: 1,
      scale: 'linear',
    },
    negative: {
      description: 'the fraction of them, smallest first, that is negative: above 0 the origin is a saddle',
      symbol: '\\lambda',
      default: 0,
      min: 0,
      max: 1,
      scale: 'linear',
    },
    rotation: {
      description: 'number of the random rotation Q; 0 leaves the eigenvectors on the axes',
      symbol: 'Q',
      default: 1,
      min: 0,
      max: 1000,
      scale: 'linear',
    },
  },
  dimension: { default: 10, min: 2, max: 500 },
  objective(n, { kappa, spacing, negative, rotation }) {
    const spectrum = spacedSpectrum(n, kappa!, spacing!, Math.round(negative! * n))
    const seed = Math.round(rotation!)
    return quadraticObjective(spectrum, seed === 0 ? undefined : randomRotation(n, seed))
  },
  defaultSlice: coordinatePlane,
  domain: { x: [-4, 4], y: [-4, 4] },
  start: [-3.5, 1],
  knownPoints: [{ at: [0, 0], value: 0, kind: 'minimum', source: exact }],
  hazards: ['ill-conditioned'],
  heightScale: 'linear',
})
