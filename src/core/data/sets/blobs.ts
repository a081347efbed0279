import { defineDataSet } from '../../definitions/data-set'
import { cos, sin } from '../../elementary'
import { type Cluster, clusterNodes } from '../gaussian-clusters'
import { labelOptions, noiseOption } from '../set-options'

const TWO_PI = 6.283185307179586

/** The middle of a class: they stand around the origin at equal angles. */
function cluster(label: number, classes: number, radius: number): Cluster {
  const angle = (TWO_PI * label) / classes
  return { x: radius * cos(angle), y: radius * sin(angle), label }
}

export default defineDataSet({
  id: 'blobs',
  title: 'Gaussian blobs',
  description: 'A Gaussian cluster for each class, around a circle: where they overlap nobody can be right every time.',
  citation:
    'F. Pedregosa et al., Scikit-learn: Machine Learning in Python, JMLR 12, 2011: make_blobs. Differs from the source: the middles are on a circle, and not drawn.',
  task: 'classification',
  inputs: 2,
  classes: 'classes',
  options: {
    ...labelOptions,
    noise: noiseOption(0.3, 'The standard deviation of a cluster in every direction.'),
    classes: {
      kind: 'number',
      description: 'How many classes there are.',
      symbol: 'k',
      default: 3,
      min: 2,
      max: 12,
      integer: true,
      scale: 'linear',
      usual: [2, 6],
    },
    radius: {
      kind: 'number',
      description: 'How far the clusters are from the origin.',
      symbol: 'R',
      default: 1,
      min: 0,
      max: 100,
      exclusiveMin: true,
      scale: 'linear',
      usual: [0.2, 3],
    },
  },
  draw(stream, { noise, classes, radius }, outInputs) {
    const { x, y, label } = cluster(Math.floor(classes * stream.uniform()), classes, radius)
    outInputs[0] = x + noise * stream.normal()
    outInputs[1] = y + noise * stream.normal()
    return label
  },
  riskNodes: ({ noise, classes, radius }) =>
    clusterNodes(
      Array.from({ length: classes }, (_, label) => cluster(label, classes, radius)),
      noise,
      classes,
    ),
})
