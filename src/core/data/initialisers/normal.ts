import { defineInitialiser } from '../../definitions/initialiser'
import { amount, parameter, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'normal',
  title: 'Normal',
  description: 'Weights with a normal distribution, whatever the size of the layer.',
  citation: 'Semantics: PyTorch torch.nn.init.normal_ on the weights.',
  options: {
    ...scaleOption,
    mean: parameter('\\mu', 'The mean.', 0),
    std: amount('\\sigma', 'The standard deviation.', 1),
  },
  fill({ normal }, { mean, std }, { weight }) {
    for (let i = 0; i < weight.length; i++) weight[i] = mean + std * normal()
  },
})
