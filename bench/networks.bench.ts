import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findOptimizer } from '../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../src/core/definitions/hyperparameters'
import { assembledRunner } from '../src/core/networks/assembled-runner'
import type { BlockRunner } from '../src/core/networks/block-steps'
import { targetsOfClasses, type Examples } from '../src/core/networks/examples'
import { parameterCount, type Network } from '../src/core/networks/network'
import { networkObjective } from '../src/core/networks/network-objective'
import { plainRunner } from '../src/core/networks/plain-runner'
import { createRacer } from '../src/core/race/create-racer'
import { noNoise } from '../src/core/race/noise'
import { stream } from '../src/core/random/stream'
import { checkScene } from '../src/core/scene/parse'
import { createNodeEngine } from '../src/engine/links/node/create-node-engine'
import { raceSpec } from '../src/engine/scene-specs'
import type { Report } from './report'
import { median } from './support/median'
import { hasModule, python } from './support/python'

/** Networks whose gradient over all examples, and training by batches of 32, is timed, against PyTorch where it is. */
const batch = 32
const cases = [
  { name: '2-16-16-2 tanh', widths: [2, 16, 16, 2], activation: 'tanh', examples: 512, rounds: 201, batch, aim: 1 },
  { name: '784-64-10 relu', widths: [784, 64, 10], activation: 'relu', examples: 2000, rounds: 11, batch, aim: 2 },
] as const
const steps = 1000

type Case = (typeof cases)[number]

export async function bench(report: Report): Promise<void> {
  const theirs = torchTimes()
  for (const given of cases) {
    const network = networkOf(given)
    const examples = examplesOf(given)
    const n = parameterCount(network)
    const draws = stream(1, 'theta')
    const theta = Float64Array.from({ length: n }, () => 0.3 * draws.normal())
    const gradient = new Float64Array(n)
    const gradientTime = (make: (size: number) => BlockRunner): number => {
      const objective = networkObjective(network, examples, 0, {}, make)
      const work = (): unknown => objective.valueGrad(theta, gradient)
      work()
      return median(Array.from({ length: given.rounds }, () => timed(work)))
    }
    const ours = gradientTime((size) => assembledRunner(size)!)
    const { name } = given
    report({ name: `${name}, gradient over ${given.examples} examples`, value: ours, unit: 'ms' })
    const plain = { value: gradientTime(plainRunner) / ours, unit: 'times', aim: { atLeast: 1.7 } }
    report({ name: `${name}, gradient, two lanes faster than the plain form`, ...plain })
    const against = theirs?.[`${name} gradient`]
    if (against !== undefined) {
      const aim = { atMost: given.aim }
      report({ name: `${name}, gradient, against PyTorch`, value: ours / against, unit: 'times', aim })
    }
    const step = stepTime(network, examples, theta)
    report({ name: `${name}, a step of Adam on ${batch} examples`, value: 1000 * step, unit: 'us' })
    for (const [rule, aim] of [
      ['Adam', given.name.startsWith('2-') ? { atLeast: 10 } : undefined],
      ['fused Adam', undefined],
    ] as const) {
      const their = theirs?.[`${name} ${rule}`]
      if (their !== undefined)
        report({
          name: `${name}, steps, faster than PyTorch’s ${rule}`,
          value: their / step,
          unit: 'times',
          ...(aim && { aim }),
        })
    }
  }
  if (theirs === undefined) report({ name: 'PyTorch is absent', value: 0, unit: '' })
  costs(report)
  memory(report)
  await ensemble(report)
}

/** An update on 32 examples of few and of many, and on batches of one to 1024. */
function costs(report: Report): void {
  const network = networkOf(cases[0])
  const theta = Float64Array.from({ length: parameterCount(network) }, (_, k) => 0.1 * Math.sin(k))
  const timeOf = (examples: number, size: number): number =>
    stepTime(network, examplesOf({ ...cases[0], examples }), theta, size)
  const ofCounts = [1000, 10_000, 100_000].map((examples) => timeOf(examples, batch))
  report({ name: `an update on ${batch} of 1000 examples`, value: 1000 * ofCounts[0]!, unit: 'us' })
  const aim = { atMost: 1.5 }
  report({ name: 'of 100 000 examples, against that', value: ofCounts[2]! / ofCounts[0]!, unit: 'times', aim })
  for (const size of [1, 2, 3, 4, 8, 16, 31, 32, 33, 64, 128, 256, 512, 1023, 1024])
    report({ name: `an update on a batch of ${size}`, value: 1000 * timeOf(2000, size), unit: 'us' })
}

/**
 * Training 10^4 parameters for 10^4 steps by the built command: the largest resident set. Where the system tells that
 * of the process alone it is taken: `maxRSS` begins with what the process that started it had.
 */
function memory(report: Report): void {
  const scene = {
    basin: 1,
    landscape: { ...trained, widths: [2, 96, 96, 2] },
    batch: { sampler: 'reshuffle', size: 32 },
    steps: 10_000,
    racers: [{ optimizer: 'adam', lr: 0.001 }],
  }
  const file = join(mkdtempSync(join(tmpdir(), 'basin-bench-')), 'race.npz')
  const atExit = `import { readFileSync } from 'node:fs'
    const status = '/proc/self/status'
    const peak = () => process.platform === 'linux'
      ? /VmHWM:\\s*(\\d+)/.exec(readFileSync(status, 'utf8'))[1] : process.resourceUsage().maxRSS
    process.on('exit', () => process.stderr.write('resident ' + peak() + '\\n'))`
  const run = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(atExit)}`, 'out/cli/basin.js', 'race', '-', '--out', file],
    { encoding: 'utf8', input: JSON.stringify(scene), maxBuffer: 2 ** 28 },
  )
  rmSync(dirname(file), { recursive: true })
  if (run.status !== 0) throw new Error(`basin race failed:\n${run.stderr}`)
  const kibibytes = [...run.stderr.matchAll(/resident (\d+)/g)].map(([, count]) => Number(count))
  const value = Math.max(...kibibytes) / 1024
  report({ name: '9 890 parameters for 10 000 steps, memory', value, unit: 'MiB', aim: { atMost: 250 } })
}

/** 32 seeds of one training, by one worker and by two. Both have trained a little before: the window's are warm too. */
async function ensemble(report: Report): Promise<void> {
  const scene = checkScene({
    basin: 1,
    landscape: trained,
    batch: { sampler: 'reshuffle', size: 32 },
    steps: 2000,
    racers: [{ optimizer: 'adam', lr: 0.01 }],
  }).value!
  const timeOf = async (threads: number): Promise<number> => {
    const engine = createNodeEngine({ threads, workerUrl: pathToFileURL('out/cli/worker.js') })
    const ask = (steps: number) => {
      const spec = { race: { ...raceSpec(scene), record: 100, steps }, seeds: 32, quantiles: [0.5] }
      return engine.run('ensemble', spec, { priority: 'background' }).end
    }
    await ask(200)
    const begun = performance.now()
    const end = await ask(scene.steps)
    const time = performance.now() - begun
    engine.close()
    if (end.status !== 'done') throw new Error('the ensemble did not end')
    return time
  }
  const ratios: number[] = []
  for (let round = 0; round < 5; round++) ratios.push((await timeOf(1)) / (await timeOf(2)))
  report({ name: '32 seeds, two workers against one', value: median(ratios), unit: 'times', aim: { atLeast: 1.8 } })
}

const trained = {
  kind: 'network',
  widths: [2, 16, 16, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 400, noise: 0.15, split: [0.7, 0.15, 0.15] },
  init: { id: 'xavier' },
}

/** Milliseconds of a step: the median of races of so many, whose losses over all examples are left out. */
function stepTime(network: Network, examples: Examples, start: Float64Array, size: number = batch): number {
  const optimizer = findOptimizer('adam')!
  const hyper = checkHyperparameters(optimizer, { lr: 1e-3 }, 'adam').value!
  const race = {
    record: steps,
    steps: steps + 1,
    stop: {},
    seed: 0,
    noise: noNoise,
    box: [],
    measure: { every: 2 * steps },
  }
  const spec = { optimizer, hyper, start, batch: { sampler: 'with-replacement', size } }
  const times = Array.from({ length: 7 }, () => {
    const racer = createRacer(spec, networkObjective(network, examples, 0), race)
    racer.advance(100)
    return timed(() => racer.advance(steps - 100)) / (steps - 100)
  })
  return median(times)
}

function networkOf({ widths, activation }: Case): Network {
  const activations = widths.slice(2).map(() => activation)
  return { widths, activations, loss: 'cross-entropy', batchNorm: false, isTied: false }
}

function examplesOf({ widths, examples: count }: Pick<Case, 'widths'> & { readonly examples: number }): Examples {
  const draws = stream(1, 'examples')
  const inputs = Float64Array.from({ length: count * widths[0] }, () => draws.normal())
  const outputs = widths.at(-1)!
  const labels = Array.from({ length: count }, () => Math.floor(outputs * draws.uniform()))
  return { count, inputs, targets: targetsOfClasses(labels, outputs) }
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function torchTimes(): Readonly<Record<string, number>> | undefined {
  if (!hasModule('torch')) return undefined
  const run = spawnSync(python, [resolve('bench/support/network-peers.py')], {
    encoding: 'utf8',
    input: JSON.stringify(cases),
    env: { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  })
  if (run.status !== 0) throw new Error(`network-peers.py failed:\n${run.stderr}`)
  return JSON.parse(run.stdout) as Record<string, number>
}
