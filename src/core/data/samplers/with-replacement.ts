import { defineSampler } from '../../definitions/sampler'
import { stream } from '../../random/stream'

export default defineSampler({
  id: 'with-replacement',
  title: 'With replacement',
  description:
    'Every example of a batch is drawn from all, whatever was drawn before: batches are independent, and some examples come up twice in an epoch and others not at all.',
  citation:
    'H. Robbins, S. Monro, A Stochastic Approximation Method, 1951. Semantics: PyTorch RandomSampler with replacement=True.',
  takes: 'some',
  create({ seed, size, examples }) {
    const batch = new Uint32Array(size)
    return (step) => {
      const draws = stream(seed, 'batch', step)
      for (let k = 0; k < size; k++) batch[k] = Math.floor(draws.uniform() * examples)
      return batch
    }
  },
})
