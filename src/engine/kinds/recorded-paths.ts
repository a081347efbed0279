import { z } from 'zod'
import { type Checked, invalid, valid } from '../../core/problem'
import type { LandscapeSpec, Trajectory } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { finish } from '../../core/pieces'
import { recordedPath, trajectoriesSchema, trajectoryProblems } from '../../core/scene/trajectories'
import { type PathOnSlice, pathOnSlice } from '../../core/slice/path-on-slice'
import { defineQuickJobKind } from '../job-kind'
import { checkedLandscape, landscapeOf } from './landscapes'
import { checkShape } from './specs'

const schema = z.strictObject({ landscape: landscapeSpecSchema, paths: trajectoriesSchema })

export interface RecordedPathsSpec {
  readonly landscape: LandscapeSpec
  readonly paths: readonly Trajectory[]
}

/** Where each of the paths lies on the plane or line that is drawn; none where the landscape is the plane. */
export interface RecordedPathsResult {
  readonly paths: readonly (PathOnSlice & { readonly id: string })[]
}

/** Projects recorded paths onto a landscape's slice, whose vectors are known. */
export const recordedPathsKind = defineQuickJobKind({
  id: 'recorded-paths',
  version: 1,
  validate(given): Checked<RecordedPathsSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, paths } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const problems = trajectoryProblems(paths, resolved.value.dimension, 'paths')
    return problems.length === 0 ? valid(shape.value) : invalid(...problems)
  },
  compute({ landscape, paths }: RecordedPathsSpec): RecordedPathsResult {
    const { slice, dimension } = landscapeOf(landscape)
    if (slice === undefined) return { paths: [] }
    return {
      paths: paths.map((path) => ({ id: path.id, ...finish(pathOnSlice(slice, recordedPath(path, dimension).theta)) })),
    }
  },
})
