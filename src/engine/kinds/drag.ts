import { z } from 'zod'
import { dragKinds, motionUnderDrag, type MotionUnderDrag } from '../../core/mechanics/drag'
import { pacedEvaluations } from '../../core/objectives/paced-evaluations'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, valid } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { defineJobKind } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { placesOn } from './race-rows'
import { checkShape } from './specs'

const [mostDrags, mostSamples] = [16, 100_000]
/** Steps of an integration at most, and of a usual one: some tens a swing. */
const [mostSteps, usualSteps] = [200_000, 5000]
/** Gradients of a step, about. */
const gradientsPerStep = 7

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** Where it starts from rest: a place of the plane, or all coordinates. */
  start: z.array(z.number()).readonly(),
  /** Each moves a particle of its own. */
  drags: z
    .array(z.strictObject({ kind: z.enum(dragKinds), coefficient: z.number().min(0).max(1e9) }))
    .min(1)
    .max(mostDrags)
    .readonly(),
  /** How long they move; they are told at so many equal intervals. */
  time: z.number().gt(0).max(1e9),
  samples: z.int().min(1).max(mostSamples),
  /** Of a step of the integrator, relative; 1e-10 where absent. */
  tolerance: z.number().min(1e-14).max(0.1).optional(),
})

/** Particles of mass 1 on a landscape: x'' = -grad J(x) - drag(v), see `motionUnderDrag`. */
export type DragSpec = z.infer<typeof schema>

/** How one of them moves. */
export interface DraggedMotion extends MotionUnderDrag {
  /** Of a landscape with a slice: each position projected into the plane, a and b interleaved. */
  readonly plane?: Float64Array
}

export interface DragResult {
  /** The times told, from 0 to the last. */
  readonly time: Float64Array
  /** In the order of the drags. */
  readonly motions: readonly DraggedMotion[]
}

/** The drag equation integrated; a tile is a drag. */
export const dragKind = defineJobKind({
  id: 'drag',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<DragSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const resolved = checkedLandscape(shape.value.landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const { dimension } = resolved.value
    const { length } = shape.value.start
    if (length === 2 || length === dimension) return valid(shape.value)
    const wanted = dimension === 2 ? '2' : `2 on the plane, or ${dimension}`
    const message = `start has ${length} coordinates, expected ${wanted}`
    return invalid({ message, remedy: 'give as many numbers', where: 'start' })
  },

  cost({ landscape, drags, samples }) {
    const resolved = landscapeOf(landscape)
    const { gradient, value } = evaluationWork(resolved)
    const work = drags.length * (usualSteps * gradientsPerStep * gradient + samples * value)
    return {
      work,
      bytes: 8 * drags.length * (samples + 1) * (2 * resolved.dimension + 5),
      smaller: atMost(...fewerExamples(resolved, shareOf(work))),
    }
  },

  plan: ({ drags }) => drags.map((_, tile) => tile),

  *run({ landscape, start, drags, time, samples, tolerance = 1e-10 }, tile): Pieces<DraggedMotion> {
    const { objective, place, slice } = landscapeOf(landscape)
    const motion = yield* motionUnderDrag({
      evaluations: pacedEvaluations(objective()),
      start: place(start),
      drag: drags[tile]!,
      time,
      count: samples + 1,
      tolerance,
      mostSteps,
    })
    return slice === undefined ? motion : { ...motion, plane: placesOn(slice, motion.position).plane }
  },

  merge: ({ time, samples }, motions): DragResult => ({
    time: Float64Array.from({ length: samples + 1 }, (_, k) => (k * time) / samples),
    motions,
  }),
})
