import { type ByProduct, Infeasible, type JobKind, type JobKinds, type TileEvent } from './job-kind'
import {
  type EngineError,
  type NeededBlob,
  type PoolMessage,
  type Port,
  type Priority,
  tileCredit,
  type WorkerMessage,
} from './protocol'
import { blobOf, dropBlob, keepBlob } from './blobs'
import { type NeededResults, neededResults } from './needs'
import { resultFromBytes } from './result-bytes'
import { buffersOf, pack, unpack } from './wire'

export interface WorkerRuntimeOptions {
  readonly port: Port
  readonly kinds: JobKinds
  /** Milliseconds from any origin. */
  now(): number
  /** Calls back after the messages that have arrived were received: setImmediate or a MessageChannel, never a timer. */
  yieldNow(resume: () => void): void
  /** Milliseconds after which a slice ends at the next yield of its tile. */
  readonly slice?: number
  /** Counts slices in tests. */
  readonly onSlice?: (kind: string) => void
}

interface Task {
  readonly number: number
  readonly kind: string
  readonly priority: Priority
  readonly steps: Generator<TileEvent<unknown>, unknown, void>
  readonly skip: number
  /** Whether its parts are yielded; that of a tile which does not stream is returned. */
  readonly streams: boolean
  /** Parts finished so far, skipped ones included. */
  parts: number
  unacknowledged: number
}

const priorities: readonly Priority[] = ['interactive', 'visible', 'background']

/**
 * A worker's loop. It computes its tiles in slices: the most urgent tile that may go on, tiles of the same urgency in
 * turn. Between two slices it receives what has arrived, so a cancel takes at most one more slice and a probe does not
 * wait for a long tile to end.
 */
export function startWorkerRuntime(options: WorkerRuntimeOptions): void {
  const { port, kinds, now, yieldNow, slice = 8, onSlice } = options
  const tasks = new Map<number, Task>()
  /** Tasks whose kind is still loading what it needs. */
  const preparing = new Set<number>()
  let awake = false

  port.onMessage((received) => {
    const message = received as PoolMessage
    switch (message.type) {
      case 'run':
        start({ ...message, spec: unpack(message.spec) })
        break
      case 'cancel':
        tasks.get(message.task)?.steps.return(undefined)
        tasks.delete(message.task)
        preparing.delete(message.task)
        break
      case 'acknowledge': {
        const task = tasks.get(message.task)
        if (task !== undefined) task.unacknowledged -= 1
        break
      }
      case 'blob':
        keepBlob(message.name, message.bytes)
        break
      case 'drop-blob':
        dropBlob(message.name)
        break
      case 'ping':
        send({ type: 'pong' })
        break
      default:
        message satisfies never
    }
    wake()
  })
  send({ type: 'ready' })

  function send(message: WorkerMessage): void {
    port.post(message, buffersOf(message))
  }

  function start(message: PoolMessage & { type: 'run' }): void {
    const { task, kind, spec } = message
    const definition = kinds[kind]
    if (definition === undefined) {
      fail(task, internal(`worker without job kind "${kind}"`))
      return
    }
    const preparation = definition.prepare?.(spec)
    if (preparation === undefined) {
      begin(message, definition)
      return
    }
    preparing.add(task)
    preparation.then(
      () => {
        if (!preparing.delete(task)) return
        begin(message, definition)
        wake()
      },
      (thrown: unknown) => {
        if (preparing.delete(task)) fail(task, errorOf(thrown))
      },
    )
  }

  function begin(
    { task: number, kind, spec, tile, priority, needed = [], skip }: PoolMessage & { type: 'run' },
    definition: JobKind,
  ): void {
    // A generator computes nothing until its first step, so a tile that is cancelled at once costs nothing.
    const steps = runAhead(definition, spec, tile, readNeeded(needed))
    tasks.set(number, {
      number,
      kind,
      priority,
      steps,
      skip,
      streams: 'accumulation' in definition,
      parts: 0,
      unacknowledged: 0,
    })
  }

  function fail(task: number, error: EngineError): void {
    send({ type: 'failed', task, error })
  }

  function next(): Task | undefined {
    const ready = [...tasks.values()].filter((task) => task.unacknowledged < tileCredit)
    for (const priority of priorities) {
      const task = ready.find((candidate) => candidate.priority === priority)
      if (task !== undefined) return task
    }
    return undefined
  }

  function wake(): void {
    if (awake || next() === undefined) return
    awake = true
    yieldNow(() => {
      awake = false
      const task = next()
      if (task !== undefined) {
        onSlice?.(task.kind)
        // Last in line for its next slice.
        tasks.delete(task.number)
        if (runSlice(task)) tasks.set(task.number, task)
      }
      wake()
    })
  }

  /** Runs one slice and says whether the task has more to do. */
  function runSlice(task: Task): boolean {
    const begun = now()
    let fraction: number | undefined
    try {
      do {
        const step = task.steps.next()
        if (step.done === true) {
          if (!task.streams) sendPart(task, step.value)
          send({ type: 'done', task: task.number })
          return false
        }
        if (step.value?.type === 'progress') fraction = step.value.fraction
        if (step.value?.type === 'part') sendPart(task, step.value.part)
        if (step.value?.type === 'by-product') sendByProduct(task, step.value)
      } while (task.unacknowledged < tileCredit && now() - begun < slice)
    } catch (thrown) {
      fail(task.number, errorOf(thrown))
      return false
    }
    if (fraction !== undefined) send({ type: 'progress', task: task.number, fraction })
    return true
  }

  function sendPart(task: Task, part: unknown): void {
    const index = task.parts++
    if (index < task.skip) return
    task.unacknowledged += 1
    send({ type: 'part', task: task.number, index, part: pack(part) })
  }

  function sendByProduct(task: Task, { of: { kind, spec }, result }: ByProduct): void {
    send({ type: 'by-product', task: task.number, kind, spec: pack(spec), result: pack(result) })
  }
}

function* runAhead(
  kind: JobKind,
  spec: unknown,
  tile: unknown,
  needed: NeededResults,
): Generator<TileEvent<unknown>, unknown, void> {
  if (kind.ahead !== undefined) yield* kind.ahead(spec)
  return yield* kind.run(spec, tile, needed)
}

/** What a tile needs, each read when it is first asked for. */
function readNeeded(needed: readonly NeededBlob[]): NeededResults {
  const read = new Map<string, unknown>()
  return neededResults((key) => {
    const found = needed.find((each) => each.key === key)
    if (found !== undefined && !read.has(key)) read.set(key, resultFromBytes(blobOf(found.blob)))
    return read.get(key)
  })
}

function errorOf(thrown: unknown): EngineError {
  if (thrown instanceof Infeasible) return { code: 'bad-spec', message: thrown.message }
  return internal(thrown instanceof Error ? thrown.message : String(thrown))
}

function internal(reason: string): EngineError {
  return { code: 'internal', message: `computation failed: ${reason}` }
}
