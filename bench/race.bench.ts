import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { compileExpression } from '../src/core/calculus'
import type { Objective } from '../src/core/objectives/objective'
import { expressionObjective } from '../src/core/objectives/expression'
import { landscapeExpression, planeLandscape } from '../src/core/catalogue/landscapes'
import { findOptimizer, optimizers } from '../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../src/core/definitions/hyperparameters'
import { noNoise } from '../src/core/race/noise'
import { createRacer } from '../src/core/race/create-racer'
import type { Racer } from '../src/core/race/racer'
import type { TraceColumns } from '../src/core/race/trace'
import type { RaceResult, RaceSpec } from '../src/engine'
import type { Engine } from '../src/engine/client'
import { createNodeEngine } from '../src/engine/links/node/create-node-engine'
import type { Report } from './report'
import { adaptiveLoops } from './support/loops/adaptive'
import { curvatureLoops } from './support/loops/curvature'
import { firstOrderLoops } from './support/loops/first-order'
import { columns, rosenbrock } from './support/loops/loop'
import type { Columns, HandLoop } from './support/loops/loop'
import { matrixLoops } from './support/loops/matrix'
import { perturbedLoops } from './support/loops/perturbed'
import { quasiNewtonLoops } from './support/loops/quasi-newton'
import { truncatedNewtonLoops } from './support/loops/truncated-newton'
import { median } from './support/median'
import { scipyMethods, scipyRates, torchMethods, torchRates } from './support/python-peers'

/**
 * Races on rosenbrock, of every rule of the catalogue, against a hand-written loop of the same rule and function that
 * records the same columns.
 */
const start = [-1.5, 2] as const
/**
 * Runs so short that few of them are interrupted, many times over, by turns: so the medians tell the two apart on a
 * busy machine too.
 */
const steps = 4096
const rounds = 301
/** A rule whose runs are long gets fewer rounds: none begins after so many milliseconds. */
const patience = 1200
const memorySteps = 100_000
const memoryRacers = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam']

/** Rules that go on for as many steps as there are, each like the others: compared by the step. */
const steady: Readonly<Record<string, HandLoop>> = {
  ...firstOrderLoops,
  ...adaptiveLoops,
  ...perturbedLoops,
  ...matrixLoops,
  ...curvatureLoops,
}

/**
 * Rules that arrive within some tens of steps, each of several gradients or inner iterations: raced from many starts
 * and compared by the evaluation, which a gradient and a Hessian-vector product are. The racers are made before the
 * clock starts.
 */
const arriving: Readonly<Record<string, HandLoop>> = { ...quasiNewtonLoops, ...truncatedNewtonLoops }

/** The midpoints of the cells of a grid over the domain. */
const starts = Array.from(
  { length: 256 },
  (_, k) => [-2 + ((k % 16) + 0.5) / 4, -1 + (Math.floor(k / 16) + 0.5) / 4] as const,
)

/** Rules of which no more than the step itself is left: how far a race may be from the loop; else it is 4 times. */
const bareRules = ['sgd', 'momentum', 'nesterov', 'lion', 'newton']

export async function bench(report: Report): Promise<void> {
  const missing = optimizers.filter(({ id }) => !(id in steady) && !(id in arriving))
  if (missing.length > 0) throw new Error(`no hand-written loop for ${missing.map(({ id }) => id).join(', ')}`)
  // First, while there is no garbage of the timings to be mistaken for it.
  reportMemory(report)
  await reportEngine(report)
  const objective = rosenbrockObjective()
  const rates: Record<string, number> = {}
  const compare = (id: string, unit: 'step' | 'evaluation', times: Times): void => {
    rates[id] = 1000 / times.race
    report({
      name: `${id}, ${unit === 'step' ? 'a step' : 'an evaluation'}, against a hand-written loop`,
      value: times.race / times.hand,
      unit: 'times',
      aim: { atMost: bareRules.includes(id) ? 3 : 4 },
    })
    report({ name: id, value: rates[id], unit: `${unit}s/s` })
  }
  for (const [id, loop] of Object.entries(steady)) compare(id, 'step', timeSteps(id, loop, objective))
  for (const [id, loop] of Object.entries(arriving)) compare(id, 'evaluation', timeEvaluations(id, loop, objective))
  reportPeer(report, 'PyTorch', torchMethods, torchRates(), rates, 'steps/s')
  // A quarter of the starts: SciPy takes milliseconds for each.
  const some = starts.filter((_, k) => k % 4 === 1)
  reportPeer(report, 'SciPy', scipyMethods, scipyRates(some), rates, 'evaluations/s')
}

/** A race that is long, all of it recorded, and its racer. */
const longSteps = 2_000_000
const longRounds = 15
/** Rows of the parts of a long race. */
const longRows = 32_768
const longRacer = { id: 'adam', optimizer: 'adam', hyper: { lr: 0.1 }, start: [-0.5, -1.2] }

/**
 * A race through the engine, with one worker and the trace in the hands of who asked, and the same race in this thread,
 * its rows kept. By turns; the least counts, as the first rounds compile.
 */
async function reportEngine(report: Report): Promise<void> {
  const engine = createNodeEngine({ threads: 1, workerUrl: pathToFileURL('out/cli/worker.js') })
  const objective = expressionObjective(landscapeExpression(planeLandscape('himmelblau')), {})
  const inThread = (): TraceColumns[] =>
    finish(racerFrom('adam', longRacer.start, longRacer, objective, longSteps), longRows)
  let [least, leastInThread] = [Infinity, Infinity]
  for (let round = 0; round < longRounds; round++) {
    const begun = performance.now()
    const [trace] = (await raceThrough(engine, round)).traces
    const asked = performance.now()
    const chunks = inThread()
    const done = performance.now()
    least = Math.min(least, asked - begun)
    leastInThread = Math.min(leastInThread, done - asked)
    const last = chunks.at(-1)!.loss.at(-1)
    if (trace!.count !== longSteps + 1 || trace!.loss[longSteps] !== last)
      throw new Error(`adam through the engine ends at ${trace!.loss[trace!.count - 1]}, in this thread at ${last}`)
    // For what is compiled beside this thread.
    await new Promise((goOn) => setTimeout(goOn, 5))
  }
  engine.close()
  const name = `adam on himmelblau through the engine, ${longSteps} steps recorded`
  const rate = { value: (1000 * longSteps) / least, unit: 'steps/s', aim: { atLeast: 12e6 } }
  report({ name, ...rate })
  const against = { value: least / leastInThread, unit: 'times', aim: { atMost: 1.3 } }
  report({ name: 'adam on himmelblau through the engine, against the same in one thread', ...against })
}

async function raceThrough(engine: Engine, round: number): Promise<RaceResult> {
  const spec: RaceSpec = {
    landscape: { kind: 'catalog', id: 'himmelblau', parameters: {} },
    domain: { x: [-5, 5], y: [-5, 5] },
    racers: [longRacer],
    steps: longSteps,
    record: 1,
    stop: {},
    // One that nothing is drawn from, lest the answer is a cached one.
    seed: round,
    noise: { kind: 'gaussian', scale: 0 },
  }
  const end = await engine.run('race', spec).end
  if (end.status !== 'done') throw new Error(`race ended as ${end.status}`)
  return end.result
}

/** Milliseconds of a step or an evaluation. */
interface Times {
  readonly race: number
  readonly hand: number
}

function timeSteps(id: string, loop: HandLoop, objective: Objective): Times {
  const race = (): TraceColumns[] => finish(racerFrom(id, start, loop, objective, steps))
  const hand = (): Columns => {
    const out = columns(steps + 1)
    if (loop.run(out, ...start, Number(loop.hyper.lr)) !== steps)
      throw new Error(`${id}: the hand-written loop ends early`)
    return out
  }
  checkSame(id, race()[0]!, hand())
  const times = { race: [] as number[], hand: [] as number[] }
  repeat(() => {
    times.race.push(timed(race))
    times.hand.push(timed(hand))
  })
  return { race: median(times.race) / steps, hand: median(times.hand) / steps }
}

/** The median of each start by itself: a race of some microseconds is seldom interrupted, a round of them always. */
function timeEvaluations(id: string, loop: HandLoop, objective: Objective): Times {
  const out = columns(1000)
  const runs = starts.map((from) => ({ from, race: [] as number[], hand: [] as number[] }))
  const evaluations = { race: 0, hand: 0 }
  let round = 0
  repeat(() => {
    round++
    for (const { from, race, hand } of runs) {
      const racer = racerFrom(id, from, loop, objective, steps)
      let chunks: TraceColumns[] = []
      let last = 0
      race.push(timed(() => (chunks = finish(racer))))
      hand.push(timed(() => (last = loop.run(out, ...from, NaN))))
      if (round > 1) continue
      checkArrived(id, chunks[0]!, out, last)
      evaluations.race += racer.evaluations
      evaluations.hand += out.evaluations[last]!
    }
  })
  if (Math.abs(evaluations.race / evaluations.hand - 1) > 0.01)
    throw new Error(`${id} takes ${evaluations.race} evaluations, the hand-written loop ${evaluations.hand}`)
  const sum = (times: readonly (readonly number[])[]): number => times.reduce((total, of) => total + median(of), 0)
  return {
    race: sum(runs.map(({ race }) => race)) / evaluations.race,
    hand: sum(runs.map(({ hand }) => hand)) / evaluations.hand,
  }
}

function reportPeer(
  report: Report,
  peer: string,
  methods: Readonly<Record<string, string>>,
  theirs: Readonly<Record<string, number>> | undefined,
  ours: Readonly<Record<string, number>>,
  unit: string,
): void {
  for (const [id, method] of Object.entries(methods)) {
    const name = `${peer}’s ${method} on rosenbrock`
    if (theirs === undefined) report({ name: `${name}: ${peer} is absent`, value: 0, unit })
    else {
      report({ name: `${id} against ${name}`, value: theirs[method]! / ours[id]!, unit: 'times' })
      report({ name, value: theirs[method]!, unit })
    }
  }
}

function repeat(round: () => void): void {
  const begun = performance.now()
  for (let k = 0; k < rounds && (k < 5 || performance.now() - begun < patience); k++) round()
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function rosenbrockObjective(): Objective {
  return expressionObjective(compileExpression(rosenbrock, { variables: ['x', 'y'] }).value!, {})
}

const noStop = { record: 1, stop: {}, seed: 0, noise: noNoise, box: [[-2, 2] as const, [-1, 3] as const] }

function racerFrom(
  id: string,
  from: readonly number[],
  loop: Pick<HandLoop, 'hyper'>,
  objective: Objective,
  raceSteps: number,
): Racer {
  const optimizer = findOptimizer(id)!
  const hyper = checkHyperparameters(optimizer, loop.hyper, id).value!
  return createRacer({ optimizer, hyper, start: from }, objective, { ...noStop, steps: raceSteps })
}

/** Races as a worker does: some thousands of steps at a time, the rows handed over after each. */
function finish(racer: Racer, rows = 2048): TraceColumns[] {
  const chunks = []
  while (racer.ending === undefined) {
    racer.advance(512)
    if (racer.step % rows === 0 || racer.ending !== undefined) chunks.push(racer.takeRows())
  }
  return chunks
}

/**
 * The two must have gone the same way, or their times are not comparable. Long runs drift apart by rounding alone, and
 * those of rules that hop across the valley at once.
 */
function checkSame(id: string, rows: TraceColumns, out: Columns): void {
  const row = 100
  const error = distance(rows, row, out, row)
  if (!(error < 1e-9)) throw new Error(`${id}: the hand-written loop is ${error} away at step ${row}`)
}

/** Both must have ended at the minimum. */
function checkArrived(id: string, rows: TraceColumns, out: Columns, last: number): void {
  const error = distance(rows, rows.step.length - 1, out, last)
  if (!(error < 1e-3)) throw new Error(`${id}: the hand-written loop ends ${error} away`)
}

function distance(rows: TraceColumns, row: number, out: Columns, outRow: number): number {
  const along = (axis: number): number => Math.abs(rows.theta[2 * row + axis]! - out.theta[2 * outRow + axis]!)
  return Math.max(along(0), along(1))
}

function reportMemory(report: Report): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const objective = rosenbrockObjective()
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
  collect()
  const before = used()
  let most = 0
  const kept = memoryRacers.map((id) => {
    const chunks = finish(racerFrom(id, start, steady[id]!, objective, memorySteps))
    most = Math.max(most, used())
    return chunks
  })
  const raw = memoryRacers.length * (memorySteps + 1) * 6 * 8
  const name = `memory of ${memoryRacers.length} racers x ${memorySteps} steps, over their raw float64 data`
  report({ name: `${name}, at most while racing`, value: (most - before) / raw, unit: 'times', aim: { atMost: 3 } })
  collect()
  report({ name, value: (used() - before) / raw, unit: 'times', aim: { atMost: 3 } })
  if (kept.length !== memoryRacers.length) throw new Error('the traces must be alive while they are weighed')
}
