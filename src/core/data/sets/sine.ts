import { defineDataSet } from '../../definitions/data-set'
import { sin } from '../../elementary'
import { curveNodes, drawOnCurve } from '../noisy-curve'
import { noiseOption, numberOptions } from '../set-options'

export default defineDataSet({
  id: 'sine',
  title: 'Sine',
  description: 'y = sin(w x) with Gaussian noise, x uniform on [-1, 1]: a curve to be fitted.',
  citation: 'C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.1: curve fitting.',
  task: 'regression',
  inputs: 1,
  options: {
    ...numberOptions,
    noise: noiseOption(0.1, 'The standard deviation of y about the curve.'),
    frequency: {
      kind: 'number',
      description: 'How fast the sine turns.',
      symbol: '\\omega',
      default: 3,
      min: 0,
      max: 100,
      scale: 'linear',
      usual: [1, 12],
    },
  },
  draw: (stream, { noise, frequency }, outInputs) => drawOnCurve((x) => sin(frequency * x), noise, stream, outInputs),
  riskNodes: ({ noise, frequency }) => curveNodes((x) => sin(frequency * x), noise),
})
