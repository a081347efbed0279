import { defineSampler } from '../../definitions/sampler'
import { shuffle } from '../../random/shuffle'
import { stream } from '../../random/stream'
import { batchInOrder } from '../epoch'

export default defineSampler({
  id: 'shuffle-once',
  title: 'Shuffled once',
  description:
    'The examples are shuffled at the beginning and taken in that order again and again: each is seen once an epoch, always in the same company.',
  citation:
    'I. Safran, O. Shamir, How Good is SGD with Random Shuffling?, COLT 2020: single shuffling. Semantics: PyTorch BatchSampler over one fixed torch.randperm.',
  takes: 'some',
  create(input) {
    const order = new Uint32Array(input.examples)
    // The order of the first epoch of `reshuffle`.
    shuffle(order, stream(input.seed, 'epoch', 0))
    return (step) => batchInOrder(order, step, input)
  },
})
