import { defineDataSet } from '../../definitions/data-set'
import type { NumberHyperparameter } from '../../definitions/optimizer'
import { curveNodes, drawOnCurve } from '../noisy-curve'
import { noiseOption, numberOptions } from '../set-options'

function coefficient(power: number, value: number): NumberHyperparameter {
  return {
    kind: 'number',
    description: `The coefficient of x to the power of ${power}.`,
    symbol: `c_${power}`,
    default: value,
    min: -1000,
    max: 1000,
    scale: 'linear',
    usual: [-3, 3],
  }
}

type Coefficients = Readonly<Record<'c0' | 'c1' | 'c2' | 'c3' | 'c4' | 'c5', number>>

function value({ c0, c1, c2, c3, c4, c5 }: Coefficients, x: number): number {
  return c0 + x * (c1 + x * (c2 + x * (c3 + x * (c4 + x * c5))))
}

export default defineDataSet({
  id: 'polynomial',
  title: 'Noisy polynomial',
  description: 'A polynomial of degree 5 at most with Gaussian noise, x uniform on [-1, 1]; a cubic by default.',
  citation: 'C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.1: polynomial curve fitting.',
  task: 'regression',
  inputs: 1,
  options: {
    ...numberOptions,
    noise: noiseOption(0.1, 'The standard deviation of y about the curve.'),
    c0: coefficient(0, 0),
    c1: coefficient(1, -1),
    c2: coefficient(2, 0),
    c3: coefficient(3, 2),
    c4: coefficient(4, 0),
    c5: coefficient(5, 0),
  },
  draw: (stream, options, outInputs) => drawOnCurve((x) => value(options, x), options.noise, stream, outInputs),
  riskNodes: (options) => curveNodes((x) => value(options, x), options.noise),
})
