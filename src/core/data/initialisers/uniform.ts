import { defineInitialiser } from '../../definitions/initialiser'
import { parameter, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'uniform',
  title: 'Uniform',
  description: 'Weights uniform from a to b, whatever the size of the layer.',
  citation: 'Semantics: PyTorch torch.nn.init.uniform_ on the weights.',
  options: {
    ...scaleOption,
    a: parameter('a', 'The lower end.', 0),
    b: parameter('b', 'The upper end.', 1),
  },
  fill({ uniform }, { a, b }, { weight }) {
    for (let i = 0; i < weight.length; i++) weight[i] = a + (b - a) * uniform()
  },
})
