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
  // Written so that a slope that is not a number fails.
  if (hyper.lineSearch !== 'none' && !(line.startSlope < 0))
    return failed(`loss does not fall along the direction, its slope is ${brief(line.startSlope)}${advice.forget}`)
  const verdict = verdictOf(line, firstTrial, hyper)
  return verdict === 'waiting' ? searchOn(line, firstTrial, hyper) : endingOf(verdict, line, hyper)
}

/** Runs a search again whenever it has waited for an answer. */
function* searchOn(line: Line, firstTrial: number, hyper: SearchHyper): Pieces<StepEnding | undefined> {
  for (;;) {
    yield* line.wait()
    const verdict = verdictOf(line, firstTrial, hyper)
    if (verdict !== 'waiting') return endingOf(verdict, line, hyper)
  }
}

function verdictOf(line: Line, firstTrial: number, { lineSearch, c1, c2 }: SearchHyper): Verdict {
  switch (lineSearch) {
    case 'none':
      line.moveTo(firstTrial)
      return 'found'
    case 'backtracking':
      return backtracking(line, firstTrial, c1)
    case 'strong-wolfe':
      return strongWolfe(line, firstTrial, c1, c2)
  }
}

function endingOf(
  verdict: Exclude<Verdict, 'waiting'>,
  line: Line,
  { lineSearch }: SearchHyper,
): StepEnding | undefined {
  switch (verdict) {
    case 'found':
      return undefined
    case 'still-falling':
      return failed(`loss still falls at ${brief(line.t)} times the direction: it may have no minimum${advice.descend}`)
    case 'none-found':
      return failed(
        lineSearch === 'backtracking'
          ? `loss falls nowhere along the direction, to the precision of its numbers${advice.tolerance}`
          : `no point met the strong Wolfe conditions within ${mostWolfeTrials} trials: loss or slope may jump there${advice.kink}`,
      )
  }
}

/** Tries the line at t, without a search. */
export function lookAt(line: Line, t: number): Rest {
  return line.tryAt(t) ? undefined : line.wait()
}

const advice = {
  forget: '; start anew from here, which forgets the curvature learned on the way',
  tolerance: '; end earlier with a larger gradient tolerance',
  descend: '; take a rule without a line search to follow it',
  kink: '; take lineSearch "backtracking" where there is the choice, or a rule without a line search',
}

export function failed(reason: string): StepEnding {
  return { outcome: 'line-search-failed', reason }
}
