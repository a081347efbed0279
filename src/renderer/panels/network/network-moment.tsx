import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { landscapeSpec } from '../../../core/scene/landscape'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { measuredRow, rowAt } from '../../playback/trace'
import { useApp } from '../../store/app'
import { useDerived, useNetwork, usePlayback, useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { RacerSelect } from '../analysis/racer-select'

/** Of whom, and of which step, the pictures of a network are; and how that one's loss differs from the plane's. */
export function NetworkMoment({ landscape }: { readonly landscape: NetworkLandscape }) {
  const app = useApp()
  const racer = useNetwork((view) => view.point?.racer)
  const step = useNetwork((view) => view.point?.step ?? 0)
  const name = useNetwork((view) => view.point?.name)
  const keepsNone = useDerived(({ race }) => race.traces.some(({ count, theta }) => count > 0 && theta === undefined))
  const count = useScene((scene) => scene.racers.length)
  /** Of the plane that stays is said what is drawn of it. */
  const isMoving = useDerived(({ planes }) => planes.moments.length > 0)
  if (name !== undefined) return <div className="network-moment">{name}</div>
  return (
    <>
      <div className="network-moment">
        {racer === undefined ? (
          <span>
            {keepsNone ? 'as it begins: so long a race keeps no weights; record fewer steps' : 'as it begins'}
          </span>
        ) : (
          <>
            {count > 1 ? (
              <RacerSelect
                label="Racer whose network is shown"
                value={racer}
                onChange={(chosenRacer) => app.session.setState({ chosenRacer })}
              />
            ) : (
              <span>{racer}</span>
            )}
            <span className="numbers">step {step}</span>
          </>
        )}
      </div>
      {racer === undefined || isMoving ? null : <OffThePlane landscape={landscape} racer={racer} />}
    </>
  )
}

interface OffThePlaneProps {
  readonly landscape: NetworkLandscape
  readonly racer: string
}

/** A path leaves the plane that is drawn: its own loss, and that of the plane beneath it. */
function OffThePlane({ landscape, racer }: OffThePlaneProps) {
  const isPlaying = usePlayback((state) => state.playing)
  const place = useNetwork((view) => view.point?.place)
  const distance = useNetwork((view) => view.point?.distance ?? 0)
  const step = useNetwork((view) => view.point?.step ?? 0)
  const trace = useDerived((state) => state.race.traces.find(({ id }) => id === racer))
  const isOff = distance > 1e-9
  const { domain } = landscape
  const probe = useQuickAnswer(
    'probe',
    isOff && !isPlaying && place !== undefined ? { landscape: landscapeSpec(landscape), domain, at: place } : undefined,
  )
  if (!isOff || trace === undefined) return null
  const row = rowAt(trace, 'step', step)
  const loss = trace.loss[measuredRow(trace, row)]!
  return (
    <p className="plane-note" aria-label="Loss on and off the plane">
      loss {formatNumber(loss, 3)}
      {probe === undefined || isPlaying ? '' : `, on the plane below it ${formatNumber(probe.value, 3)}`};{' '}
      {formatNumber(distance, 3)} off the plane
    </p>
  )
}
