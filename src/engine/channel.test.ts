import { describe, expect, test, vi } from 'vitest'
import { createChannel } from './channel'
import type { ClientMessage, Port, ServerMessage } from './protocol'

function open() {
  const sent: ClientMessage[] = []
  let answer: (message: ServerMessage) => void = () => undefined
  let die: (reason: string) => void = () => undefined
  const port: Port = {
    post: (message) => sent.push(message as ClientMessage),
    onMessage: (receive) => (answer = receive),
    onClose: (closed) => (die = closed),
    close: () => undefined,
  }
  const channel = createChannel(port)
  return { channel, sent, answer: (message: ServerMessage) => answer(message), die: (reason: string) => die(reason) }
}

describe('channel', () => {
  test('a link that breaks fails what runs and what comes after', async () => {
    const { channel, die } = open()
    const running = channel.run('kind', {})
    die('it crashed')
    const lost = {
      status: 'failed',
      error: { code: 'link-lost', message: 'engine lost: it crashed; restart to go on' },
    }
    expect(await running.end).toEqual(lost)
    expect(await channel.run('kind', {}).end).toEqual(lost)
  })

  test('closing cancels what runs', async () => {
    const { channel } = open()
    const running = channel.run('kind', {})
    channel.close()
    expect(await running.end).toEqual({ status: 'cancelled' })
  })

  test('a blob that was not named when the link broke, or after it, is no blob', async () => {
    const { channel, sent, answer, die } = open()
    const bytes = Uint8Array.of(1)
    const kept = channel.putBlob(bytes)
    const lost = channel.putBlob(bytes)
    answer({ type: 'blob-kept', put: 1, name: 'first' })
    die('it crashed')
    expect(await kept).toEqual({ status: 'done', result: 'first' })
    expect(await lost).toMatchObject({ status: 'failed', error: { code: 'link-lost' } })
    expect(await channel.putBlob(bytes)).toMatchObject({ status: 'failed', error: { code: 'link-lost' } })
    channel.dropBlob('first')
    expect(sent).toEqual([1, 2].map((put) => ({ type: 'put-blob', put, bytes })))
  })

  test('parts are consumed one after the other, acknowledged each, and all before the end', async () => {
    const { channel, sent, answer } = open()
    const log: string[] = []
    const onPart = async (part: unknown) => {
      log.push(`begin ${part}`)
      await Promise.resolve()
      log.push(`end ${part}`)
    }
    const { end } = channel.run('kind', {}, { onPart })
    for (const part of ['a', 'b']) answer({ type: 'part', job: 1, part })
    await vi.waitFor(() => expect(sent.filter(({ type }) => type === 'acknowledge')).toHaveLength(2))
    answer({ type: 'part', job: 1, part: 'c' })
    answer({ type: 'done', job: 1, result: null })
    await end.then(() => log.push('done'))
    expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b', 'begin c', 'end c', 'done'])
  })

  test.each([false, true])('a reader that throws fails its job, already done: %s', async (isDone) => {
    const { channel, sent, answer } = open()
    const onPart = () => {
      throw new Error('disk full')
    }
    const { end } = channel.run('kind', {}, { onPart })
    for (let i = 0; i < 2; i++) answer({ type: 'part', job: 1, part: null })
    if (isDone) answer({ type: 'done', job: 1, result: null })
    expect(await end).toEqual({
      status: 'failed',
      error: { code: 'internal', message: 'part not taken: Error: disk full' },
    })
    expect(sent.slice(1)).toEqual(isDone ? [] : [{ type: 'cancel', job: 1 }])
  })

  test('what comes after the end is ignored', async () => {
    const { channel, sent, answer } = open()
    const job = channel.run('kind', {})
    answer({ type: 'done', job: 1, result: 'first' })
    answer({ type: 'failed', job: 1, error: { code: 'internal', message: 'second' } })
    job.cancel()
    expect(await job.end).toEqual({ status: 'done', result: 'first' })
    expect(sent).toHaveLength(1)
  })
})
