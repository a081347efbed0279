import { defineInitialiser } from '../../definitions/initialiser'
import { drawUniform, drawWeights } from '../draw-weights'
import { rectifierGain } from '../gain'
import { parameter, scaleOption } from '../initialiser-options'

const SQRT_5 = 2.23606797749979

export default defineInitialiser({
  id: 'kaiming-uniform',
  title: 'PyTorch’s default',
  description:
    'What torch.nn.Linear begins with: weights and biases uniform within 1 / sqrt(inputs), which is kaiming_uniform_ with a = sqrt(5) for the weights.',
  citation:
    'Semantics: PyTorch torch.nn.Linear.reset_parameters, torch.nn.init.kaiming_uniform_; K. He, X. Zhang, S. Ren, J. Sun, Delving Deep into Rectifiers, ICCV 2015, arXiv:1502.01852.',
  options: { ...scaleOption, a: parameter('a', 'The slope below 0 of the rectifier that is made out to be.', SQRT_5) },
  fill(stream, { a }, { fanIn, weight, bias }) {
    drawWeights(stream, 'uniform', rectifierGain(a) / Math.sqrt(fanIn), weight)
    drawUniform(stream, 1 / Math.sqrt(fanIn), bias)
  },
})
