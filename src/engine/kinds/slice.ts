import { z } from 'zod'
import { type Checked, invalid } from '../../core/problem'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { Slice } from '../../core/slice/slice'
import { defineQuickJobKind } from '../job-kind'
import { checkedLandscape, landscapeOf } from './landscapes'
import { checkShape } from './specs'

const schema = z.strictObject({ landscape: landscapeSpecSchema })

export interface SliceSpec {
  readonly landscape: LandscapeSpec
}

/** The vectors of a landscape's slice, whatever recipe it has; nothing where the landscape is the plane. */
export const sliceKind = defineQuickJobKind({
  id: 'slice',
  version: 1,
  validate(given): Checked<SliceSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { problems } = checkedLandscape(shape.value.landscape)
    return problems.length === 0 ? shape : invalid(...problems)
  },
  compute: ({ landscape }): { readonly slice?: Slice } => {
    const { slice } = landscapeOf(landscape)
    return slice === undefined ? {} : { slice }
  },
})
