import type { Scene } from '../../core/scene/scene'
import type { Motion, StageVector } from '../../engine'
import { stepsBefore } from '../playback/racer-steps'
import { placeAtStep } from '../playback/trace'
import type { MotionMark } from '../scene/stage'
import type { DerivedState } from '../store/derived'

/** What moves a racer at the playhead, with the racer and the step that it is about to take. */
export interface RacerMotion {
  readonly racer: Scene['racers'][number]
  readonly step: number
  readonly motion: Motion
  readonly mark: MotionMark
}

interface MotionInputs {
  readonly analysis: Pick<DerivedState['analysis'], 'motions'>
  readonly race: Pick<DerivedState['race'], 'traces'>
  readonly planes: Pick<DerivedState['planes'], 'moments'>
}

/**
 * What is known of the next steps of racers with momentum, where the playhead rests; of one that has ended, of its last
 * step. Nothing on a plane that goes with a racer: places on it are others.
 */
export function motionsOf(
  scene: Scene,
  { analysis, race, planes }: MotionInputs,
  { playing, playhead }: { readonly playing: boolean; readonly playhead: number },
): readonly RacerMotion[] {
  if (!scene.view.forces || playing || planes.moments.length > 0) return []
  return analysis.motions.flatMap(({ spec, result }): readonly RacerMotion[] => {
    const id = spec?.race.racers[spec.racer]?.id
    const racer = scene.racers.find((each) => each.id === id)
    const trace = race.traces.find((each) => each.id === id)
    if (spec === undefined || result?.motion === undefined || racer?.visible !== true || trace === undefined) return []
    if (spec.step !== stepsBefore(scene, trace, playhead) + 1) return []
    const { step, motion } = result
    const at = placeAtStep(trace, step - 1)
    const { velocity, force, drag } = motion
    const mark = { at, velocity: inPlane(velocity), force: inPlane(force), drag: inPlane(drag) }
    return [{ racer, step, motion, mark }]
  })
}

function inPlane({ vector, plane = vector }: StageVector): readonly [number, number] {
  return [plane[0]!, plane[1]!]
}
