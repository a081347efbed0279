import type { StepReply } from '../definitions/optimizer'
import { isPieces, type Pieces } from '../pieces'

type Arguments = readonly [a?: unknown, b?: unknown, c?: unknown, d?: unknown, e?: unknown]

type Treat<Item> = (item: Item, ...args: Arguments) => StepReply

/**
 * Treats one item after the other, none of which ends the race; what is left where one of them takes long. As
 * `afterwards`.
 */
export function each<Item, A extends Arguments>(
  items: readonly Item[],
  treat: (item: Item, ...args: A) => StepReply,
  ...args: A
): StepReply
export function each<Item>(
  items: readonly Item[],
  treat: Treat<Item>,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
): StepReply {
  for (let index = 0; index < items.length; index++) {
    const reply = treat(items[index], a, b, c, d, e)
    if (isPieces(reply)) return others(reply, items.slice(index + 1), treat, [a, b, c, d, e])
  }
  return undefined
}

function* others<Item>(
  begun: Pieces<unknown>,
  items: readonly Item[],
  treat: Treat<Item>,
  args: Arguments,
): Pieces<void> {
  yield* begun
  for (const item of items) {
    const reply = treat(item, ...args)
    if (isPieces(reply)) yield* reply
  }
}
