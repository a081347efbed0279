import { z } from 'zod'
import { gridFromBytes } from '../../core/objectives/grid-bytes'
import { blobOf } from '../blobs'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

const schema = z.strictObject({ blob: z.string() })

/** What is told of a measured surface's grid. */
export interface GridResult {
  readonly resolution: readonly [nx: number, ny: number]
  /** Cells in which nothing was measured, or nothing finite. */
  readonly holes: number
}

/** Looks at the grid of a measured surface: how fine it is, and how much of it is missing. */
export const gridKind = defineQuickJobKind({
  id: 'grid',
  version: 1,
  validate: (given) => checkShape(schema, given),
  compute({ blob }): GridResult {
    const { x, y, values } = gridFromBytes(blobOf(blob))
    const holes = values.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0)
    return { resolution: [x.length, y.length], holes }
  },
})
