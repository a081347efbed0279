import type { FidelityResult, SurfaceResult } from '../../../engine'
import { formatNumber } from '../../ui/format'

/** Of the range of the losses along the path: where the picture errs by more, it is to be read with care. */
const tolerated = 0.05

/** How far a slice can be trusted about a path, in a few words. */
export function fidelitySentence(fidelity: FidelityResult): string {
  return `${heldSentence(fidelity)} ${gapSentence(fidelity)}`
}

/** `plane`, or `line` of a single direction. */
export function sliceWord({ lengths }: Pick<FidelityResult, 'lengths'>): 'plane' | 'line' {
  return lengths.length === 1 ? 'line' : 'plane'
}

export function percent(share: number): string {
  return `${formatNumber(100 * share, 3)} %`
}

/** All that several shares hold. */
export function total(shares: Float64Array): number {
  return shares.reduce((sum, share) => sum + share, 0)
}

function heldSentence(fidelity: FidelityResult): string {
  const { recorded, shares, walk } = fidelity
  const slice = sliceWord(fidelity)
  if (recorded === 1) return 'The path is one point, and there is no distance to share.'
  if (shares.length === 0) return `The path stays at the origin of the ${slice}, and there is no distance to share.`
  const held = `The ${slice} holds ${percent(total(shares))} of the squared distance`
  return walk.length === 0
    ? `${held} of the path from its origin.`
    : `${held}; of a random walk such a ${slice} would hold ${percent(total(walk))}.`
}

function gapSentence(fidelity: FidelityResult): string {
  const { step, loss, drawn } = fidelity
  const slice = sliceWord(fidelity)
  const { index, gap } = worstPoint(fidelity)
  if (gap > tolerated) {
    const [there, here] = [formatNumber(loss[index]!, 3), formatNumber(drawn[index]!, 3)]
    return `At step ${step[index]!} the true loss is ${there}, on the ${slice} ${here}: read valleys here with care.`
  }
  return `Along the path the loss on the ${slice} is the true one to ${percent(gap)} of its range: read it as it is.`
}

/** Where the picture errs most, and by what share of the range of both losses; by all of it where one is no number. */
export function worstPoint({ loss, drawn }: Pick<FidelityResult, 'loss' | 'drawn'>): {
  readonly index: number
  readonly gap: number
} {
  const gaps = Array.from(loss, (value, k) => {
    const gap = Math.abs(drawn[k]! - value)
    return Number.isFinite(gap) ? gap : Infinity
  })
  let [index, least, greatest] = [0, Infinity, -Infinity]
  for (const [k, gap] of gaps.entries()) {
    if (gap > gaps[index]!) index = k
    least = Math.min(least, loss[k]!, drawn[k]!)
    greatest = Math.max(greatest, loss[k]!, drawn[k]!)
  }
  const largest = gaps[index]!
  return { index, gap: largest === 0 ? 0 : largest === Infinity ? 1 : largest / (greatest - least) }
}

/** On which colours surfaces beside each other are drawn, and how much they differ cell by cell. */
export function variantsSentence(surfaces: readonly Pick<SurfaceResult, 'values' | 'range'>[]): string {
  const least = Math.min(...surfaces.map(({ range }) => range[0]!))
  const greatest = Math.max(...surfaces.map(({ range }) => range[1]!))
  const colours = `One scale of colours for all, from ${formatNumber(least, 3)} to ${formatNumber(greatest, 3)}.`
  const spread = spreadOf(surfaces.map(({ values }) => values))
  if (surfaces.length < 2 || !(greatest > least) || Number.isNaN(spread)) return colours
  return `${colours} Between them the loss at a place has a standard deviation of ${formatNumber(spread, 2)}, ${percent(spread / (greatest - least))} of that range.`
}

/** sqrt(mean of the variances), over the cells at which all are finite, variances over the surfaces; NaN of none. */
function spreadOf(surfaces: readonly Float64Array[]): number {
  let [sum, cells] = [0, 0]
  for (let k = 0; k < surfaces[0]!.length; k++) {
    const values = surfaces.map((surface) => surface[k]!)
    if (!values.every(Number.isFinite)) continue
    const mean = values.reduce((total, value) => total + value, 0) / values.length
    sum += values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length
    cells++
  }
  return Math.sqrt(sum / cells)
}
