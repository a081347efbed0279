import type { Pieces } from '../../pieces'
import { type Box, contains, holds, middle, overlaps } from './box'
import type { CriticalSet } from './critical-set'
import { type GradientEnclosure, isEmpty } from './gradient-enclosure'
import type { ScaledPlane } from './scaled-plane'

/** What branch and prune has left. */
export interface Exclusion {
  /** Boxes examined. */
  readonly boxes: number
  /** Boxes that could not be decided: empty where every critical point of the domain is in the set. */
  readonly undecided: readonly Box[]
  /** Whether they are left because the budget ran out, and not because they are as small as may be. */
  readonly exhausted: boolean
  /** Where all of them may have kinks: the longest of their sides, in half-widths. */
  readonly kinkDistance?: number
}

interface OpenBox extends Box {
  /** Places in the set of the points whose surroundings reach into the box. */
  readonly near: readonly number[]
}

/** A box this narrow, in half-widths, is not cut again. */
const narrowest = 1.5e-8
/** A contraction to less than this part of a box is worth another before cutting. */
const worthwhile = 0.6
/** Where a side is cut: not in its middle, where symmetric landscapes have their critical points. */
const cut = 0.4921875
/** Boxes that are done stay in the queue up to this number. */
const longestTail = 4096
/**
 * Boxes on kinks narrower than this wait until all others are decided: along a line of kinks there is no end of them.
 */
const besideKinks = 0.004
/** Starts from undecided boxes, which a degenerate point leaves many of. */
const mostLateStarts = 200
/** Starts from boxes that seemed to hold a point and led to none: beside kinks there is no end of such boxes. */
const mostVainStarts = 200
/** Boxes between two yields: about a millisecond. */
const yieldBoxes = 64

/**
 * Proves that a domain holds no critical points but those of the set, and adds those that were missing: cuts the domain
 * into boxes until each is free of critical points, or lies in the surroundings of a point that provably holds no
 * other, widest boxes first. What is left at the end is what cannot be told by float64 intervals (around degenerate
 * points and kinks), or within the budget.
 *
 * Yields how much is done, 0 to 1.
 * Sources: R. E. Moore, R. B. Kearfott and M. J. Cloud, Introduction to Interval Analysis (2009), section 8.3, branch
 * and prune; H. Schichl and A. Neumaier, Exclusion regions for systems of equations (2004), which keep boxes from
 * heaping up around a zero.
 */
export function* excludeRest(
  plane: ScaledPlane,
  enclosure: GradientEnclosure,
  set: CriticalSet,
  budget: number,
): Generator<number | undefined, Exclusion, void> {
  const { domain, lengths } = plane
  const sides = (box: Box): readonly [number, number] => [
    (box.x1 - box.x0) / lengths[0],
    (box.y1 - box.y0) / lengths[1],
  ]
  const area = (box: Box): number => sides(box)[0] * sides(box)[1]
  const whole: Box = { x0: domain.x[0], x1: domain.x[1], y0: domain.y[0], y1: domain.y[1] }
  const queue: OpenBox[] = [
    { ...whole, near: set.points.flatMap(({ alone }, place) => (alone === undefined ? [] : [place])) },
  ]
  const kinked: OpenBox[] = []
  const undecided: Box[] = []
  function* add(box: OpenBox): Pieces<void> {
    if (Math.max(...sides(box)) < besideKinks && (yield* enclosure.kinks(box))) kinked.push(box)
    else queue.push(box)
  }
  const starts: Starts = { vain: 0 }
  let boxes = 0
  let settled = 0
  // Boxes join a queue behind all others, so it holds them from wide to narrow; those done are dropped now and then.
  let [next, nextKinked] = [0, 0]
  for (;;) {
    // The later half of the budget is for what the earlier has begun, so that kinks alone are left where they are what
    // defeats it.
    const box = next < queue.length ? queue[next++] : boxes < budget / 2 ? kinked[nextKinked++] : undefined
    if (box === undefined || boxes === budget) {
      const left = [
        ...(box === undefined ? [] : [box]),
        ...queue.slice(next),
        ...kinked.slice(nextKinked),
        ...undecided,
      ]
      if (left.length === undecided.length) return { boxes, undecided, exhausted: false }
      const kinkDistance = yield* widestAtKinks(left, enclosure, sides)
      return { boxes, undecided: left, exhausted: true, ...(kinkDistance !== undefined && { kinkDistance }) }
    }
    boxes++
    const rest = yield* reduced(box, enclosure, set, starts)
    settled += area(box) - (rest === undefined ? 0 : area(rest))
    if (rest !== undefined) {
      if (Math.max(...sides(box)) < narrowest) {
        undecided.push(rest)
        if (undecided.length <= mostLateStarts) yield* set.search(...middle(rest))
      } else if (area(rest) < worthwhile * area(box)) yield* add(rest)
      else for (const half of halves(rest, sides(rest)[0] >= sides(rest)[1])) yield* add(half)
    }
    if (next > longestTail) {
      queue.splice(0, next)
      next = 0
    }
    if (boxes % yieldBoxes === 0) {
      const part = Math.min(1, settled / area(whole))
      yield Math.max(boxes / budget, part * part)
    }
  }
}

/** What the searches from boxes have come to. */
interface Starts {
  vain: number
}

/**
 * The part of a box that may hold a critical point which is not in the set; absent where none may. A point that is
 * found in it joins the set.
 */
function* reduced(
  box: OpenBox,
  enclosure: GradientEnclosure,
  set: CriticalSet,
  starts: Starts,
): Pieces<OpenBox | undefined> {
  const near = box.near.filter((place) => overlaps(set.points[place]!.alone!, box))
  const isCovered = (): boolean => near.some((place) => contains(set.points[place]!.alone!, box))
  if (isCovered() || (yield* enclosure.excludesZero(box))) return undefined
  const contraction = yield* enclosure.contract(box)
  if (contraction === undefined) return { ...box, near }
  const { image, regular } = contraction
  if (isEmpty(image)) return undefined
  if (regular && starts.vain < mostVainStarts && !near.some((place) => holds(box, set.points[place]!.at))) {
    const place = (yield* set.search(...middle(image)))?.place
    if (place === undefined) starts.vain++
    const alone = place === undefined ? undefined : set.points[place]!.alone
    if (alone !== undefined && overlaps(alone, box)) near.push(place!)
    if (isCovered()) return undefined
  }
  return { ...image, near }
}

/** The longest side of boxes that all may have kinks; absent where one has none. */
function* widestAtKinks(
  boxes: readonly Box[],
  enclosure: GradientEnclosure,
  sides: (box: Box) => readonly [number, number],
): Generator<number | undefined, number | undefined, void> {
  let widest = 0
  for (const [done, box] of boxes.entries()) {
    if (!(yield* enclosure.kinks(box))) return undefined
    widest = Math.max(widest, ...sides(box))
    if (done % (16 * yieldBoxes) === 0) yield 1
  }
  return widest
}

function halves({ x0, x1, y0, y1, near }: OpenBox, acrossX: boolean): readonly OpenBox[] {
  const x = x0 + (x1 - x0) * cut
  const y = y0 + (y1 - y0) * cut
  return acrossX
    ? [
        { x0, x1: x, y0, y1, near },
        { x0: x, x1, y0, y1, near },
      ]
    : [
        { x0, x1, y0, y1: y, near },
        { x0, x1, y0: y, y1, near },
      ]
}
