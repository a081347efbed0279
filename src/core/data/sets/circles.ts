import { defineDataSet } from '../../definitions/data-set'
import { cos, sin } from '../../elementary'
import { labelOptions, noiseOption } from '../set-options'

const TWO_PI = 6.283185307179586

export default defineDataSet({
  id: 'circles',
  title: 'Circles',
  description: 'A circle inside another: what tells them apart is the distance from the middle.',
  citation:
    'F. Pedregosa et al., Scikit-learn: Machine Learning in Python, JMLR 12, 2011: make_circles. Differs from the source: places along a circle are drawn, and not spaced evenly; factor is 0.5 and not 0.8 by default.',
  task: 'classification',
  inputs: 2,
  classes: 2,
  options: {
    ...labelOptions,
    noise: noiseOption(0.1, 'The standard deviation of both coordinates about the circles.'),
    factor: {
      kind: 'number',
      description: 'The radius of the inner circle, class 1, where that of the outer one is 1.',
      symbol: 'r',
      default: 0.5,
      min: 0,
      max: 1,
      exclusiveMax: true,
      scale: 'linear',
      usual: [0.1, 0.9],
      rangeSource: 'scikit-learn; at 1 the circles are one',
    },
  },
  draw(stream, { noise, factor }, outInputs) {
    const label = stream.uniform() < 0.5 ? 0 : 1
    const angle = TWO_PI * stream.uniform()
    const radius = label === 0 ? 1 : factor
    outInputs[0] = radius * cos(angle) + noise * stream.normal()
    outInputs[1] = radius * sin(angle) + noise * stream.normal()
    return label
  },
})
