import { expect, it } from 'vitest'
import type { StepReply } from '../definitions/optimizer'
import { finish, isPieces, type Pieces } from '../pieces'
import { afterwards } from './afterwards'
import { each } from './each'

/** Parts of a step that note their turn; the slow ones do after a while. */
function parts(slow: readonly string[], ending?: string) {
  const turns: string[] = []
  const part = (name: string): StepReply => {
    const reply = name === ending ? ({ outcome: 'converged', reason: name } as const) : undefined
    if (slow.includes(name)) return later(name, reply)
    turns.push(name)
    return reply
  }
  function* later(name: string, reply: StepReply): Pieces<void> {
    yield
    turns.push(name)
    return reply as undefined
  }
  const all = (reply: StepReply) => (isPieces(reply) ? finish(reply) : reply)
  return { turns, part, all }
}

const items = ['a', 'b', 'c']

it.each([[[]], [['a']], [['b']], [['c']], [items]])(
  'treats items in their order, and goes on, where %j take long',
  (slow) => {
    const { turns, part, all } = parts(slow)
    const reply = afterwards(each(items, part), part, 'then')
    expect(isPieces(reply)).toBe(slow.length > 0)
    expect(all(reply)).toBeUndefined()
    expect(turns).toEqual(['a', 'b', 'c', 'then'])
  },
)

it.each([[[]], [['first']]])('does not go on after an ending, where %j take long', (slow) => {
  const { turns, part, all } = parts(slow, 'first')
  expect(all(afterwards(part('first'), part, 'then'))).toEqual({ outcome: 'converged', reason: 'first' })
  expect(turns).toEqual(['first'])
})
