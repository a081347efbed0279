import { defineSampler } from '../../definitions/sampler'
import { shuffle } from '../../random/shuffle'
import { stream } from '../../random/stream'
import { batchInOrder, epochOf } from '../epoch'

export default defineSampler({
  id: 'reshuffle',
  title: 'Shuffled every epoch',
  description:
    'The examples are shuffled anew for every epoch and taken in that order, so that each is seen once an epoch, without replacement: what training loops do.',
  citation:
    'L. Bottou, Curiously fast convergence of some stochastic gradient descent algorithms, 2009. Semantics: PyTorch DataLoader with shuffle=True.',
  takes: 'some',
  create(input) {
    const order = new Uint32Array(input.examples)
    let shuffled = -1
    return (step) => {
      const epoch = epochOf(step, input)
      if (epoch !== shuffled) shuffle(order, stream(input.seed, 'epoch', epoch))
      shuffled = epoch
      return batchInOrder(order, step, input)
    }
  },
})
