import { defineInitialiser } from '../../definitions/initialiser'
import { shuffle } from '../../random/shuffle'
import { amount, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'sparse',
  title: 'Sparse',
  description:
    'Normal weights of which each input keeps only some, the others 0: exactly ceil(sparsity times outputs) of them are, and so all where there is one output.',
  citation:
    'J. Martens, Deep learning via Hessian-free optimization, ICML 2010, section 5. Semantics: PyTorch torch.nn.init.sparse_, which has no default sparsity.',
  options: {
    ...scaleOption,
    sparsity: {
      kind: 'number',
      description: 'The part of the weights of an input that are 0.',
      symbol: 'p',
      default: 0.5,
      min: 0,
      max: 1,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'a part of the whole',
    },
    std: amount('\\sigma', 'The standard deviation of the others.', 0.01),
  },
  fill(stream, { sparsity, std }, { fanIn, fanOut, weight }) {
    for (let i = 0; i < weight.length; i++) weight[i] = std * stream.normal()
    const zeros = Math.ceil(sparsity * fanOut)
    const order = new Uint32Array(fanOut)
    for (let input = 0; input < fanIn; input++) {
      shuffle(order, stream)
      for (const unit of order.subarray(0, zeros)) weight[unit * fanIn + input] = 0
    }
  },
})
