import { defineInitialiser } from '../../definitions/initialiser'
import { scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'identity',
  title: 'Identity',
  description: 'Each unit passes on one input, as far as there are both: a deep network begins as a shallow one.',
  citation:
    'Q. V. Le, N. Jaitly, G. E. Hinton, A Simple Way to Initialize Recurrent Networks of Rectified Linear Units, 2015, arXiv:1504.00941. Semantics: PyTorch torch.nn.init.eye_.',
  options: scaleOption,
  fill(_stream, _options, { fanIn, fanOut, weight }) {
    for (let i = 0; i < Math.min(fanIn, fanOut); i++) weight[i * fanIn + i] = 1
  },
})
