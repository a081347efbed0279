import { defineSampler } from '../../definitions/sampler'

export default defineSampler({
  id: 'listed',
  title: 'As listed',
  description:
    'Every step sees the next of a list of batches, and after the last one the first again: what replays a run of another program.',
  citation: 'Semantics: PyTorch DataLoader with a list of lists of indices as batch_sampler, iterated again and again.',
  takes: 'listed',
  create({ batches }) {
    const lists = batches.map((batch) => Uint32Array.from(batch))
    return (step) => lists[(step - 1) % lists.length]
  },
})
