import { useEffect, useMemo, useState } from 'react'
import type { Scene } from '../../../core/scene/scene'
import type { Trace } from '../../../engine'
import { raceSpec } from '../../../engine/scene-specs'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { clockOf, rowAt, thetaAt } from '../../playback/trace'
import { useApp } from '../../store/app'
import { setView } from '../../store/edits'
import { isNetwork } from '../../store/network-edits'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { WeightMaps } from '../network/weight-maps'
import { RacerSelect } from './racer-select'

/** Milliseconds between two pictures while the race plays. */
const interval = 100
/** Of a map, in pixels, so that those of four layers are on screen at once. */
const tallest = 86

/** The weights of a racer's network where it is now: before a race where it begins. */
export function WeightsPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const chosen = useSession((session) => session.chosenRacer)
  const { traces } = useDerived(({ race }) => race)
  const { landscape, racers, view, compareBy } = scene
  const racer = [view.weights?.of, chosen].flatMap((of) => racers.find(({ id }) => id === of) ?? []).at(0) ?? racers[0]
  const trace = traces.find(({ id, count }) => id === racer?.id && count > 0)
  const row = useRow(trace, compareBy)
  const start = useStart(trace === undefined ? scene : undefined, racer?.id)
  const isKept = trace?.theta !== undefined
  const theta = useMemo(
    () => (trace === undefined ? start : isKept && row >= 0 ? thetaAt(trace, row) : undefined),
    [trace, isKept, row, start],
  )
  if (racer === undefined) return <p className="empty">Add a racer to see its weights.</p>
  if (!isNetwork(landscape)) return null
  return (
    <>
      <div className="analysis-choices">
        <RacerSelect
          label="Weights of"
          value={racer.id}
          onChange={(of) => app.edit(setView({ weights: of === undefined ? undefined : { of } }))}
        />
        <span className="weights-step">
          {trace === undefined ? 'as it begins' : `step ${row < 0 ? 0 : clockOf(trace, 'step')[row]!}`}
        </span>
      </div>
      {trace !== undefined && !isKept ? (
        <p className="empty">So long a race keeps no weights: record fewer steps.</p>
      ) : (
        <div className="weights-maps">
          <WeightMaps landscape={landscape} theta={theta} tallest={tallest} />
        </div>
      )}
    </>
  )
}

/** The row of a trace at the playhead, which it goes with; -1 where there is none. */
function useRow(trace: Trace | undefined, axis: Scene['compareBy']): number {
  const { loop, clock, playback } = useApp()
  const row = trace === undefined ? -1 : rowAt(trace, axis, playback.now())
  const [, setPainted] = useState(row)
  useEffect(() => {
    let shownAt = -Infinity
    return loop.addPainter((playhead) => {
      if (playback.getState().playing && clock() - shownAt < interval) return
      shownAt = clock()
      setPainted(trace === undefined ? -1 : rowAt(trace, axis, playhead))
    })
  }, [loop, clock, playback, trace, axis])
  return row
}

/** Where a racer of a scene begins, in all dimensions: its race of no steps. */
function useStart(scene: Scene | undefined, id: string | undefined): Float64Array | undefined {
  const spec = useMemo(() => {
    if (scene === undefined || id === undefined) return undefined
    const race = raceSpec(scene)
    const first = race.racers.find((racer) => racer.id === id)!
    return { ...race, racers: [{ ...first, steps: 0 }, ...race.racers.filter((racer) => racer !== first)] }
  }, [scene, id])
  return useQuickAnswer('path', spec)?.theta
}
