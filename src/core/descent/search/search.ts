import { brief } from '../../brief'
import type { StepEnding, StepReply } from '../../definitions/optimizer'
import type { Pieces, Rest } from '../../pieces'
import { backtracking } from './backtracking'
import type { Line, Verdict } from './line'
import { mostWolfeTrials, strongWolfe } from './strong-wolfe'

/**
 * How far along its direction a rule goes: the first trial unseen, or to where J decreases enough, or where it is also
 * flat enough.
 */
export type LineSearch = 'none' | 'backtracking' | 'strong-wolfe'

export interface SearchHyper {
  readonly lineSearch: LineSearch
  readonly c1: number
  readonly c2: number
}

/**
 * Searches the line from its first trial and leaves the accepted displacement in the step's `update`, or says why there
 * is none. With 'none' the first trial is accepted and not evaluated.
 */
export function search(line: Line, firstTrial: number, hyper: SearchHyper): StepReply {
  const verdict = verdictOf(line, firstTrial, hyper)
  if (verdict === 'found') return undefined
  return verdict === 'waiting' ? searchOn(line, firstTrial, hyper) : failureOf(verdict, line, hyper)
}

/** Runs a search again whenever it has waited for an answer. */
function* searchOn(line: Line, firstTrial: number, hyper: SearchHyper): Pieces<StepEnding | undefined> {
  for (;;) {
    yield* line.wait()
    const verdict = verdictOf(line, firstTrial, hyper)
    if (verdict === 'found') return undefined
    if (verdict !== 'waiting') return failureOf(verdict, line, hyper)
  }
}

function verdictOf(line: Line, firstTrial: number, { lineSearch, c1, c2 }: SearchHyper): Verdict {
  if (lineSearch === 'none') {
    line.moveTo(firstTrial)
    return 'found'
  }
  // Written so that a slope that is not a number fails.
  if (!(line.startSlope < 0)) return 'not-falling'
  return lineSearch === 'backtracking' ? backtracking(line, firstTrial, c1) : strongWolfe(line, firstTrial, c1, c2)
}

function failureOf(
  verdict: Exclude<Verdict, 'found' | 'waiting'>,
  line: Line,
  { lineSearch }: SearchHyper,
): StepEnding {
  switch (verdict) {
    case 'not-falling':
      return failed(
        `loss does not fall along the direction, its slope is ${brief(line.startSlope)}; start anew from here, which forgets the curvature learned on the way`,
      )
    case 'still-falling':
      return failed(
        `loss still falls at ${brief(line.t)} times the direction: it may have no minimum; take a rule without a line search to follow it`,
      )
    case 'none-found':
      return failed(
        lineSearch === 'backtracking'
          ? 'loss falls nowhere along the direction, to the precision of its numbers; end earlier with a larger gradient tolerance'
          : `no point met the strong Wolfe conditions within ${mostWolfeTrials} trials: loss or slope may jump there; take lineSearch "backtracking" where there is the choice, or a rule without a line search`,
      )
  }
}

/** Tries the line at t, without a search. */
export function lookAt(line: Line, t: number): Rest {
  return line.tryAt(t) ? undefined : line.wait()
}

export function failed(reason: string): StepEnding {
  return { outcome: 'line-search-failed', reason }
}
