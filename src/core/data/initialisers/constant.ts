import { defineInitialiser } from '../../definitions/initialiser'
import { parameter, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'constant',
  title: 'Constant',
  description: 'All weights one number: units of a layer stay alike forever.',
  citation: 'Semantics: PyTorch torch.nn.init.constant_ on the weights.',
  options: { ...scaleOption, val: parameter('c', 'The number.', 0.1) },
  fill(_stream, { val }, { weight }) {
    weight.fill(val)
  },
})
