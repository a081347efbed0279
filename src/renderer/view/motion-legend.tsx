import { motionParts } from '../scene/pointer/motion-arrows'
import { drawsCurve } from '../store/drawn-slice'
import { useDerived, usePlayback, useScene } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { RacerGlyph } from '../ui/marker-glyph'
import { motionsOf } from './motion-marks'
import './motion-legend.css'

/** How long the arrows at racers with momentum are, in all coordinates. */
export function MotionLegend() {
  const scene = useScene((current) => current)
  const analysis = useDerived((state) => state.analysis)
  const race = useDerived((state) => state.race)
  const planes = useDerived((state) => state.planes)
  const playing = usePlayback((state) => state.playing)
  const playhead = usePlayback((state) => state.playhead)
  const motions = motionsOf(scene, { analysis, race, planes }, { playing, playhead })
  if (motions.length === 0) return null
  return (
    <table className="motion-legend" data-curve={drawsCurve(scene)} aria-label="Velocity, force and drag">
      <thead>
        <tr>
          <td />
          {motionParts.map(({ part, name, short, color }) => (
            <th key={part} scope="col">
              <i style={{ background: color }} /> {name} {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {motions.map(({ racer, step, motion }) => (
          <tr key={racer.id} title={`step ${step} of ${racer.id}: it changes v by f + d; μ is ${motion.coefficient}`}>
            <th scope="row">
              <RacerGlyph look={racer} size={10} /> {racer.id}
            </th>
            {motionParts.map(({ part }) => (
              <td key={part}>{formatNumber(length(motion[part].vector), 3)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Of vectors that may be too long to be arguments. */
function length(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0))
}
