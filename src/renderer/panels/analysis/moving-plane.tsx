import { Button, NativeSelect, Progress } from '@mantine/core'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useDerived, useScene } from '../../store/use-stores'
import { duration } from '../../ui/duration'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'

/** Points of 65 x 65 at which a surface is evaluated where it is smooth: 17 x 17, and as many between. */
const pointsOfPlane = 550
/** Planes that are offered at first. */
const usualPlanes = 40

/** The plane that goes with a racer through its race: of which, how often it is drawn anew, and what that takes. */
export function MovingPlane() {
  const app = useApp()
  const scene = useScene((current) => current)
  // What it takes is known by the race on screen, and by how fast the last surface was.
  useDerived(({ race }) => race)
  const { status, moments, total } = useDerived(({ planes }) => planes)
  const { follow } = scene.view
  const choose = (of: string): void => {
    const every = follow?.every ?? Math.max(1, Math.round(scene.steps / usualPlanes))
    app.edit(edits.setView({ follow: of === '' ? undefined : { of, every } }))
  }
  const count = app.planes.steps(scene).length
  return (
    <section className="moving-plane" aria-label="Moving plane">
      <SettingRow name="plane goes with" hint="At the playhead the plane through where this racer is then">
        <NativeSelect
          size="xs"
          aria-label="Plane goes with"
          value={follow?.of ?? ''}
          data={[{ value: '', label: 'none: it stays' }, ...scene.racers.map(({ id }) => ({ value: id, label: id }))]}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
      </SettingRow>
      {follow === undefined ? null : (
        <>
          <SettingRow name="anew every" hint="Steps from one plane to the next">
            <NumberField
              aria-label="Steps between planes"
              className="slider-field"
              value={follow.every}
              integer
              min={1}
              onCommit={(every) => app.edit(edits.setView({ follow: { ...follow, every } }))}
            />
            <span className="unit">steps</span>
          </SettingRow>
          <div className="answer-bar">
            {status.kind === 'busy' ? (
              <>
                <Button variant="default" onClick={app.planes.cancel}>
                  Cancel
                </Button>
                <Progress value={(100 * moments.length) / total} size={4} aria-label="Progress of the planes" />
                <span className="numbers">
                  {moments.length} of {total}
                </span>
              </>
            ) : (
              <>
                <Button disabled={count === 0} onClick={app.planes.draw}>
                  Draw planes
                </Button>
                <span className="answer-note">
                  {noteOf(count, app.surface.secondsFor(count * pointsOfPlane), moments.length)}
                </span>
              </>
            )}
          </div>
          {status.kind === 'failed' ? (
            <p className="answer-note" role="alert">
              {status.error.message}
            </p>
          ) : null}
        </>
      )}
    </section>
  )
}

function noteOf(count: number, seconds: number | undefined, drawn: number): string {
  if (count === 0) return 'race first'
  const planes = `${count} ${count === 1 ? 'plane' : 'planes'}`
  if (drawn > 0) return `${drawn} of ${planes} drawn: play, or scrub`
  return seconds === undefined ? planes : `${planes}, about ${duration(seconds)}`
}
