import { exampleCount } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import type { JobTable } from '../../engine'
import type { Engine } from '../../engine/client'
import { raceSpec } from '../../engine/scene-specs'
import { movingRacers, stepsBefore } from '../playback/racer-steps'
import type { Trace } from '../playback/trace'
import type { MotionMark } from '../scene/stage'
import { type AnswerOf, noAnswer } from '../store/answer'
import type { Cards } from '../store/cards'
import { motionsOf } from '../view/motion-marks'
import { frameAt, type Timeline } from './timeline'

type StepSpec = JobTable['step']['spec']

/** What moves racers from a place of the playhead on. */
export interface MotionMoment {
  readonly from: number
  readonly motions: readonly MotionMark[]
}

/** Each step that is laid open races up to it again: more than these are left out. */
const mostSteps = 1000

/**
 * The forces on racers with momentum, frame by frame, where the scene shows them. None of a sum over examples, whose
 * steps take long, nor where frames and racers come to more than a thousand steps.
 */
export async function motionMoments(
  engine: Engine,
  { optimizerCards }: Pick<Cards, 'optimizerCards'>,
  scene: Scene,
  traces: readonly Trace[],
  timeline: Timeline,
): Promise<readonly MotionMoment[]> {
  const { forces, follow } = scene.view
  if (!forces || follow !== undefined || exampleCount(scene.landscape) !== undefined) return []
  const racers = movingRacers(scene, optimizerCards)
  const race = raceSpec(scene)
  const moments: { readonly from: number; readonly steps: readonly string[] }[] = []
  const asked = new Map<string, StepSpec>()
  for (let frame = 0; frame < timeline.frameCount; frame++) {
    const { playhead } = frameAt(timeline, frame)
    const specs = racers.map((racer): StepSpec => {
      const trace = traces.find(({ id }) => id === scene.racers[racer]!.id)
      return { race, racer, step: stepsBefore(scene, trace, playhead) + 1 }
    })
    const steps = specs.map(({ racer, step }) => `${racer} ${step}`)
    if (moments.at(-1)?.steps.join() === steps.join()) continue
    for (const [k, spec] of specs.entries()) asked.set(steps[k]!, spec)
    moments.push({ from: playhead, steps })
  }
  if (asked.size > mostSteps) return []
  const answers = await Promise.all([...asked.values()].map((spec) => layOpen(engine, spec)))
  const answerTo = new Map([...asked.keys()].map((name, k) => [name, answers[k]!]))
  return moments.map(({ from, steps }) => {
    const analysis = { motions: steps.map((name) => answerTo.get(name)!) }
    const state = { analysis, race: { traces }, planes: { moments: [] } }
    return { from, motions: motionsOf(scene, state, { playing: false, playhead: from }).map(({ mark }) => mark) }
  })
}

async function layOpen(engine: Engine, spec: StepSpec): Promise<AnswerOf<'step'>> {
  const end = await engine.run('step', spec).end
  return end.status === 'done' ? { status: { kind: 'done' }, spec, result: end.result } : noAnswer
}
