import type { ChartQuantity } from '../../core/scene/chart'
import type { ClockAxis } from '../../core/scene/clock-axis'
import { clockNames } from '../playback/clock-names'
import { emphasisedRacer } from '../store/session'
import { useScene, useSession } from '../store/use-stores'
import { clockText, formatNumber } from '../ui/format'
import { RacerGlyph } from '../ui/marker-glyph'
import { quantityNames } from './race-quantities'

/** What one racer has at a place of the chart, one number for each axis; NaN where nothing is known. */
export interface TipRow {
  readonly id: string
  readonly values: readonly number[]
}

interface RaceTipProps {
  readonly against: ClockAxis
  /** On that axis, under the pointer. */
  readonly clock: number
  /** Whether the pointer is in the right half of the chart: the tip is beside it, and in nobody's way. */
  readonly isRight: boolean
  readonly quantities: readonly ChartQuantity[]
  readonly rows: readonly TipRow[]
}

/** What the racers that are shown have at a place of the chart, the lowest first. */
export function RaceTip({ against, clock, isRight, quantities, rows }: RaceTipProps) {
  const racers = useScene((scene) => scene.racers)
  const emphasised = useSession(emphasisedRacer)
  const sorted = rows.toSorted((a, b) => a.values[0]! - b.values[0]!)
  return (
    <div
      className="race-tip"
      data-side={isRight ? 'left' : 'right'}
      data-columns={quantities.length}
      role="status"
      aria-label="Values at the pointer"
    >
      <div className="race-tip-row race-tip-head">
        <span className="race-tip-clock">
          {clockNames[against].short} {clockText(against === 'step' ? Math.floor(clock) : clock)}
        </span>
        {quantities.map((quantity, side) => (
          <span key={side}>{quantityNames[quantity].short}</span>
        ))}
      </div>
      {sorted.map(({ id, values }) => (
        <div key={id} className="race-tip-row" data-emphasised={id === emphasised}>
          <RacerGlyph look={racers.find((racer) => racer.id === id)!} size={9} />
          <span>{id}</span>
          {values.map((value, side) => (
            <span key={side} className="numbers">
              {formatNumber(value)}
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}
