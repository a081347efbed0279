import { z } from 'zod'

/**
 * How a file of measurements is read where a person says so. What is absent is found out, and said.
 *
 * - `axes`: `NAME,NAME`, the arrays or columns that are x and y; `labels`, the first row and column of a table;
 *   `extent`, where `xlim`, `ylim` and the like say; `none`, a bare matrix on the unit square.
 * - `order`: which index of a matrix comes first. `yx`: rows are y, entry [j][i] belongs to (x_i, y_j); `xy`: rows
 *   are x.
 * - `missing`: the number that stands for what was not measured, or `none` where there is no such number.
 * - `spikes`: what becomes of cells, alone or in groups, that stand out from all around them.
 */
export const surfaceReadingSchema = z.strictObject({
  axes: z.string().min(1).max(500).optional(),
  order: z.enum(['yx', 'xy']).optional(),
  missing: z.union([z.number(), z.literal('none')]).optional(),
  spikes: z.enum(['keep', 'holes']).optional(),
})

export type SurfaceReading = Readonly<z.infer<typeof surfaceReadingSchema>>
export type MatrixOrder = NonNullable<SurfaceReading['order']>
