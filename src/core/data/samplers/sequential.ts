import { defineSampler } from '../../definitions/sampler'
import { batchInOrder } from '../epoch'

export default defineSampler({
  id: 'sequential',
  title: 'In order',
  description:
    'The examples in the order in which they stand, again and again: no randomness, and trouble where neighbours are alike.',
  citation:
    'D. P. Bertsekas, Incremental Gradient, Subgradient, and Proximal Methods, 2011. Semantics: PyTorch SequentialSampler.',
  takes: 'some',
  create(input) {
    const order = Uint32Array.from({ length: input.examples }, (_, i) => i)
    return (step) => batchInOrder(order, step, input)
  },
})
