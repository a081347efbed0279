import { defineSampler } from '../../definitions/sampler'

export default defineSampler({
  id: 'full',
  title: 'All examples',
  description: 'Every step sees all examples: descent on the whole sum, without noise.',
  citation:
    'L. Bottou, F. E. Curtis, J. Nocedal, Optimization Methods for Large-Scale Machine Learning, SIAM Review 60, 2018, section 3.',
  takes: 'all',
  create: () => () => undefined,
})
