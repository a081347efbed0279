import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stream } from '../core/random/stream'
import { createEngine } from './client'
import { jobKinds } from './kinds'
import { createLoopback } from './loopback'
import { createPool } from './pool'
import { createPortPair } from './port-pair'
import type { Port, ServerMessage } from './protocol'
import { createResultCache } from './result-cache'
import { serve } from './server'

const landscape = { kind: 'expression', expression: '(1-x)^2 + 100*(y-x^2)^2', parameters: {} } as const
const domain = { x: [-2, 2], y: [-1, 3] } as const

/** What is due, in an order that the test decides; a clock that moves by a millisecond with each of it. */
let due: (() => void)[] = []
let now = 0

function turn(at = 0): boolean {
  const [task] = due.splice(Math.min(at, due.length - 1), 1)
  now++
  task?.()
  return task !== undefined
}

async function settle(): Promise<void> {
  for (let rest = 0; rest < 20; rest++) {
    while (turn()) rest = 0
    // The client consumes parts in promises.
    await Promise.resolve()
  }
}

interface Killable {
  readonly kill: () => void
}

function open(workers = 2) {
  const alive: Killable[] = []
  const loopback = createLoopback({
    kinds: jobKinds,
    workers,
    now: () => now,
    schedule: (task) => due.push(task),
    later(act) {
      due.push(act)
      return () => undefined
    },
    wrapWorker(port): Port {
      let isDead = false
      const killable: Killable = {
        kill() {
          isDead = true
          alive.splice(alive.indexOf(killable), 1)
          die('it was killed')
        },
      }
      let die: (reason: string) => void = () => undefined
      alive.push(killable)
      return {
        post: (message) => {
          if (!isDead) port.post(message)
        },
        onMessage: (receive) => port.onMessage((message) => (isDead ? undefined : receive(message))),
        onClose: (closed) => (die = closed),
        close: () => port.close(),
      }
    },
  })
  return { ...loopback, alive }
}

beforeEach(() => {
  due = []
  now = 0
})

let close: () => void = () => undefined
afterEach(() => close())

const resolution = [24, 24] as const
const specs = [
  ['surface', { landscape, domain, resolution, gradient: true }],
  ['probe', { landscape, domain, at: [0, 1] }],
] as const

describe('an engine whose workers are killed', () => {
  test('answers after a hundred kills at random moments, what it answers undisturbed', async () => {
    const quiet = open()
    const undisturbed = createEngine(quiet.port).run('surface', specs[0][1])
    await settle()
    const expected = await undisturbed.end
    expect(expected.status).toBe('done')
    quiet.close()

    due = []
    const { port, alive, ...loopback } = open()
    close = loopback.close
    const notices: string[] = []
    const engine = createEngine(port, { onNotice: ({ code }) => notices.push(code) })
    const { uniform } = stream(4441, 'kills', 0)
    const ends: string[] = []
    for (let kill = 0; kill < 100; kill++) {
      const job = engine.run('surface', specs[0][1])
      for (let turns = Math.floor(40 * uniform()); turns > 0; turns--) turn(Math.floor(3 * uniform()))
      alive[Math.floor(alive.length * uniform())]?.kill()
      await settle()
      const end = await job.end
      ends.push(end.status === 'failed' ? end.error.code : end.status)
      if (end.status === 'done') expect(end).toEqual(expected)
    }
    expect(notices.filter((code) => code === 'worker-lost').length).toBeGreaterThan(90)
    expect(new Set(ends)).toEqual(new Set(['done']))
    expect(alive).toHaveLength(2)
  })
})

describe('messages that are none', () => {
  const nested = (): unknown => {
    let deep: unknown = 1
    for (let k = 0; k < 20_000; k++) deep = [deep]
    return deep
  }
  const run = { type: 'run', job: 900, kind: 'probe', priority: 'visible', spec: specs[1][1] }
  const messages: readonly unknown[] = [
    null,
    7,
    'run',
    [],
    {},
    { type: 'toString' },
    { type: '__proto__' },
    { ...run, job: undefined },
    { ...run, job: -1 },
    { ...run, job: 1.5 },
    { ...run, job: '1' },
    { ...run, kind: undefined },
    { ...run, kind: {} },
    { ...run, kind: 'x'.repeat(1e6) },
    { ...run, kind: 'toString' },
    { ...run, kind: '__proto__' },
    { ...run, priority: 'soon' },
    { ...run, priority: '__proto__' },
    { ...run, supersedes: 7 },
    { ...run, force: 'yes' },
    { ...run, spec: undefined },
    { ...run, spec: null },
    { ...run, spec: { landscape: null } },
    { ...run, spec: { landscape: { kind: 'expression', expression: 7, parameters: null } } },
    { ...run, spec: { $number: 'x' } },
    { type: 'cancel' },
    { type: 'cancel', job: {} },
    { type: 'acknowledge', job: NaN },
    { type: 'acknowledge', job: 12345 },
    { type: 'put-blob', put: 5 },
    { type: 'put-blob', put: 5, bytes: 'text' },
    { type: 'put-blob', put: {}, bytes: Uint8Array.of(1) },
    { type: 'drop-blob', name: 7 },
    { type: 'drop-blob', name: 'unheard-of' },
  ]

  function link() {
    const { port, ...loopback } = open(1)
    close = loopback.close
    const heard: ServerMessage[] = []
    port.onMessage((message) => heard.push(message as ServerMessage))
    return { port, heard }
  }

  test.each(messages.map((message) => [JSON.stringify(message)?.slice(0, 60), message]))(
    '%s ends nothing but itself',
    async (_name, message) => {
      const { port, heard } = link()
      port.post({ ...run, job: 1 })
      port.post(message)
      await settle()
      const { job } = (message ?? {}) as { job?: unknown }
      const ends = heard.filter(({ type }) => type === 'failed' || type === 'done' || type === 'cancelled')
      expect(ends.filter((end) => 'job' in end && end.job === 1)).toMatchObject([{ type: 'done' }])
      // Whoever has given a job a number hears how it ended.
      if (job === 900) expect(ends.filter((end) => 'job' in end && end.job === 900)).toMatchObject([{ type: 'failed' }])
    },
  )

  test('a blob that is none, or one too many, is refused', async () => {
    const { port, heard } = link()
    port.post({ type: 'put-blob', put: 3, bytes: [1, 2] })
    await settle()
    expect(heard).toMatchObject([{ type: 'blob-refused', put: 3, error: { code: 'bad-message' } }])
  })

  test('a number that is taken begins nothing, and the job that has it goes on', async () => {
    const { port, heard } = link()
    port.post(run)
    port.post({ ...run, kind: 'unknown' })
    await settle()
    expect(heard.filter(({ type }) => type === 'done' || type === 'failed')).toMatchObject([{ type: 'done', job: 900 }])
  })

  test('a spec that is nested without end fails alone', async () => {
    // A link that copies through text could not move it.
    const [client, server] = createPortPair({ schedule: (task) => due.push(task), copy: (message) => message })
    const pool = createPool({ size: 0, spawn: () => client, cache: createResultCache(0) })
    serve(server, { pool, kinds: jobKinds, now: () => now, yieldNow: (task) => due.push(task) })
    const heard: ServerMessage[] = []
    client.onMessage((message) => heard.push(message as ServerMessage))
    client.post({ ...run, spec: nested() })
    client.post({ ...run, job: 901, spec: { landscape: nested() } })
    await settle()
    expect(heard).toMatchObject([
      { type: 'failed', job: 900 },
      { type: 'failed', job: 901 },
    ])
  })
})
