import { gridFromBytes } from '../../core/objectives/grid-bytes'
import type { SampledGrid } from '../../core/objectives/sampled-grid'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid } from '../../core/problem'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeAhead, resolveLandscape } from '../../core/scene/landscape-kinds'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { isResolvedByJob, racersOf } from '../../core/scene/recipe-order'
import { blobOf } from '../blobs'

const checked = new WeakMap<LandscapeSpec, Checked<ResolvedLandscape>>()

/**
 * A landscape ready to be computed, its grid among the blobs; or what is wrong with its spec. Specs do not change, so
 * each is looked at once: a job asks for its landscape a dozen times, which may hold the examples of a network.
 */
export function checkedLandscape(spec: LandscapeSpec): Checked<ResolvedLandscape> {
  const known = checked.get(spec)
  if (known !== undefined) return known
  const found = check(spec)
  checked.set(spec, found)
  return found
}

function check(spec: LandscapeSpec): Checked<ResolvedLandscape> {
  if (!isResolvedByJob(spec.slice)) return resolveLandscape(spec, gridOf)
  const paths = racersOf(spec.slice)
  return invalid({
    message: `slice is made from ${paths.length === 0 ? 'derivatives' : `the paths of ${paths.join(', ')}`}, expected its vectors`,
    remedy: 'give those that a slice job answers',
    where: 'landscape.slice',
  })
}

/** What of a job's landscape takes long to make ready, in pieces. */
export function* specAhead(spec: unknown): Pieces<void> {
  if (typeof spec === 'object' && spec !== null && 'landscape' in spec) yield* landscapeAhead(spec.landscape)
}

/** The same of a job's race. */
export function* raceAhead(spec: unknown): Pieces<void> {
  if (typeof spec === 'object' && spec !== null && 'race' in spec) yield* specAhead(spec.race)
}

/** The landscape of a spec that has been checked. */
export function landscapeOf(spec: LandscapeSpec): ResolvedLandscape {
  const { value, problems } = checkedLandscape(spec)
  if (value === undefined) throw new Error(`landscape not checked: ${problems[0]?.message}`)
  return value
}

function gridOf(name: string): SampledGrid {
  return gridFromBytes(blobOf(name))
}
