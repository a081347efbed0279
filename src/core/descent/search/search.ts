import { brief } from '../../brief'
import type { Asking, StepEnding } from '../../definitions/optimizer'
import { backtracking } from './backtracking'
import type { Line } from './line'
import { mostWolfeTrials, strongWolfe } from './strong-wolfe'

/** How far along its direction a rule goes: the first trial unseen, or to where J decreases enough, or where it is also flat enough. */
export type LineSearch = 'none' | 'backtracking' | 'strong-wolfe'

export interface SearchHyper {
  readonly lineSearch: LineSearch
  readonly c1: number
  readonly c2: number
}

/**
 * Searches the line from its first trial and leaves the accepted displacement in the step's `update`, or says why there is none.
 * With 'none' the first trial is accepted and not evaluated.
 */
export function* search(
  line: Line,
  firstTrial: number,
  { lineSearch, c1, c2 }: SearchHyper,
): Asking<StepEnding | undefined> {
  if (lineSearch === 'none') {
    line.moveTo(firstTrial)
    return undefined
  }
  // Written so that a slope that is not a number fails.
  if (!(line.startSlope < 0))
    return failed(`loss does not fall along the direction, its slope is ${brief(line.startSlope)}${advice.forget}`)
  if (lineSearch === 'backtracking') {
    if (yield* backtracking(line, firstTrial, c1)) return undefined
    return failed(`loss falls nowhere along the direction, to the precision of its numbers${advice.tolerance}`)
  }
  switch (yield* strongWolfe(line, firstTrial, c1, c2)) {
    case 'found':
      return undefined
    case 'still-falling':
      return failed(`loss still falls at ${brief(line.t)} times the direction: it may have no minimum${advice.descend}`)
    case 'none-found':
      return failed(
        `no point met the strong Wolfe conditions within ${mostWolfeTrials} trials: loss or slope may jump there${advice.kink}`,
      )
  }
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
