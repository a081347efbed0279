import { defineSampler } from '../../definitions/sampler'
import { stream } from '../../random/stream'

export default defineSampler({
  id: 'without-replacement',
  title: 'Without replacement',
  description:
    'The examples are shuffled anew for every epoch and taken in that order, so that each is seen once an epoch: what training loops do.',
  citation:
    'L. Bottou, Curiously fast convergence of some stochastic gradient descent algorithms, 2009; the shuffle: R. A. Fisher, F. Yates, 1938, as in D. E. Knuth, The Art of Computer Programming, vol. 2, algorithm 3.4.2P. Semantics: PyTorch DataLoader with shuffle=True, drop_last=False.',
  takes: 'some',
  create({ seed, size, examples }) {
    const perEpoch = Math.ceil(examples / size)
    const order = new Uint32Array(examples)
    let shuffled = -1
    return (step) => {
      const epoch = Math.floor((step - 1) / perEpoch)
      if (epoch !== shuffled) shuffle(order, seed, epoch)
      shuffled = epoch
      const from = ((step - 1) % perEpoch) * size
      return order.subarray(from, Math.min(examples, from + size))
    }
  },
})

/** The permutation of an epoch, from its own stream. */
function shuffle(order: Uint32Array, seed: number, epoch: number): void {
  const draws = stream(seed, 'epoch', epoch)
  for (let i = 0; i < order.length; i++) order[i] = i
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(draws.uniform() * (last + 1))
    const taken = order[other]!
    order[other] = order[last]!
    order[last] = taken
  }
}
