import { defineInitialiser } from '../../definitions/initialiser'
import { scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'zeros',
  title: 'Zeros',
  description: 'All weights 0: units of a layer stay alike forever, which is what others are drawn at random for.',
  citation: 'Semantics: PyTorch torch.nn.init.zeros_.',
  options: scaleOption,
  fill() {
    // All is 0 before.
  },
})
