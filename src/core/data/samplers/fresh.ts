import { defineSampler } from '../../definitions/sampler'

export default defineSampler({
  id: 'fresh',
  title: 'Fresh examples',
  description:
    'Every step sees examples that nobody has seen, drawn from what the data were drawn from: there is nothing to overfit. The loss is over the fixed examples, and their number is an epoch.',
  citation:
    'L. Bottou, F. E. Curtis, J. Nocedal, Optimization Methods for Large-Scale Machine Learning, SIAM Review 60, 2018, section 4: gradients of the expected risk.',
  takes: 'new',
  create({ size, examples }) {
    // The race draws the examples themselves; their places follow those of the table.
    const batch = Uint32Array.from({ length: size }, (_, k) => examples + k)
    return () => batch
  },
})
