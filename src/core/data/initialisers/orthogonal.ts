import { defineInitialiser } from '../../definitions/initialiser'
import { orthonormalRows } from '../../linalg/orthonormal-rows'
import { finish } from '../../pieces'
import { gainOption, scaleOption } from '../initialiser-options'

export default defineInitialiser({
  id: 'orthogonal',
  title: 'Orthogonal',
  description:
    'A random matrix with orthonormal rows, or columns where there are more outputs than inputs: it turns what it is given, and keeps its length.',
  citation:
    'A. M. Saxe, J. L. McClelland, S. Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, ICLR 2014, arXiv:1312.6120. Semantics: PyTorch torch.nn.init.orthogonal_.',
  options: { ...scaleOption, ...gainOption },
  fill({ normal }, { gain }, { fanIn, fanOut, weight }) {
    const [rows, length] = fanOut <= fanIn ? [fanOut, fanIn] : [fanIn, fanOut]
    const draws = Float64Array.from({ length: rows * length }, normal)
    const orthonormal = new Float64Array(rows * length)
    const rest = orthonormalRows(draws, length, orthonormal, rows)
    if (rest !== undefined) finish(rest)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < length; j++)
        weight[fanOut <= fanIn ? i * fanIn + j : j * fanIn + i] = gain * orthonormal[i * length + j]!
    }
  },
})
