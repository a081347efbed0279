import { compile } from 'mathjs'
import { compileExpression, rowKernel, type Program } from '../src/core/calculus'
import { fieldRows } from '../src/core/analysis/region/field'
import { heightRange } from '../src/core/analysis/region/height-range'
import { regionThresholds } from '../src/core/analysis/region/region-class'
import { RegionMeter } from '../src/core/analysis/region/region-meter'
import { isFamily, landscapeExpression, landscapes } from '../src/core/catalogue/landscapes'
import { halfWidths } from '../src/core/domain'
import { expressionObjective } from '../src/core/objectives/expression'
import { finish } from '../src/core/pieces'
import {
  compiledPlanes,
  type PeerTimes,
  type PlaneTimes,
  type PythonPeer,
  pythonPeers,
  pythonPlanes,
} from './support/plane-peers'
import { median } from './support/median'
import type { Report } from './report'

/**
 * Row kernels on 1024 x 1024 points, in one thread: values against mathjs, C and NumPy, all derivatives against the
 * value, and those of the catalogue against the interpreter of rows.
 */
const size = 1024
const functions = {
  rastrigin: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)',
  beale: '(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2',
  ackley: '-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + e + 20',
}
type Name = keyof typeof functions

/** Against C, NumPy and the best of Python's libraries; of all derivatives against the value and JAX. */
interface Aims {
  readonly c: number
  readonly numpy: number
  readonly best: number
  readonly all: number
  readonly jax: number
}

const aims: Readonly<Record<Name, Aims>> = {
  rastrigin: { c: 1.7, numpy: 4.5, best: 2.2, all: 1.7, jax: 9 },
  beale: { c: 1.3, numpy: 10, best: 0.7, all: 7, jax: 12 },
  ackley: { c: 1.4, numpy: 1.8, best: 1.25, all: 2, jax: 7 },
}

const xs = Float64Array.from({ length: size }, (_, i) => -4 + (8 * i) / (size - 1))
/** Rows whose time is taken together: so few that in one of some rounds nothing interrupts them. */
const block = 16
/** Rows of a new kernel that are interpreted. */
const rowsInterpreted = 7
/** Times that ours and theirs are measured by turns. */
const turns = 3

/** Milliseconds of the whole grid: the sum over blocks of the least of some rounds. `parameters` follow x and y. */
async function gridTime(program: Program, parameters: readonly number[] = [], rounds = 30): Promise<number> {
  const outputs = Array.from(program.outputs, () => new Float64Array(block * size))
  const kernel = rowKernel(program)
  const inputs = [xs, 0, ...parameters]
  const least = new Float64Array(size / block).fill(Infinity)
  for (let round = 0; round < rounds; round++) {
    for (let b = 0; b < least.length; b++) {
      const from = performance.now()
      kernel.grid(inputs, { input: 1, values: xs.subarray(b * block, (b + 1) * block) }, size, outputs)
      least[b] = Math.min(least[b]!, performance.now() - from)
    }
    await handOver()
  }
  return least.reduce((sum, each) => sum + each)
}

/** The compiler, which works beside this thread, hands over what it has made. */
function handOver(): Promise<void> {
  return new Promise((goOn) => setTimeout(goOn, 5))
}

/** The same by the interpreter of rows, from some of them. */
function interpretedTime(program: Program, parameters: readonly number[]): number {
  const outputs = Array.from(program.outputs, () => new Float64Array(size))
  let sum = 0
  const starts = [100, 350, 600, 850]
  for (const start of starts) {
    let least = Infinity
    for (let round = 0; round < 20; round++) {
      // A program that nobody has seen: one that is used often would be compiled.
      const kernel = rowKernel({ ...program })
      const from = performance.now()
      for (let row = start; row < start + rowsInterpreted; row++) {
        kernel([xs, xs[row]!, ...parameters], size, outputs)
      }
      least = Math.min(least, performance.now() - from)
    }
    sum += least
  }
  return (sum * size) / (rowsInterpreted * starts.length)
}

/** Milliseconds of a field's rows. */
function fieldTime(text: string): number {
  const domain = { x: [-4, 4], y: [-4, 4] } as const
  const expression = compileExpression(text, { variables: ['x', 'y'] }).value!
  const objective = expressionObjective(expression, {})
  const meter = new RegionMeter(halfWidths(domain), heightRange(objective, domain))
  const formula = { expression, parameters: [] }
  const fill = fieldRows(objective, formula, domain, [size, size], meter, regionThresholds)
  const numbers = (): Float64Array => new Float64Array(size * size)
  const columns = {
    classes: new Uint8Array(size * size),
    least: numbers(),
    greatest: numbers(),
    condition: numbers(),
    gradientNorm: numbers(),
  }
  let least = Infinity
  for (let round = 0; round < 9; round++) {
    const from = performance.now()
    finish(fill(0, size, columns))
    least = Math.min(least, performance.now() - from)
  }
  return least
}

function mathjsTime(text: string): number {
  const peer = compile(text)
  const scope = { x: 0, y: 0 }
  const sample = 1 << 14
  let least = Infinity
  for (let round = 0; round < 9; round++) {
    const from = performance.now()
    for (let i = 0; i < sample; i++) {
      scope.x = -4 + i * 4e-4
      scope.y = 4 - i * 4e-4
      peer.evaluate(scope)
    }
    least = Math.min(least, performance.now() - from)
  }
  return (least * size * size) / sample
}

/** The value against what Python has, each in its faster way. */
function reportPeers(
  report: Report,
  name: Name,
  value: number,
  peers: readonly { readonly peer: PythonPeer; readonly times: readonly PeerTimes[] }[],
): void {
  const took = peers.map(({ peer, times }) => {
    const milliseconds = median(times.map((each) => Math.min(each[name]!.whole, each[name]!.parts)))
    return { peer, milliseconds }
  })
  for (const { peer, milliseconds } of took) {
    report({ name: `value of ${name} by ${peer}`, value: milliseconds, unit: 'ms' })
    if (peer !== 'NumPy') continue
    const faster = { value: milliseconds / value, unit: 'times', aim: { atLeast: aims[name].numpy } }
    report({ name: `value of ${name}, faster than ${peer}`, ...faster })
  }
  const [best] = took.toSorted((a, b) => a.milliseconds - b.milliseconds)
  if (best === undefined) return
  report({
    name: `value of ${name}, faster than the best of Python, ${best.peer}`,
    value: best.milliseconds / value,
    unit: 'times',
    aim: { atLeast: aims[name].best },
  })
}

export async function bench(report: Report): Promise<void> {
  const runC = compiledPlanes()
  const peers = (Object.keys(pythonPeers) as PythonPeer[]).flatMap((peer) => {
    const run = pythonPlanes(peer)
    return run === undefined ? [] : [{ peer, run, times: [] as PeerTimes[] }]
  })
  const ours = new Map<Name, { value: number[]; all: number[] }>()
  const compiled: PlaneTimes[] = []
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, text] of Object.entries(functions) as [Name, string][]) {
      const expression = compileExpression(text, { variables: ['x', 'y'] }).value!
      const times = ours.get(name) ?? { value: [], all: [] }
      times.value.push(await gridTime(expression.value))
      times.all.push(await gridTime(expression.hessian))
      ours.set(name, times)
    }
    if (runC !== undefined) compiled.push(runC())
    for (const { run, times } of peers) times.push(run())
  }
  for (const [name, times] of ours) {
    const [value, all] = [median(times.value), median(times.all)]
    const aim = aims[name]
    report({ name: `value of ${name}`, value, unit: 'ms' })
    report({
      name: `value of ${name}, against mathjs`,
      value: mathjsTime(functions[name]) / value,
      unit: 'times',
      aim: { atLeast: 60 },
    })
    if (compiled.length > 0) {
      const c = median(compiled.map((each) => each[name]!))
      report({ name: `value of ${name}, against C with SSE2`, value: value / c, unit: 'times', aim: { atMost: aim.c } })
    }
    reportPeers(report, name, value, peers)
    report({ name: `value, gradient and Hessian of ${name}`, value: all, unit: 'ms' })
    report({
      name: `value, gradient and Hessian of ${name}, against its value`,
      value: all / value,
      unit: 'times',
      aim: { atMost: aim.all },
    })
    const jax = peers.find(({ peer }) => peer === 'JAX')
    if (jax === undefined) continue
    for (const [way, what] of [
      ['whole', 'the whole grid at once'],
      ['parts', '16 rows at a time'],
    ] as const) {
      const took = median(jax.times.map((each) => each[`${name}, all`]![way]))
      const faster = { value: took / all, unit: 'times', aim: { atLeast: aim.jax } }
      report({ name: `value, gradient and Hessian of ${name}, faster than JAX on ${what}`, ...faster })
    }
  }

  report({
    name: 'field of rastrigin, against its value, gradient and Hessian',
    value: fieldTime(functions.rastrigin) / median(ours.get('rastrigin')!.all),
    unit: 'times',
    aim: { atMost: 2.5 },
  })
  const gains: { readonly id: string; readonly gain: number }[] = []
  for (const landscape of landscapes) {
    if (isFamily(landscape)) continue
    const program = landscapeExpression(landscape).hessian
    const parameters = Object.values(landscape.parameters).map((parameter) => Number(parameter.default))
    gains.push({
      id: landscape.id,
      gain: interpretedTime(program, parameters) / (await gridTime(program, parameters, 12)),
    })
  }
  gains.sort((a, b) => a.gain - b.gain)
  const [least] = gains
  report({
    name: `catalogue, all derivatives against the interpreter: least, ${least!.id}`,
    value: least!.gain,
    unit: 'times',
    aim: { atLeast: 2.5 },
  })
  report({
    name: 'catalogue, all derivatives against the interpreter: median',
    value: median(gains.map(({ gain }) => gain)),
    unit: 'times',
    aim: { atLeast: 5 },
  })
}
