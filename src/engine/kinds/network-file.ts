import { z } from 'zod'
import type { Checked, Problem } from '../../core/problem'
import type { LandscapeSpec, Trajectory } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { trajectoryProblems } from '../../core/scene/trajectories'
import type { Slice } from '../../core/slice/slice'
import { prepareDirections, readDirections } from '../../formats/directions'
import { isStateFile, readState, stateNames } from '../../formats/state-dict'
import { readTrajectory } from '../../formats/trajectory'
import { blobOf } from '../blobs'
import { defineQuickJobKind } from '../job-kind'
import { landscapeOf } from './landscapes'
import { checkShape } from './specs'

const schema = z.strictObject({
  /** The network that is on screen, on its default plane. */
  landscape: landscapeSpecSchema,
  /** Its ending says what it is. */
  name: z.string(),
  /** Its bytes. */
  blob: z.string(),
})

export interface NetworkFileSpec {
  readonly landscape: LandscapeSpec
  readonly name: string
  readonly blob: string
}

/** What a file may be to a network; what it cannot be is absent. */
export interface NetworkFileResult {
  readonly parameters?: { readonly theta: readonly number[]; readonly running?: readonly number[] }
  readonly trajectory?: Omit<Trajectory, 'id'>
  readonly directions?: Slice
  /** What is wrong with a file that has its parameters' names, or can be nothing else. */
  readonly problems: readonly Problem[]
}

/** Reads a file that a person opened beside a network: its parameters, a path through them, or directions there. */
export const networkFileKind = defineQuickJobKind({
  id: 'network-file',
  version: 1,
  validate: (given): Checked<NetworkFileSpec> => checkShape(schema, given),
  prepare: ({ name }: NetworkFileSpec) => prepareDirections(name),

  compute({ landscape, name, blob }: NetworkFileSpec): NetworkFileResult {
    const bytes = blobOf(blob)
    const { objective, slice, dimension } = landscapeOf(landscape)
    const names = stateNames(objective())
    const state = readState(name, bytes, names)
    const path = readTrajectory(name, bytes, dimension)
    const trajectory = path.value && { theta: Array.from(path.value.theta), step: Array.from(path.value.step) }
    const tooLong = trajectory && trajectoryProblems([{ id: name, ...trajectory }], dimension, 'theta')
    const directions = readDirections(name, bytes, names)
    return {
      ...(state.value && {
        parameters: {
          theta: Array.from(state.value.theta),
          ...(state.value.running && { running: Array.from(state.value.running) }),
        },
      }),
      ...(tooLong?.length === 0 && { trajectory }),
      ...(directions.value && slice && { directions: { origin: slice.origin, ...directions.value } }),
      problems: tooLong ?? (isStateFile(name, bytes, names) ? state.problems : []),
    }
  },
})
