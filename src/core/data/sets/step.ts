import { defineDataSet } from '../../definitions/data-set'
import { normalDistribution } from '../../elementary'
import { uniformNodes } from '../quadrature'
import { labelOptions, noiseOption } from '../set-options'

export default defineDataSet({
  id: 'step',
  title: 'Step',
  description:
    'x uniform on [-1, 1], class 1 beyond a threshold, which is seen through noise: the smallest problem on which surrogate losses can be compared with the one that is meant.',
  citation:
    'P. L. Bartlett, M. I. Jordan, J. D. McAuliffe, Convexity, Classification, and Risk Bounds, Journal of the American Statistical Association 101, 2006. The model is a probit with P(1 | x) = Phi((x - threshold) / noise).',
  task: 'classification',
  inputs: 1,
  classes: 2,
  options: {
    ...labelOptions,
    noise: noiseOption(0.1, 'The standard deviation of what is compared with the threshold, about x.'),
    threshold: {
      kind: 'number',
      description: 'Where class 1 begins.',
      symbol: 'b',
      default: 0,
      min: -1,
      max: 1,
      exclusiveMin: true,
      exclusiveMax: true,
      scale: 'linear',
      usual: [-0.9, 0.9],
      rangeSource: 'elsewhere there is one class only',
    },
  },
  draw(stream, { noise, threshold }, outInputs) {
    const x = 2 * stream.uniform() - 1
    outInputs[0] = x
    return x + noise * stream.normal() > threshold ? 1 : 0
  },
  riskNodes({ noise, threshold }) {
    const aside = [1, 2, 4, 8].map((deviations) => deviations * noise)
    const breaks = [threshold, ...aside.flatMap((width) => [threshold - width, threshold + width])]
    const { points, weights } = uniformNodes(-1, 1, breaks)
    const probabilities = new Float64Array(2 * points.length)
    for (const [i, x] of points.entries()) {
      const beyond = (x - threshold) / noise
      // Each by its own tail, so that small ones are not differences. No point is the threshold itself.
      probabilities[2 * i] = normalDistribution(-beyond)
      probabilities[2 * i + 1] = normalDistribution(beyond)
    }
    return {
      count: points.length,
      inputs: points,
      weights,
      law: { task: 'classification', classes: 2, probabilities },
    }
  },
})
