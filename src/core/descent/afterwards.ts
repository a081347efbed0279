import type { Finished, StepReply } from '../definitions/optimizer'
import { isPieces, type Pieces, type Rest } from '../pieces'

type Arguments = readonly [a: unknown, b?: unknown, c?: unknown, d?: unknown, e?: unknown]

type GoOn = (...args: Arguments) => StepReply

/**
 * Goes on with a step after a part of it, unless that has ended the race: now where the part is done, else as what is
 * left to do. What goes on is a function of the module that is given its arguments: one made within the step would cost
 * as much as a short step.
 */
export function afterwards<A extends Arguments>(part: Rest, goOn: (...args: A) => Rest, ...args: A): Rest
export function afterwards<A extends Arguments>(part: StepReply, goOn: (...args: A) => StepReply, ...args: A): StepReply
// So many arguments, each by itself, since gathering them into an array costs too.
export function afterwards(
  part: StepReply,
  goOn: GoOn,
  a: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
): StepReply {
  if (part === undefined) return goOn(a, b, c, d, e)
  return isPieces(part) ? later(part, goOn, [a, b, c, d, e]) : part
}

function* later(part: Pieces<Finished>, goOn: GoOn, args: Arguments): Pieces<Finished> {
  const ending = yield* part
  if (ending !== undefined) return ending
  const reply = goOn(...args)
  return isPieces(reply) ? yield* reply : reply
}
