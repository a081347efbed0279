import { regionThresholds } from '../../src/core/analysis/region/region-class'
import { type Channel, type ChannelRunOptions, createChannel, type JobEnd } from '../../src/engine/channel'
import type { ClientMessage, EngineError, Port, ServerMessage } from '../../src/engine/protocol'
import type { RaceSpec, SurfaceResult, SurfaceSpec } from '../../src/engine'
import type { RacePart } from '../../src/engine/accumulations/race'
import { blobName } from '../../src/core/blob-name'
import { gridToBytes } from '../../src/core/objectives/grid-bytes'
import type { SampledGrid } from '../../src/core/objectives/sampled-grid'
import { recordedPath } from './recorded-path'
import {
  type Counters,
  type SumsSpec,
  walkAccumulation,
  type WalkPart,
  type Walks,
  type WalkSpec,
  walksOf,
} from './test-kinds'

/** A link under test: opens an engine that serves the test kinds with so many workers. */
export type OpenLink = (workers: number) => Promise<{ readonly port: Port; close(): Promise<void> | void }>

/** One proof, that must hold on every link. It knows no test runner, since it runs in pages too. */
export interface LinkCase {
  readonly name: string
  run(open: OpenLink): Promise<void>
}

interface Subject {
  readonly channel: Channel
  readonly notices: EngineError[]
  /** Terminal messages received, by job. */
  readonly terminals: Map<number, number>
  /** The most parts that were on their way at once in any job. */
  readonly mostOutstanding: () => number
  /** What the client has posted. */
  readonly posted: () => readonly ClientMessage[]
}

const rosenbrock = { kind: 'catalog', id: 'rosenbrock', parameters: {} } as const
const domain = { x: [-2, 2], y: [-1, 3] } as const

export function surfaceSpec(size: number, xMax = 2): SurfaceSpec {
  return { landscape: rosenbrock, domain: { ...domain, x: [-2, xMax] }, resolution: [size, size], gradient: false }
}

const endless: WalkSpec = { tiles: 1, steps: 1e9 }

export const linkCases: readonly LinkCase[] = [
  subjectCase('every job ends exactly once', 2, async ({ channel, terminals }) => {
    const cancelled = channel.run('walk', endless)
    cancelled.cancel()
    cancelled.cancel()
    const superseded = channel.run('walk', endless, { supersedes: 'key' })
    const statuses = await statusesOf([
      channel.run('walk', { tiles: 5, steps: 10 }, { supersedes: 'key' }),
      channel.run('walk', { tiles: 3, steps: 10, rows: 2 }),
      channel.run('walk', { tiles: 3, steps: 100, throwsAt: 50 }),
      channel.run('walk', { tiles: 0, steps: 1 }),
      channel.run('walk', { tiles: 1, steps: 1e12 }),
      channel.run('unheard-of', {}),
      cancelled,
      superseded,
    ])
    equal(statuses, ['done', 'done', 'failed', 'failed', 'failed', 'failed', 'cancelled', 'cancelled'], 'statuses')
    // A late second ending would have come before the answer to this one.
    await channel.run('walk', { tiles: 4, steps: 10 }).end
    equal([...terminals.values()], Array(9).fill(1), 'terminal messages of each job')
  }),

  subjectCase('errors say what is wrong', 1, async ({ channel }) => {
    const errorOf = async (kind: string, spec: unknown) => failure(await channel.run(kind, spec).end)
    const unknown = await errorOf('unheard-of', {})
    equal(unknown.code, 'unknown-kind', 'code')
    includes(unknown.message, 'unknown job kind: "unheard-of"')
    const bad = await errorOf('walk', { tiles: 0, steps: 1 })
    equal([bad.code, bad.message], ['bad-spec', 'tiles: tiles not positive: got 0; give 1 or more'], 'bad spec')
    const nan = await errorOf('walk', { tiles: 1, steps: Number.NaN })
    equal([nan.code, nan.message], ['bad-spec', 'spec.steps: number not finite: got NaN; give a finite number'], 'NaN')
    const large = await errorOf('walk', { tiles: 1, steps: 1e12 })
    equal(large.code, 'too-large', 'code')
    includes(large.message, 'take fewer steps')
    const thrown = await errorOf('walk', { tiles: 2, steps: 10, throwsAt: 5 })
    equal([thrown.code, thrown.message], ['internal', 'computation failed: the walk stumbled'], 'thrown')
  }),

  subjectCase('bad surfaces and races are refused with the limit named', 1, async ({ channel }) => {
    for (const size of [0, 1e6]) {
      const error = failure(await channel.run('surface', surfaceSpec(size)).end)
      equal(error.code, 'bad-spec', `code for resolution ${size}`)
      includes(error.message, String(size))
      includes(error.message, '8192')
    }
    const none = failure(await channel.run('race', { ...raceSpec(10), racers: [] }).end)
    includes(none.message, 'racers')
    const long = failure(await channel.run('race', raceSpec(1e12)).end)
    equal(long.code, 'too-large', 'code for 10^12 steps')
    includes(long.message, 'steps')
  }),

  subjectCase('NaN, infinities and negative zero arrive as such', 1, async ({ channel }) => {
    const result = success(await channel.run('specials', {}).end) as {
      numbers: number[]
      array: Float64Array
      nested: { deep: { value: number }[]; none: null }
    }
    const expected = [Number.NaN, Infinity, -Infinity, -0, 5e-324, 1]
    equal(result.numbers.map(bitsOf), expected.map(bitsOf), 'numbers')
    equal([...result.array].map(bitsOf), expected.map(bitsOf), 'array')
    equal(Number.isNaN(result.nested.deep[0]!.value), true, 'nested NaN')
    equal(result.nested.none, null, 'null')
  }),

  subjectCase('a negative zero in a spec is another number than zero', 1, async ({ channel }) => {
    const landscape = { kind: 'expression', expression: '1/x + y', parameters: {} }
    const valueAt = async (x: number): Promise<number> => {
      const answer = success(await channel.run('probe', { landscape, domain, at: [x, 1] }).end)
      return (answer as { value: number }).value
    }
    equal(
      [await valueAt(0), await valueAt(-0), await valueAt(0)].map(String),
      ['Infinity', '-Infinity', 'Infinity'],
      'values',
    )
  }),

  subjectCase('a probe is answered while a long job runs', 1, async ({ channel }) => {
    const long = channel.run('walk', { tiles: 8, steps: 1e8 })
    let ended = false
    void long.end.then(() => (ended = true))
    const at = [0.5, 0.25]
    success(await channel.run('probe', { landscape: rosenbrock, domain, at }, { priority: 'interactive' }).end)
    equal(ended, false, 'long job ended')
    long.cancel()
    equal((await long.end).status, 'cancelled', 'status')
  }),

  subjectCase('a cancelled 2048 x 2048 surface is computed no further', 1, async ({ channel }) => {
    const counters = async () =>
      success(await channel.run('counters', { of: 'surface' }, { priority: 'interactive' }).end) as Counters
    let progressed: (() => void) | undefined
    const firstProgress = new Promise<void>((resolve) => (progressed = resolve))
    const landscape = { kind: 'catalog', id: 'de-jong-5', parameters: {} }
    const surface = channel.run('surface', { ...surfaceSpec(2048), landscape }, { onProgress: () => progressed?.() })
    await firstProgress
    surface.cancel()
    const atCancel = await counters()
    await channel.run('walk', { tiles: 2, steps: 20_000 }, { priority: 'background' }).end
    equal((await surface.end).status, 'cancelled', 'status')
    equal(await counters(), atCancel, 'slices after the worker has read the cancel')
    equal(atCancel.slices > 0, true, 'slices before it')
  }),

  subjectCase(
    'jobs of a sum of 6000 terms let others pass, and are computed no further once cancelled',
    1,
    async (subject) => {
      const { channel } = subject
      const expression = 'sum(k,1,6000,sin(k x)*cos(y k+1)*exp(x/k)*k+k^2*y)'
      const at = { landscape: { kind: 'expression', expression, parameters: {} }, domain }
      const race = { steps: 100, stop: {}, seed: 0, noise: { kind: 'gaussian', scale: 0 } }
      const racer = { id: 'a', optimizer: 'sgd', hyper: {}, start: [0.3, 0.4] }
      const jobs: readonly (readonly [kind: string, spec: unknown])[] = [
        ['surface', { ...at, resolution: [256, 256], gradient: true }],
        ['field', { ...at, wholeDomain: domain, resolution: [256, 256], thresholds: regionThresholds }],
        ['points', at],
        ['race', { ...at, ...race, record: 1, racers: [racer] }],
        ['basins', { ...at, ...race, racer, resolution: [32, 32] }],
      ]
      for (const [kind, spec] of jobs) {
        const counters = async () =>
          success(await channel.run('counters', { of: kind }, { priority: 'interactive' }).end) as Counters
        const job = channel.run(kind, spec)
        let early: JobEnd<unknown> | undefined
        void job.end.then((end) => (early = end))
        while ((await counters()).slices < 3) equal(early, undefined, `end of ${kind} before it is cancelled`)
        job.cancel()
        equal((await job.end).status, 'cancelled', `status of ${kind}`)
        const atCancel = await counters()
        await channel.run('walk', { tiles: 2, steps: 20_000 }, { priority: 'background' }).end
        equal(await counters(), atCancel, `slices of ${kind} after the worker has read the cancel`)
      }
    },
  ),

  subjectCase('what is computed sooner than copied is not kept', 1, async ({ channel }) => {
    const begun = async () => (success(await channel.run('counters', { of: 'surface' }).end) as Counters).begun
    const of = async (landscape: object) =>
      success(await channel.run('surface', { ...surfaceSpec(40), landscape }).end) as SurfaceResult
    const family = { kind: 'catalog', id: 'rastrigin-n', parameters: {}, dimension: 3 }
    for (const [landscape, twice] of [
      [rosenbrock, 2],
      [family, 1],
    ] as const) {
      const before = await begun()
      const [one, other] = [await of(landscape), await of(landscape)]
      equal(await begun(), before + twice, `tiles begun of ${landscape.id}`)
      equal([...other.values], [...one.values], `values of ${landscape.id}`)
    }
  }),

  subjectCase('of a thousand surfaces that supersede each other at most a handful is computed', 2, async (subject) => {
    const jobs = Array.from({ length: 1000 }, (_, index) =>
      subject.channel.run('surface', surfaceSpec(512, 2 + index / 1000), { supersedes: 'surface' }),
    )
    const statuses = await statusesOf(jobs)
    equal(statuses.at(-1), 'done', 'the last')
    const done = statuses.filter((status) => status === 'done').length
    equal(done <= 5, true, `at most 5 computed, got ${done}`)
    equal(statuses.filter((status) => status === 'cancelled').length, 1000 - done, 'the others cancelled')
  }),

  subjectCase('a slow reader has at most four parts on their way', 2, async ({ channel, mostOutstanding }) => {
    const { rows } = await walked(channel, { tiles: 4, steps: 60, rows: 3 }, { onPart: turn })
    equal(mostOutstanding(), 4, 'most parts outstanding')
    equal(
      rows.map(({ length }) => length),
      [60, 60, 60, 60],
      'rows of each tile',
    )
  }),

  subjectCase('a streaming job that was computed before gives the same parts without computing', 1, async (subject) => {
    const { channel } = subject
    const begun = async () => (success(await channel.run('counters', { of: 'walk' }).end) as Counters).begun
    const spec: WalkSpec = { tiles: 3, steps: 40, rows: 3 }
    const run = async () => {
      const parts: unknown[] = []
      const onPart = async (part: WalkPart) => {
        parts.push({ ...part, rows: [...part.rows] })
        await turn()
      }
      const walks = await walked(channel, spec, { onPart })
      return { walks, parts: parts.map((part) => JSON.stringify(part)).sort() }
    }
    const computed = await run()
    equal(await begun(), 3, 'tiles begun')
    equal(await run(), computed, 'the second time')
    equal(await run(), computed, 'the third time')
    equal(await begun(), 3, 'tiles begun for all three')
    equal(subject.mostOutstanding(), 4, 'most parts outstanding')
  }),

  subjectCase('of a streaming job that was cancelled midway nothing is kept', 1, async ({ channel }) => {
    const spec: WalkSpec = { tiles: 2, steps: 400, rows: 5 }
    let cancel: () => void = () => undefined
    const onPart = ({ end }: WalkPart) => {
      if (end === undefined) cancel()
    }
    const job = channel.run('walk', spec, { onPart: (part) => onPart(part as WalkPart) })
    cancel = job.cancel
    equal((await job.end).status, 'cancelled', 'status')
    const { rows, ends } = await walked(channel, spec)
    equal(
      rows.map(({ length }) => length),
      [400, 400],
      'rows of each tile',
    )
    equal(
      ends,
      rows.map((tile) => tile.at(-1)!),
      'ends',
    )
  }),

  {
    name: 'a killed worker is reported and replaced, and its tiles done again without a row twice',
    async run(open) {
      const spec: WalkSpec = { tiles: 3, steps: 200, rows: 10, diesAt: 95 }
      const race = async (poisoned: boolean) =>
        withSubject(open, 1, async ({ channel, notices }) => {
          if (poisoned) await channel.run('poison', {}).end
          const progress: number[] = []
          const walks = await walked(channel, spec, { onProgress: ({ done }) => progress.push(done) })
          equal(
            progress.every((done, index) => index === 0 || done >= progress[index - 1]!),
            true,
            'progress that never falls',
          )
          return { walks, notices }
        })
      const sound = await race(false)
      const killed = await race(true)
      equal(sound.notices, [], 'notices of the sound run')
      equal(
        killed.notices.map(({ code }) => code),
        ['worker-lost'],
        'notices of the killed run',
      )
      includes(killed.notices[0]!.message, 'a new one has taken its place')
      equal(killed.walks, sound.walks, 'walks')
    },
  },

  subjectCase('a computation that kills its worker twice fails, and the engine goes on', 1, async (subject) => {
    const { channel, notices } = subject
    const error = failure(await channel.run('walk', { tiles: 1, steps: 10, diesAt: 5, deadly: true }).end)
    equal(error.code, 'worker-lost', 'code')
    equal(notices.length, 2, 'workers lost')
    success(await channel.run('walk', { tiles: 2, steps: 10 }).end)
  }),

  subjectCase('a job is given the results of those that it needs, each computed once', 2, async ({ channel }) => {
    const spec: SumsSpec = {
      of: [
        { tiles: 2, steps: 30, rows: 4 },
        { tiles: 1, steps: 50 },
      ],
      follow: 3,
    }
    const expected = await sumsOf(channel, spec)
    const begun = async () => (success(await channel.run('counters', { of: 'sums' }).end) as Counters).begun
    for (const _ of [1, 2]) equal(success(await channel.run('sums', spec).end), { sums: expected }, 'sums')
    equal((await begun()) <= 5, true, 'tiles begun')
    const progress: number[] = []
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      equal(done <= total, true, 'progress within its total')
      progress.push(done)
    }
    const long: SumsSpec = { of: [{ tiles: 3, steps: 3000 }], follow: 1 }
    const [first, second] = await Promise.all([
      channel.run('sums', long, { onProgress }).end,
      channel.run('sums', { ...long, follow: 0 }).end,
    ])
    equal(
      (success(first) as { sums: number[] }).sums[0],
      (success(second) as { sums: number[] }).sums[0],
      'shared walk',
    )
    equal(
      progress,
      [...progress].sort((a, b) => a - b),
      'progress that never falls',
    )
  }),

  subjectCase('two jobs that need the same at once wait for one computation of it', 1, async ({ channel }) => {
    const walk: WalkSpec = { tiles: 2, steps: 20_000 }
    const jobs = [0, 1, 2].map((follow) => channel.run('sums', { of: [walk], follow }))
    jobs[1]!.cancel()
    const [first, cancelled, third] = await Promise.all(jobs.map(({ end }) => end))
    equal(cancelled!.status, 'cancelled', 'the one that was cancelled')
    equal((success(first!) as { sums: number[] }).sums.length, 1, 'sums of the first')
    equal((success(third!) as { sums: number[] }).sums.length, 3, 'sums of the third')
    const { begun } = success(await channel.run('counters', { of: 'walk' }).end) as Counters
    equal(begun, 4, 'tiles of walks begun: two that are shared, two that follow')
  }),

  subjectCase('what nobody waits for any more is computed no further', 1, async ({ channel }) => {
    const counters = async () =>
      success(await channel.run('counters', { of: 'walk' }, { priority: 'interactive' }).end) as Counters
    const jobs = [0, 1].map((follow) => channel.run('sums', { of: [endless], follow }))
    while ((await counters()).slices < 3) await turn()
    jobs[0]!.cancel()
    const before = await counters()
    while ((await counters()).slices === before.slices) await turn()
    jobs[1]!.cancel()
    const atCancel = await counters()
    await channel.run('probe', { landscape: rosenbrock, domain, at: [0.5, 0.5] }, { priority: 'background' }).end
    equal(await counters(), atCancel, 'slices after the last was cancelled')
    equal(await statusesOf(jobs), ['cancelled', 'cancelled'], 'statuses')
  }),

  subjectCase('a job fails with what it needs, and says which job that was', 1, async ({ channel }) => {
    const errorOf = async (kind: string, spec: unknown) => failure(await channel.run(kind, spec).end)
    const good: WalkSpec = { tiles: 1, steps: 10 }
    const thrown = await errorOf('sums', { of: [good, { ...good, throwsAt: 5 }], follow: 0 })
    equal(thrown.message, 'walk, which sums needs, failed: computation failed: the walk stumbled', 'message')
    const bad = await errorOf('sums', { of: [{ tiles: 0, steps: 1 }], follow: 0 })
    equal([bad.code, bad.message.includes('tiles not positive: got 0')], ['bad-spec', true], 'bad spec')
    const large = await errorOf('sums', { of: [1, 2, 3].map((tiles) => ({ tiles, steps: 4e9 })), follow: 0 })
    equal(large.code, 'too-large', 'what is too large together')
    const circle = await errorOf('circle', { at: 0, around: 3 })
    includes(circle.message, 'jobs need each other in a circle: circle {"around":3,"at":')
    const deep = await errorOf('circle', { at: 0, around: 1000 })
    includes(deep.message, 'jobs need each other more than 64 deep')
    success(await channel.run('sums', { of: [good], follow: 1 }).end)
  }),

  subjectCase(
    'a racer starts where another has ended, which is raced once for all that ask',
    1,
    async ({ channel }) => {
      const names = ['last', 'other', 'middle', 'first']
      const starts = [
        { kind: 'end', of: 'middle' },
        { kind: 'end', of: 'middle' },
        { kind: 'end', of: 'first' },
        [-1.5, 2],
      ]
      const racers = names.map((id, i) => ({ ...raceSpec(300).racers[0]!, id, start: starts[i]! }))
      const race = { ...raceSpec(300), racers }
      const begun = async () => (success(await channel.run('counters', { of: 'path' }).end) as Counters).begun
      const rowsOf = async (spec: object): Promise<Map<number, RacePart[]>> => {
        const rows = new Map<number, RacePart[]>()
        const onPart = (part: RacePart): void => void rows.set(part.racer, [...(rows.get(part.racer) ?? []), part])
        success(await channel.run('race', spec, { onPart: (part) => onPart(part as RacePart) }).end)
        return rows
      }
      const rows = await rowsOf(race)
      const firstOf = (racer: number) => [...rows.get(racer)![0]!.rows.theta.subarray(0, 2)]
      const lastOf = (racer: number) => [...rows.get(racer)!.at(-1)!.rows.theta.slice(-2)]
      equal([firstOf(0), firstOf(1), firstOf(2)], [lastOf(2), lastOf(2), lastOf(3)], 'starts')
      equal(await begun(), 2, 'paths: of the first and of the middle')
      success(await channel.run('step', { race, racer: 0, step: 5 }).end)
      success(await channel.run('sweep', { race, x: { hyperparameter: 'lr', values: [0.001, 0.002] } }).end)
      equal(await begun(), 2, 'paths after a step and a sweep')
    },
  ),

  {
    name: 'a worker that is lost over a needed job changes no byte of the result',
    async run(open) {
      const spec: SumsSpec = { of: [{ tiles: 2, steps: 60, rows: 5, diesAt: 31 }], follow: 2 }
      const sums = (poisoned: boolean) =>
        withSubject(open, 1, async ({ channel, notices }) => {
          if (poisoned) await channel.run('poison', {}).end
          const result = success(await channel.run('sums', spec).end)
          return { result, lost: notices.length }
        })
      const sound = await sums(false)
      equal(await sums(true), { ...sound, lost: 1 }, 'sums')
    },
  },

  subjectCase('a blob is sent once and reaches every worker, a new one too', 2, async ({ channel, posted }) => {
    const bytes = gridToBytes(bowl)
    const landscape = { kind: 'sampled', blob: blobName(bytes) }
    const spec = { landscape, domain: bowlDomain, resolution: [513, 257], gradient: false }
    const early = channel.putBlob(bytes)
    // Before the name has come back.
    const surface = success(await channel.run('surface', spec).end) as SurfaceResult
    equal(success(await early), landscape.blob, 'name')
    const valueAt = (i: number, j: number) => surface.values[j * 513 + i]!
    // A cubic spline is exact for it, to rounding.
    equal(Math.abs(valueAt(0, 0) - 2) < 1e-12 && Math.abs(valueAt(128, 64) - 0.5) < 1e-12, true, 'values')
    equal(
      [...surface.range].map((value) => Math.round(value)),
      [0, 2],
      'range',
    )
    await channel.run('poison', {}).end
    await channel.run('walk', { tiles: 2, steps: 10, diesAt: 5 }).end
    const race = { ...raceSpec(50), landscape, domain: bowlDomain, noise: { kind: 'gaussian', scale: 0 } }
    const starts = race.racers.map((racer) => ({ ...racer, start: [0.5, 0.5] }))
    success(await channel.run('race', { ...race, racers: starts }).end)
    success(await channel.run('step', { race: { ...race, racers: starts }, racer: 0, step: 20 }).end)
    success(await channel.run('surface', { ...spec, gradient: true }).end)
    equal(posted().filter(({ type }) => type === 'put-blob').length, 1, 'times sent')
  }),

  subjectCase('a job that names a blob that is not there fails, and so it is after a drop', 1, async ({ channel }) => {
    const bytes = gridToBytes(bowl)
    const at = [0.1, 0.2]
    const spec = { landscape: { kind: 'sampled', blob: blobName(bytes) }, domain: bowlDomain, at }
    const before = failure(await channel.run('probe', spec).end)
    equal(before.code, 'missing-blob', 'code')
    includes(before.message, spec.landscape.blob)
    await channel.putBlob(bytes)
    success(await channel.run('probe', spec).end)
    channel.dropBlob(spec.landscape.blob)
    equal(failure(await channel.run('probe', { ...spec, at: [0.3, 0.2] }).end).code, 'missing-blob', 'code after')
  }),

  subjectCase('a file is read in a worker, which loads what that takes', 1, async ({ channel }) => {
    const bytes = Uint8Array.from(atob(recordedPath), (letter) => letter.charCodeAt(0))
    const blob = success(await channel.putBlob(bytes))
    const { path } = success(await channel.run('open-file', { name: 'a.h5', blob }).end) as { path: number[][] }
    equal([path.length, path[30]], [31, [0, 0]], 'path')
    const cancelled = channel.run('open-file', { name: 'b.h5', blob })
    cancelled.cancel()
    equal((await cancelled.end).status, 'cancelled', 'status')
    const wrong = success(await channel.run('open-file', { name: 'a.npz', blob }).end) as { problems: unknown[] }
    equal(wrong.problems.length, 1, 'problems')
  }),
]

/** x^2 + y^2 on 5 x 5 points. */
const bowlAxis = Float64Array.of(-1, -0.5, 0, 0.25, 1)
const bowl: SampledGrid = {
  x: bowlAxis,
  y: bowlAxis,
  values: Float64Array.from({ length: 25 }, (_, p) => bowlAxis[p % 5]! ** 2 + bowlAxis[Math.floor(p / 5)]! ** 2),
}
const bowlDomain = { x: [-1, 1], y: [-1, 1] }

export function raceSpec(steps: number): RaceSpec {
  const adam = { betas: [0.9, 0.999] as const, eps: 1e-8, weightDecay: 0, amsgrad: false }
  return {
    landscape: rosenbrock,
    domain,
    racers: [
      { id: 'adam', optimizer: 'adam', hyper: { ...adam, lr: 0.05 }, start: [-1.5, 2] },
      { id: 'slow', optimizer: 'adam', hyper: { ...adam, lr: 0.001 }, start: [-1.5, 2] },
      { id: 'elsewhere', optimizer: 'adam', hyper: { ...adam, lr: 0.01 }, start: [1.5, -0.5] },
    ],
    steps,
    record: 1,
    stop: {},
    seed: 7,
    noise: { kind: 'gaussian', scale: 0.1 },
  }
}

function subjectCase(name: string, workers: number, run: (subject: Subject) => Promise<void>): LinkCase {
  return { name, run: (open) => withSubject(open, workers, run) }
}

/** Opens a link, listens in on its messages, and closes it whatever happens. */
export async function withSubject<T>(
  open: OpenLink,
  workers: number,
  run: (subject: Subject) => Promise<T>,
): Promise<T> {
  const { port, close } = await open(workers)
  const notices: EngineError[] = []
  const terminals = new Map<number, number>()
  const outstanding = new Map<number, number>()
  const posted: ClientMessage[] = []
  let most = 0
  const add = (counts: Map<number, number>, job: number, by: number) => counts.set(job, (counts.get(job) ?? 0) + by)
  const tapped: Port = {
    ...port,
    post(message, transfer) {
      const sent = message as ClientMessage
      posted.push(sent)
      if (sent.type === 'acknowledge') add(outstanding, sent.job, -1)
      port.post(message, transfer)
    },
    onMessage(receive) {
      port.onMessage((message) => {
        const received = message as ServerMessage
        if (received.type === 'part') add(outstanding, received.job, 1)
        if (received.type === 'done' || received.type === 'failed' || received.type === 'cancelled') {
          add(terminals, received.job, 1)
        }
        most = Math.max(most, ...outstanding.values())
        receive(message)
      })
    },
  }
  const channel = createChannel(tapped, { onNotice: (error) => notices.push(error) })
  try {
    return await run({ channel, notices, terminals, mostOutstanding: () => most, posted: () => posted })
  } finally {
    channel.close()
    await close()
  }
}

/** What a walk's parts add up to where they arrive. */
async function walked(channel: Channel, spec: WalkSpec, options: ChannelRunOptions<WalkPart> = {}): Promise<Walks> {
  const state = walkAccumulation.begin(spec)
  const onPart = (part: unknown) => {
    walkAccumulation.accumulate(state, part as WalkPart)
    return options.onPart?.(part as WalkPart)
  }
  success(await channel.run('walk', spec, { ...options, onPart }).end)
  return walkAccumulation.finish(spec, state)
}

/** What `sums` gives, of walks taken one by one. */
async function sumsOf(channel: Channel, spec: SumsSpec): Promise<number[]> {
  const ends = new Map<string, number>()
  const endOf = (walk: WalkSpec) => ends.get(JSON.stringify(walk))
  for (;;) {
    const walks = walksOf(spec, endOf)
    const missing = walks.find((walk) => endOf(walk) === undefined)
    if (missing !== undefined) ends.set(JSON.stringify(missing), (await walked(channel, missing)).ends[0]!)
    else return walks.map((_, last) => walks.slice(0, last + 1).reduce((sum, walk) => sum + endOf(walk)!, 0))
  }
}

async function statusesOf(jobs: readonly { readonly end: Promise<JobEnd<unknown>> }[]): Promise<string[]> {
  return (await Promise.all(jobs.map(({ end }) => end))).map(({ status }) => status)
}

export function success(end: JobEnd<unknown>): unknown {
  if (end.status === 'done') return end.result
  throw new Error(`job not done: ${JSON.stringify(end)}`)
}

function failure(end: JobEnd<unknown>): EngineError {
  if (end.status === 'failed') return end.error
  throw new Error(`job not failed: ${end.status}`)
}

/** A turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

function bitsOf(value: number): string {
  return new BigUint64Array(Float64Array.of(value).buffer)[0]!.toString(16)
}

function equal(got: unknown, expected: unknown, what: string): void {
  const [gotText, expectedText] = [JSON.stringify(got), JSON.stringify(expected)]
  if (gotText !== expectedText) throw new Error(`${what}: got ${gotText}, expected ${expectedText}`)
}

function includes(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`message: got "${text}", expected it to include "${part}"`)
}
