import { defineInitialiser } from '../../definitions/initialiser'
import { drawWeights } from '../draw-weights'
import { rectifierGain } from '../gain'
import { distributionOption, parameter, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'he',
  title: 'He (Kaiming)',
  description:
    'Standard deviation sqrt(2 / ((1 + a^2) inputs)): keeps the size of what goes through layers of rectifiers, which let half of it pass.',
  citation:
    'K. He, X. Zhang, S. Ren, J. Sun, Delving Deep into Rectifiers, ICCV 2015, arXiv:1502.01852, section 2.2. Semantics: PyTorch torch.nn.init.kaiming_normal_ and kaiming_uniform_.',
  options: {
    ...scaleOption,
    ...distributionOption('normal'),
    a: parameter('a', 'The slope of the rectifier below 0.', 0),
    mode: {
      kind: 'choice',
      description: 'Whether what goes forwards keeps its size (fan-in), or what comes back (fan-out).',
      symbol: 'n',
      default: 'fan-in',
      options: ['fan-in', 'fan-out'],
    },
  },
  fill(stream, { a, mode, distribution }, { fanIn, fanOut, weight }) {
    const fan = mode === 'fan-in' ? fanIn : fanOut
    drawWeights(stream, distribution, rectifierGain(a) / Math.sqrt(fan), weight)
  },
})
