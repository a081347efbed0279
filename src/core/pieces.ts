/**
 * A computation that takes long, done in pieces: it yields after each, some tenths of a millisecond of work, and
 * whoever drives it may do something else in between. Where it is cut depends on sizes alone, and changes no bit of
 * what it computes.
 */
export type Pieces<Result> = Generator<undefined, Result, void>

/** What is left of a computation whose first piece is done; undefined where that was all. */
export type Rest = Pieces<void> | undefined

/** Multiplications and additions in a piece: some tenths of a millisecond. */
export const pieceWork = 262_144

/** Operations of a program, at one point each, in a piece: as many tenths. */
export const pieceOperations = 32_768

/** An operation takes as long as so many multiplications of a loop. */
export const multiplicationsPerOperation = pieceWork / pieceOperations

/** The end of a piece. */
export function* pause(): Pieces<void> {
  yield
}

/** Whether what a computation has come to is what is left of it. */
export function isPieces<Result>(reply: Result | Pieces<Result>): reply is Pieces<Result> {
  return typeof reply === 'object' && reply !== null && 'next' in reply
}

/** Does all pieces of a computation at once. */
export function finish<Result>(pieces: Pieces<Result>): Result {
  let step = pieces.next()
  while (step.done !== true) step = pieces.next()
  return step.value
}
