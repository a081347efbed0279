import { defineSampler } from '../../definitions/sampler'

export default defineSampler({
  id: 'cyclic',
  title: 'In order',
  description:
    'The examples in the order in which they stand, again and again: no randomness, and trouble where neighbours are alike.',
  citation:
    'D. P. Bertsekas, Incremental Gradient, Subgradient, and Proximal Methods, 2011. Semantics: PyTorch SequentialSampler, drop_last=False.',
  takes: 'some',
  create({ size, examples }) {
    const perEpoch = Math.ceil(examples / size)
    const order = Uint32Array.from({ length: examples }, (_, i) => i)
    return (step) => {
      const from = ((step - 1) % perEpoch) * size
      return order.subarray(from, Math.min(examples, from + size))
    }
  },
})
