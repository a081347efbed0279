import { defineDataSet } from '../../definitions/data-set'
import { type Cluster, clusterNodes } from '../gaussian-clusters'
import { labelOptions, noiseOption } from '../set-options'

const corners: readonly Cluster[] = [
  { x: -1, y: -1, label: 0 },
  { x: 1, y: -1, label: 1 },
  { x: -1, y: 1, label: 1 },
  { x: 1, y: 1, label: 0 },
]

export default defineDataSet({
  id: 'xor',
  title: 'XOR',
  description:
    'Four clusters at the corners of a square, class 1 where exactly one coordinate is positive: what no linear model can do.',
  citation:
    'M. Minsky, S. Papert, Perceptrons, 1969; D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning Internal Representations by Error Propagation, 1986. Differs from the sources: the corners are clusters.',
  task: 'classification',
  inputs: 2,
  classes: 2,
  options: { ...labelOptions, noise: noiseOption(0.3, 'The standard deviation of a cluster in every direction.') },
  draw(stream, { noise }, outInputs) {
    const { x, y, label } = corners[Math.floor(4 * stream.uniform())]!
    outInputs[0] = x + noise * stream.normal()
    outInputs[1] = y + noise * stream.normal()
    return label
  },
  riskNodes: ({ noise }) => clusterNodes(corners, noise, 2),
})
