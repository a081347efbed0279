import { clockNames } from '../playback/clock-names'
import { measuredRow, rowAt } from '../playback/trace'
import { emphasisedRacer } from '../store/session'
import { useDerived, useScene, useSession } from '../store/use-stores'
import { clockText, formatNumber } from '../ui/format'
import { RacerGlyph } from '../ui/marker-glyph'

interface LossTipProps {
  /** On the playhead's axis, under the pointer. */
  readonly clock: number
  /** Whether the pointer is in the right half of the chart: the tip is beside it, and in nobody's way. */
  readonly isRight: boolean
}

/** What the racers that are shown had as their loss at a place of the chart, the lowest first. */
export function LossTip({ clock, isRight }: LossTipProps) {
  const racers = useScene((scene) => scene.racers)
  const axis = useScene((scene) => scene.compareBy)
  const traces = useDerived((state) => state.race.traces)
  useDerived((state) => state.race.version)
  const emphasised = useSession(emphasisedRacer)
  const losses = racers
    .filter(({ visible }) => visible)
    .flatMap((racer) => {
      const trace = traces.find(({ id }) => id === racer.id)
      const row = trace === undefined ? -1 : rowAt(trace, axis, clock)
      return trace === undefined || row < 0 ? [] : [{ racer, loss: trace.loss[measuredRow(trace, row)]! }]
    })
    .sort((a, b) => a.loss - b.loss)
  return (
    <div className="loss-tip" data-side={isRight ? 'left' : 'right'} role="status" aria-label="Losses at the pointer">
      <div className="loss-tip-clock">
        {clockNames[axis].short} {clockText(Math.floor(clock))}
      </div>
      {losses.map(({ racer, loss }) => (
        <div key={racer.id} className="loss-tip-row" data-emphasised={racer.id === emphasised}>
          <RacerGlyph look={racer} size={9} />
          <span>{racer.id}</span>
          <span className="numbers">{formatNumber(loss)}</span>
        </div>
      ))}
    </div>
  )
}
