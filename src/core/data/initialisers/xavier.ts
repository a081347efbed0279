import { defineInitialiser } from '../../definitions/initialiser'
import { drawWeights } from '../draw-weights'
import { distributionOption, gainOption, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'xavier',
  title: 'Xavier',
  description:
    'Standard deviation gain sqrt(2 / (inputs + outputs)): a compromise that keeps both what goes forwards and what comes back, for tanh and its like.',
  citation:
    'X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, AISTATS 2010, equation 16. Semantics: PyTorch torch.nn.init.xavier_uniform_ and xavier_normal_.',
  options: { ...scaleOption, ...gainOption, ...distributionOption('uniform') },
  fill(stream, { gain, distribution }, { fanIn, fanOut, weight }) {
    drawWeights(stream, distribution, gain * Math.sqrt(2 / (fanIn + fanOut)), weight)
  },
})
