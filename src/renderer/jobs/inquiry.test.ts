import { describe, expect, it } from 'vitest'
import type { Engine, JobEnd, RunOptions } from '../../engine/client'
import type { PointsResult, PointsSpec } from '../../engine'
import { type AnswerOf, noAnswer } from '../store/answer'
import { createInquiry } from './inquiry'

type Options = RunOptions<'points'>
type End = JobEnd<PointsResult>

const about = (id: string): PointsSpec => ({
  landscape: { kind: 'catalog', id, parameters: {} },
  domain: { x: [0, 1], y: [0, 1] },
})
const result = (note: string) => ({ note }) as PointsResult

/** An engine whose jobs end when told to. */
function harness() {
  const jobs: {
    id: string
    force: boolean | undefined
    onProgress: Options['onProgress']
    end: (end: End) => Promise<void>
    isCancelled: boolean
  }[] = []
  const clock = { now: 0 }
  const run = (_kind: string, spec: PointsSpec, { force, onProgress }: Options) => {
    let resolve: (end: End) => void = () => undefined
    const end = new Promise<End>((settle) => (resolve = settle))
    const job = {
      id: spec.landscape.id ?? '',
      force,
      onProgress,
      isCancelled: false,
      end: async (value: End) => {
        resolve(value)
        await end
      },
    }
    jobs.push(job)
    return { end, cancel: () => (job.isCancelled = true) }
  }
  let answer: AnswerOf<'points'> = noAnswer
  const inquiry = createInquiry({
    engine: { run } as unknown as Engine,
    kind: 'points',
    priority: 'visible',
    clock: () => clock.now,
    get: () => answer,
    set: (next) => (answer = next),
  })
  return { clock, inquiry, jobs, answer: () => answer, stream: (next: AnswerOf<'points'>) => (answer = next) }
}

describe('an inquiry', () => {
  it('asks the same question once, while it runs and after', async () => {
    const { inquiry, jobs, answer } = harness()
    inquiry.ask(about('a'))
    inquiry.ask(about('a'))
    expect(answer().status.kind).toBe('busy')
    await jobs[0]!.end({ status: 'done', result: result('of a') })
    inquiry.ask(about('a'))
    expect(jobs).toHaveLength(1)
    expect(answer()).toEqual({ status: { kind: 'done' }, spec: about('a'), result: result('of a') })
  })

  it('gives up a question for a newer one, whose answer stands even if the older one ends after it', async () => {
    const { inquiry, jobs, answer } = harness()
    inquiry.ask(about('a'))
    inquiry.ask(about('b'))
    expect(jobs.map(({ isCancelled }) => isCancelled)).toEqual([true, false])
    await jobs[1]!.end({ status: 'done', result: result('of b') })
    await jobs[0]!.end({ status: 'done', result: result('of a') })
    expect(answer().result?.note).toBe('of b')
  })

  it('goes back to a question it has answered without asking again, and gives up the one under way', async () => {
    const { inquiry, jobs, answer } = harness()
    inquiry.ask(about('a'))
    await jobs[0]!.end({ status: 'done', result: result('of a') })
    inquiry.ask(about('b'))
    expect(answer().status.kind).toBe('busy')
    inquiry.ask(about('a'))
    expect(jobs.map(({ isCancelled }) => isCancelled)).toEqual([false, true])
    await jobs[1]!.end({ status: 'done', result: result('of b') })
    expect(answer()).toEqual({ status: { kind: 'done' }, spec: about('a'), result: result('of a') })
  })

  it('keeps what had come when it was cancelled, and does not take it for the answer', () => {
    const { inquiry, jobs, answer, stream } = harness()
    inquiry.ask(about('a'))
    stream({ ...answer(), spec: about('a'), result: result('half of a') })
    inquiry.cancel()
    expect(answer()).toEqual({ status: { kind: 'cancelled' }, spec: about('a'), result: result('half of a') })
    inquiry.ask(about('a'))
    expect(jobs).toHaveLength(2)
  })

  it('tells how far it is, and how long it will take once that is worth telling', () => {
    const { clock, inquiry, jobs, answer } = harness()
    inquiry.ask(about('a'))
    const at = (now: number, done: number) => {
      clock.now = now
      jobs[0]!.onProgress!({ done, total: 100 })
      return answer().status
    }
    expect(at(500, 10)).toEqual({ kind: 'busy', spec: about('a'), fraction: 0.1, secondsLeft: undefined })
    expect(at(2000, 40)).toMatchObject({ fraction: 0.4, secondsLeft: expect.closeTo(3, 6) as number })
  })

  it('says why a question has failed beside the answer that stands, and asks again by force', async () => {
    const { inquiry, jobs, answer } = harness()
    const error = { code: 'too-large', message: 'too large' }
    inquiry.ask(about('a'))
    await jobs[0]!.end({ status: 'done', result: result('of a') })
    inquiry.ask(about('b'))
    await jobs[1]!.end({ status: 'failed', error })
    expect(answer().status).toEqual({ kind: 'failed', spec: about('b'), error })
    expect(answer().result?.note).toBe('of a')
    inquiry.ask(about('b'), true)
    expect(jobs.map(({ force }) => force)).toEqual([false, false, true])
  })

  it('forgets', async () => {
    const { inquiry, jobs, answer } = harness()
    inquiry.ask(about('a'))
    await jobs[0]!.end({ status: 'done', result: result('of a') })
    inquiry.clear()
    expect(answer()).toEqual(noAnswer)
    inquiry.ask(about('a'))
    expect(jobs).toHaveLength(2)
  })
})
