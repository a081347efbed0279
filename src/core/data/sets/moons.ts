import { defineDataSet } from '../../definitions/data-set'
import { cos, sin } from '../../elementary'
import { labelOptions, noiseOption } from '../set-options'

const PI = 3.141592653589793

export default defineDataSet({
  id: 'moons',
  title: 'Two moons',
  description: 'Two half circles that reach into each other: no straight line tells them apart, a small network does.',
  citation:
    'F. Pedregosa et al., Scikit-learn: Machine Learning in Python, JMLR 12, 2011: make_moons. Differs from the source: places along an arc are drawn, and not spaced evenly.',
  task: 'classification',
  inputs: 2,
  classes: 2,
  options: { ...labelOptions, noise: noiseOption(0.15, 'The standard deviation of both coordinates about the arcs.') },
  draw(stream, { noise }, outInputs) {
    const label = stream.uniform() < 0.5 ? 0 : 1
    const angle = PI * stream.uniform()
    const [x, y] = [cos(angle), sin(angle)]
    outInputs[0] = (label === 0 ? x : 1 - x) + noise * stream.normal()
    outInputs[1] = (label === 0 ? y : 0.5 - y) + noise * stream.normal()
    return label
  },
})
