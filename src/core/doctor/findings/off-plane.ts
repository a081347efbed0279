import { brief } from '../../brief'
import type { PathEvidence } from '../evidence'
import { defineFinding, type FoundFact } from '../finding'
import { isTransposed } from '../transposition'

/** The part of all that a path's losses and their places' span that a gap between the two has to be. */
const leastGap = 0.25

/**
 * The loss of a path's point and the loss of its place on the plane differ by a quarter of all that both span along the
 * path: the picture has the path a quarter of its descent off. A distance alone says nothing, as it may lead where the
 * loss does not change.
 */
export default defineFinding({
  id: 'off-plane',
  title: 'a path lies off the plane',
  subject: 'path',
  find({ paths, surface }) {
    const gaps = paths.flatMap((path) => gapOf(path) ?? [])
    const [worst] = gaps.sort((a, b) => b.part - a.part)
    if (worst === undefined || worst.part < leastGap) return undefined
    // A surface that lies wrong has nothing to do with the path.
    if (paths.some((path) => isTransposed(surface, path) !== undefined)) return undefined
    return factOf(worst)
  },
})

interface Gap {
  readonly path: PathEvidence
  /** Of the path's points. */
  readonly at: number
  readonly part: number
}

/** Where a path's loss and that of the plane differ most. */
function gapOf(path: PathEvidence): Gap | undefined {
  const { loss, drawn, distance } = path
  if (loss === undefined || distance?.every((each) => each === 0) === true) return undefined
  let [least, most, widest, at] = [Infinity, -Infinity, 0, -1]
  for (let k = 0; k < loss.length; k++) {
    const [own, shown] = [loss[k]!, drawn[k]!]
    if (!Number.isFinite(own) || !Number.isFinite(shown)) continue
    least = Math.min(least, own, shown)
    most = Math.max(most, own, shown)
    if (Math.abs(own - shown) <= widest) continue
    widest = Math.abs(own - shown)
    at = k
  }
  return at < 0 ? undefined : { path, at, part: widest / (most - least) }
}

function factOf({ path, at, part }: Gap): FoundFact {
  const { name, loss, drawn, distance } = path
  const step = path.step[at]!
  const away = distance === undefined ? '' : `, ${brief(distance[at]!)} away from it`
  return {
    severity: 'warning',
    evidence: `at step ${step} of ${name} the loss is ${brief(loss![at]!)}, on the plane ${brief(drawn[at]!)}${away}: ${brief(100 * part)} % of all that the two span along the path`,
    remedy: 'draw the plane of its principal directions, and read valleys off the path with care',
    place: { step },
  }
}
