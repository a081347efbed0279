import { defineInitialiser } from '../../definitions/initialiser'
import { drawWeights } from '../draw-weights'
import { distributionOption, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'lecun',
  title: 'LeCun',
  description: 'Standard deviation 1 / sqrt(inputs): what a unit sums has the size of one input.',
  citation:
    'Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, Efficient BackProp, 1998, equation 16. Differs from Keras, whose lecun_normal is cut off at 2 standard deviations.',
  options: { ...scaleOption, ...distributionOption('normal') },
  fill(stream, { distribution }, { fanIn, weight }) {
    drawWeights(stream, distribution, 1 / Math.sqrt(fanIn), weight)
  },
})
