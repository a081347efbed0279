import { compile } from 'mathjs'
import { compileExpression, rowKernel, type Program } from '../src/core/calculus'
import type { Report } from './report'

/** Value kernels on 1024 x 1024 points against mathjs's compiled evaluation, and all derivatives against the value. */
const size = 1024
const functions = {
  rastrigin: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)',
  beale: '(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2',
  ackley: '-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + e + 20',
}

function best(rounds: number, work: () => void): number {
  let least = Infinity
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    work()
    least = Math.min(least, performance.now() - from)
  }
  return least
}

/** Milliseconds to evaluate a program on the whole grid, row by row. */
function gridTime(program: Program): number {
  const xs = Float64Array.from({ length: size }, (_, i) => -4 + (8 * i) / (size - 1))
  const outputs = Array.from(program.outputs, () => new Float64Array(size))
  const kernel = rowKernel(program)
  return best(5, () => {
    for (let row = 0; row < size; row++) kernel([xs, xs[row]!], size, outputs)
  })
}

export async function bench(report: Report): Promise<void> {
  for (const [name, text] of Object.entries(functions)) {
    const expression = compileExpression(text, { variables: ['x', 'y'] }).value!
    const value = gridTime(expression.value)
    const all = gridTime(expression.hessian)
    const peer = compile(text)
    const scope = { x: 0, y: 0 }
    const sample = 1 << 16
    const theirs = best(3, () => {
      for (let i = 0; i < sample; i++) {
        scope.x = -4 + i * 1e-4
        scope.y = 4 - i * 1e-4
        peer.evaluate(scope)
      }
    })
    const perPoint = (ms: number, points: number) => (ms * 1e6) / points
    const ours = perPoint(value, size * size)
    const mathjs = perPoint(theirs, sample)
    report({ name: `value of ${name}, a point`, value: ours, unit: 'ns' })
    report({ name: `value of ${name}, against mathjs`, value: mathjs / ours, unit: 'times', aim: { atLeast: 15 } })
    report({
      name: `value, gradient and Hessian of ${name}, against its value`,
      value: all / value,
      unit: 'times',
      aim: { atMost: 6 },
    })
  }
}
