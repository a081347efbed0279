import { describe, expect, test } from 'vitest'
import type { JobTable, RaceSpec } from '../../src/engine'
import { createEngine, type Engine } from '../../src/engine/client'
import { jobKinds } from '../../src/engine/kinds'
import { checkRace } from '../../src/engine/kinds/race-specs'
import { createLoopback } from '../../src/engine/loopback'
import type { PoolMessage, Port, WorkerMessage } from '../../src/engine/protocol'
import { computeDirectly } from './compute-directly'

type Run = PoolMessage & { readonly type: 'run' }

/** An engine, the tiles that its worker was given, and the steps of the checkpoints that they came by. */
function opened(cache = 2 ** 26) {
  const runs: Run[] = []
  const passed: number[] = []
  const wrapWorker = (port: Port): Port => ({
    ...port,
    post(message, transfer) {
      if ((message as PoolMessage).type === 'run') runs.push(message as Run)
      port.post(message, transfer)
    },
    onMessage: (receive) =>
      port.onMessage((received) => {
        const message = received as WorkerMessage
        if (message.type === 'by-product') passed.push((message.spec as { step: number }).step)
        receive(message)
      }),
  })
  const { port, close } = createLoopback({
    kinds: jobKinds,
    workers: 1,
    cache,
    now: () => performance.now(),
    schedule: setImmediate,
    wrapWorker,
  })
  return { engine: createEngine(port), runs, passed, close }
}

async function raced(engine: Engine, spec: RaceSpec): Promise<JobTable['race']['result']> {
  const end = await engine.run('race', spec).end
  if (end.status !== 'done') throw new Error(JSON.stringify(end))
  return end.result
}

/** What a race has told, without the room that its columns have grown to. */
function told({ racers, traces }: JobTable['race']['result']): unknown {
  const used = (column: Float64Array, count: number, width = 1): Float64Array => column.slice(0, count * width)
  /** Every column of an object, and of those within it. */
  const usedOf = (columns: object, count: number): object =>
    Object.fromEntries(
      Object.entries(columns).map(([name, column]: [string, Float64Array | object]) => [
        name,
        column instanceof Float64Array ? used(column, count) : usedOf(column, count),
      ]),
    )
  return {
    racers,
    traces: traces.map(({ sampled, lengths, theta, distance, ...trace }) => ({
      ...trace,
      step: used(trace.step, trace.count),
      evaluations: used(trace.evaluations, trace.count),
      points: used(trace.points, trace.count, 2),
      loss: used(trace.loss, trace.count),
      gradientNorm: used(trace.gradientNorm, trace.count),
      theta: theta && used(theta, trace.count, trace.dimension),
      distance: distance && used(distance, trace.count),
      lengths: lengths && usedOf(lengths, trace.count),
      sampled: sampled && usedOf(sampled, trace.count),
    })),
  }
}

const plane: RaceSpec = checkRace({
  landscape: { kind: 'catalog', id: 'himmelblau', parameters: {} },
  domain: { x: [-5, 5], y: [-5, 5] },
  racers: [
    { id: 'adam', optimizer: 'adam', hyper: {}, start: [0, 0] },
    { id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.001 }, start: [1, 0] },
    { id: 'after', optimizer: 'sgd', hyper: { lr: 0.002 }, start: { kind: 'end', of: 'sgd' } },
  ],
  steps: 50,
  record: 1,
  stop: {},
  seed: 0,
  noise: { kind: 'gaussian', scale: 0.1 },
}).value!

describe('racers of different races', () => {
  test('are raced once, whatever they are called and whoever races beside them', async () => {
    const { engine, runs, close } = opened()
    await raced(engine, plane)
    const before = runs.length
    const [adam, sgd, after] = plane.racers
    const faster = { ...adam!, id: 'faster', hyper: { ...adam!.hyper, lr: 0.5 } }
    const changed = { ...plane, racers: [faster, after!, sgd!, { ...adam!, id: 'renamed' }] }
    const result = await raced(engine, changed)
    expect(runs.slice(before).map(({ kind, tile }) => [kind, tile])).toEqual([['race', 0]])
    expect(told(result)).toEqual(told(computeDirectly('race', changed)))
    expect(result.racers.map(({ id }) => id)).toEqual(['faster', 'after', 'sgd', 'renamed'])
    close()
  })

  test.each([
    ['the seed', { seed: 1 }],
    ['the steps', { steps: 51 }],
    ['the noise', { noise: { kind: 'gaussian', scale: 0.2 } }],
    ['what is recorded', { record: 2 }],
  ] as const)('are raced again where %s is another', async (_what, change) => {
    const { engine, runs, close } = opened()
    await raced(engine, plane)
    const before = runs.length
    const changed = { ...plane, ...change }
    expect(told(await raced(engine, changed))).toEqual(told(computeDirectly('race', changed)))
    expect(runs.slice(before).filter(({ kind }) => kind === 'race')).toHaveLength(3)
    close()
  })

  test('are raced again where another racer’s end, from which they start, is another', async () => {
    const { engine, runs, close } = opened()
    await raced(engine, plane)
    const before = runs.length
    const [adam, sgd, after] = plane.racers
    const changed = { ...plane, racers: [adam!, { ...sgd!, hyper: { ...sgd!.hyper, lr: 0.003 } }, after!] }
    expect(told(await raced(engine, changed))).toEqual(told(computeDirectly('race', changed)))
    expect(runs.slice(before).flatMap(({ kind, tile }) => (kind === 'race' ? [tile] : []))).toEqual([1, 2])
    close()
  })
})

const space: RaceSpec = checkRace({
  landscape: { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 1000 },
  domain: { x: [-2, 2], y: [-1, 3] },
  racers: [{ id: 'adam', optimizer: 'adam', hyper: {}, start: [-1.2, 1] }],
  steps: 1300,
  record: 7,
  stop: {},
  seed: 0,
  noise: { kind: 'gaussian', scale: 0 },
}).value!

/** A mean over examples, whose last checkpoint before the fork is on a recorded step at which nothing is measured. */
const sum: RaceSpec = checkRace({
  landscape: {
    kind: 'expression',
    expression: '(a*x1 + x2 - b)^2 + x3^2 + 0.1*(x4 - a)^2',
    parameters: {},
    dimension: 4,
    examples: { a: [1, -0.5, 0.25, 2], b: [0.5, 1, -1, 0.25] },
  },
  domain: { x: [-2, 2], y: [-2, 2] },
  racers: [{ id: 'adam', optimizer: 'adam', hyper: { lr: 1e-5 }, start: [2, -1.5] }],
  steps: 270_000,
  record: 2077,
  stop: {},
  seed: 4,
  noise: { kind: 'gaussian', scale: 0 },
  batch: { sampler: 'sequential', size: 1 },
  measure: { every: 5000 },
}).value!

describe.each([
  ['in many dimensions', space, 1200],
  ['on batches', sum, 266_000],
])('a fork %s', (_name, race, at) => {
  const [adam] = race.racers
  const copy = { ...adam!, id: 'copy', fork: { at, hyper: { lr: 0.05 } } }
  const forked = { ...race, racers: [adam!, copy] }

  test('goes on from a checkpoint of the racer that it is a copy of, to the same bits', async () => {
    const { engine, runs, passed, close } = opened()
    await raced(engine, race)
    const lastBefore = passed.filter((step) => step < at).at(-1)!
    expect(lastBefore).toBeLessThan(at)
    const [before, passedBefore] = [runs.length, passed.length]
    expect(told(await raced(engine, forked))).toEqual(told(computeDirectly('race', forked)))
    expect(runs.slice(before).map(({ kind, tile }) => [kind, tile])).toEqual([['race', 1]])
    expect(passed.slice(passedBefore).every((step) => step > lastBefore)).toBe(true)
    expect(runs.at(-1)!.needed!.map(({ key }) => key.split(' ', 2).join(' '))).toEqual(['race tile', 'checkpoint tile'])
    close()
  })

  test('runs from its start where that is not kept, to the same bits', async () => {
    const { engine, runs, close } = opened(0)
    await raced(engine, race)
    expect(told(await raced(engine, forked))).toEqual(told(computeDirectly('race', forked)))
    expect(runs.at(-1)!.needed).toEqual([])
    close()
  })
})
