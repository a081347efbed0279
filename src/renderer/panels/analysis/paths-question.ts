import type { ClockAxis } from '../../../core/scene/clock-axis'
import type { Scene } from '../../../core/scene/scene'
import { freedomOf } from '../../../core/symmetry/freedom'
import type { Symmetry } from '../../../core/symmetry/symmetry'
import type { ConnectSpec } from '../../../engine'
import { withoutPlane } from '../../jobs/network-follower'
import { rowAt, thetaAt, type Trace } from '../../playback/trace'
import { hiddenWidths, isNetwork } from '../../store/network-edits'
import type { PathsChoice, TwinChoice } from '../../store/session'
import { hiddenActivations } from '../network/network-layers'

/** Points along each path: as many as its chart has pixels to tell apart, about. */
const points = 61

/** What may be chosen of the ways to a twin, each with the hidden layers that allow it. */
export interface TwinWay {
  readonly kind: Symmetry['kind']
  readonly label: string
  readonly layers: readonly number[]
}

/** The ways to a twin of a landscape's points; none where it is no network, or one without hidden units. */
export function twinWays(landscape: Scene['landscape']): readonly TwinWay[] {
  if (!isNetwork(landscape)) return []
  const freedoms = hiddenActivations(landscape).map((id) => freedomOf[id])
  const where = (allows: (freedom: (typeof freedoms)[number], layer: number) => boolean): readonly number[] =>
    freedoms.flatMap((freedom, layer) => (allows(freedom, layer) ? [layer] : []))
  if (landscape.tied !== undefined) {
    const isOdd = hiddenActivations(landscape).every((id) => id === 'tanh' || id === 'linear')
    const isEven = landscape.tied.depth % 2 === 0
    return isOdd && isEven ? [{ kind: 'negate', label: '−W for W', layers: [] }] : []
  }
  const widths = hiddenWidths(landscape)
  const ways: readonly TwinWay[] = [
    { kind: 'shuffle', label: 'shuffle units', layers: where(() => true) },
    { kind: 'swap', label: 'swap units', layers: where((_, layer) => widths[layer]! > 1) },
    { kind: 'flip', label: 'flip a unit', layers: where((each) => each === 'sign' || each === 'any') },
    { kind: 'rescale', label: 'rescale', layers: where((each) => each === 'positive' || each === 'any') },
  ]
  return ways.filter(({ layers }) => layers.length > 0)
}

/** What a choice means where it is: the way, layer and units that are there. */
export function twinSetting(ways: readonly TwinWay[], choice: TwinChoice, widths: readonly number[]): TwinChoice {
  const way = ways.find(({ kind }) => kind === choice.kind) ?? ways[0]!
  const layer = way.layers.includes(choice.layer) ? choice.layer : (way.layers[0] ?? 0)
  const units = widths[layer] ?? 1
  const unit = Math.min(choice.unit, units - 1)
  const other = Math.min(choice.other, units - 1)
  return { ...choice, kind: way.kind, layer, unit, other: other === unit ? (unit + 1) % units : other }
}

function symmetryOf({ kind, layer, unit, other, factor, seed }: TwinChoice): Symmetry {
  switch (kind) {
    case 'negate':
      return { kind }
    case 'shuffle':
      return { kind, seed }
    case 'swap':
      return { kind, layer, units: [unit, other] }
    case 'flip':
      return { kind, layer, unit }
    case 'rescale':
      return { kind, layer, factor }
  }
}

/** Where a racer is at the playhead, in all coordinates; where it ends, if only that is known, or undefined. */
export function pointOf(trace: Trace | undefined, axis: ClockAxis, playhead: number): readonly number[] | undefined {
  if (trace === undefined) return undefined
  if (trace.theta === undefined) return trace.ending?.lastFinite?.theta
  const row = rowAt(trace, axis, playhead)
  return row < 0 ? undefined : thetaAt(trace, row)
}

/** The path that is asked for from one point to another, or to the first one's twin. */
export function pathsQuestion(
  { landscape, seed }: Scene,
  from: readonly number[],
  to: readonly number[] | TwinChoice,
  paths: PathsChoice['paths'],
): ConnectSpec {
  const isTwin = 'kind' in to
  return {
    landscape: withoutPlane(landscape),
    from,
    to: isTwin ? [symmetryOf(to)] : to,
    paths: isNetwork(landscape) ? paths : paths.filter((path) => path !== 'match'),
    points,
    seed,
    // Orders and signs turn no curvature into another.
    ...(isTwin && to.kind === 'rescale' && { sharpness: true }),
  }
}
