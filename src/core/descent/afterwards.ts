import type { Finished, StepReply } from '../definitions/optimizer'
import { isPieces, type Pieces } from '../pieces'

/**
 * Goes on with a step after a part of it, unless that has ended the race: now where the part is done, else as what is left to do. What
 * goes on is a function of the module with its arguments, since a function within the step would cost as much as a short step.
 */
export function afterwards<A, B, C>(
  part: StepReply,
  goOn: (a: A, b: B, c: C) => StepReply,
  a: A,
  b: B,
  c: C,
): StepReply {
  if (part === undefined) return goOn(a, b, c)
  return isPieces(part) ? later(part, goOn, a, b, c) : part
}

function* later<A, B, C>(
  part: Pieces<Finished>,
  goOn: (a: A, b: B, c: C) => StepReply,
  a: A,
  b: B,
  c: C,
): Pieces<Finished> {
  const ending = yield* part
  if (ending !== undefined) return ending
  const reply = goOn(a, b, c)
  return isPieces(reply) ? yield* reply : reply
}
