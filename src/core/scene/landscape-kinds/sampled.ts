import { z } from 'zod'
import type { Domain } from '../../domain'
import { numberRows } from '../../objectives/number-rows'
import {
  checkGrid,
  fitGrid,
  type FittedGrid,
  type SampledGrid,
  sampledGridObjective,
} from '../../objectives/sampled-grid'
import { differing } from '../../differing'
import { type Checked, invalid, type Problem, valid } from '../../problem'
import { madeOnce } from '../../recent'
import type { TypeOf } from '../../schema-type'
import { shown } from '../../shown'
import { domainProblems, domainSchema, placeSchema } from '../check-domain'
import type { Grids } from '../grids'
import { defineLandscapeKind } from '../landscape-kind'
import { inPlane } from '../resolved-landscape'
import { type SampledDefaults, sampledDefaults } from '../sampled-defaults'
import { surfaceReadingSchema } from '../surface-reading'
import { vectorSchema } from '../../vector-schema'

const surface = z.string().min(1).max(200).optional()

/** What lies between the points: `spline`, or `monotone`, which rings less and is less smooth. */
const interpolationSchema = z.enum(['spline', 'monotone'])

const file = z.strictObject({
  kind: z.literal('sampled'),
  surface,
  file: z.string().optional(),
  /** How `file` is read, where that is not left to be found out. */
  reading: surfaceReadingSchema.optional(),
  x: z.array(z.number()).optional(),
  y: z.array(z.number()).optional(),
  // Up to a million entries, checked at once where they are read.
  values: z
    .array(z.unknown())
    .meta({ items: { type: 'array', items: { type: ['number', 'null'] } } })
    .optional(),
  path: z.array(placeSchema).optional(),
  /** The loss at each point of the path, as it was recorded. */
  pathLosses: vectorSchema.optional(),
  interpolation: interpolationSchema.optional(),
  domain: domainSchema.optional(),
})
/** Its grid is a blob in the form of `grid-bytes.ts`. */
const spec = z.strictObject({
  kind: z.literal('sampled'),
  surface,
  blob: z.string(),
  /** Absent for the spline. */
  interpolation: z.literal('monotone').optional(),
})

type File = TypeOf<typeof file>
type Spec = TypeOf<typeof spec>

/**
 * A surface measured on a grid; undefined outside it and where nothing was measured. `surface` is what its file calls
 * it: `train_loss`; `blob` is the name of its grid, which lies beside the scene, see `grids.ts`. It lies in the plane.
 */
export type SampledLandscape = Required<Omit<Spec, 'interpolation'>> &
  Pick<Spec, 'interpolation'> &
  Pick<File, 'path' | 'pathLosses'> & { readonly dimension?: undefined; readonly slice?: undefined } & Required<
    Pick<File, 'domain'>
  >

export default defineLandscapeKind<File, SampledLandscape, Spec>({
  id: 'sampled',
  file,
  spec,
  readsFile: true,

  check(document, { grids, file: read }) {
    const found = checkSampledGrid(document, read)
    const problems = [...found.problems, ...domainProblems(document.domain, 'landscape.domain')]
    if (found.value === undefined || problems.length > 0) return invalid(...problems)
    const { path, pathLosses } = document
    if (path !== undefined && path.length > longestPath) return invalid(pathTooLong(path.length))
    if (pathLosses !== undefined && pathLosses.length !== path?.length)
      return invalid(otherLosses(pathLosses.length, path?.length))
    const grid = found.value
    return valid({
      kind: 'sampled',
      surface: document.surface ?? defaultSurfaceName,
      blob: grids.keep(grid),
      ...(path === undefined ? {} : { path }),
      ...(pathLosses === undefined ? {} : { pathLosses }),
      ...(document.interpolation === 'monotone' ? { interpolation: 'monotone' as const } : {}),
      domain: document.domain ?? extentOf(grid),
    })
  },

  defaults({ blob, domain }, grids) {
    let found: SampledDefaults | undefined
    const suited = (): SampledDefaults => (found ??= sampledDefaults(gridIn(grids, blob), domain))
    return { start: () => suited().start, racers: () => suited().racers }
  },

  /** Self-contained. */
  write({ surface: name, blob, path, pathLosses, interpolation, domain }, grids) {
    const grid = gridIn(grids, blob)
    const { x, y, values } = grid
    const nx = x.length
    // JSON has no NaN and no infinities: each hole is null.
    const rows = Array.from(y, (_, j) =>
      Array.from(values.subarray(j * nx, (j + 1) * nx), (value) => (Number.isFinite(value) ? value : null)),
    )
    return {
      kind: 'sampled',
      ...differing({ surface: name }, { surface: defaultSurfaceName }),
      x: [...x],
      y: [...y],
      values: rows,
      ...differing(
        { path, pathLosses, interpolation, domain: { x: domain.x, y: domain.y } },
        { domain: extentOf(grid) },
      ),
    }
  },

  // Found and fitted when first computed with: a spec is checked where nothing is computed.
  resolve({ blob, surface: name = 'the landscape', interpolation: given }, gridOf) {
    const interpolation = given ?? 'spline'
    const fitted = (): FittedGrid => fittedOnce(`${interpolation} ${blob}`, () => fitGrid(gridOf(blob), interpolation))
    return valid(inPlane(name, () => sampledGridObjective(fitted())))
  },
})

/** Splines through grids: 40 bytes a point each. */
const fittedOnce = madeOnce<FittedGrid>(2)

const defaultSurfaceName = 'values'

/** Points of a recorded path at most. */
const longestPath = 100_000

/**
 * The grid of a scene's measured surface: in the scene itself, or `file`, what its `file` holds where that has been
 * read.
 */
function checkSampledGrid(document: File, file: SampledGrid | undefined): Checked<SampledGrid> {
  const { x, y, values } = document
  if (document.file !== undefined) {
    const both = (['x', 'y', 'values'] as const).find((key) => document[key] !== undefined)
    if (both !== undefined) return invalid(givenTwice(both))
    return file === undefined ? invalid(notRead(document.file)) : valid(file)
  }
  if (document.reading !== undefined) return invalid(nothingToRead)
  const missing = (['x', 'y', 'values'] as const).filter((key) => document[key] === undefined)
  if (x === undefined || y === undefined || values === undefined) {
    return invalid(
      ...missing.map((key) => ({
        message: `${key} ${key === 'values' ? 'are' : 'is'} missing, expected ${key === 'values' ? 'a list of rows' : 'a list'} of numbers`,
        remedy: 'give x, y and values, or "file"',
        where: `landscape.${key}`,
      })),
    )
  }
  const rows = numberRows(values, 'landscape.values')
  if (rows.value === undefined) return rows
  const [ny, nx] = rows.value.shape
  if (x.length !== nx || y.length !== ny) {
    return invalid({
      message: `values are ${ny} rows of ${nx}, expected ${y.length} rows of ${x.length}, one for each y and x`,
      remedy: 'give a row for each y, ascending, and in it a value or null for each x',
      where: 'landscape.values',
    })
  }
  return checkGrid(
    { x: Float64Array.from(x), y: Float64Array.from(y), values: rows.value.data },
    { x: 'landscape.x', y: 'landscape.y', values: 'landscape.values' },
  )
}

function gridIn(grids: Grids, name: string): SampledGrid {
  const grid = grids.get(name)
  if (grid === undefined) throw new Error(`grid ${name} is not at hand`)
  return grid
}

function pathTooLong(points: number): Problem {
  return {
    message: `path has ${points} points, expected at most ${longestPath}`,
    remedy: 'keep every tenth of them',
    where: 'landscape.path',
  }
}

function otherLosses(losses: number, points: number | undefined): Problem {
  return {
    message: `path has ${points ?? 'no'} points and ${losses} losses, expected one for each`,
    remedy: points === undefined ? 'give the path too, or leave them out' : `give ${points} losses, or leave them out`,
    where: 'landscape.pathLosses',
  }
}

/** The rectangle that a grid covers. */
function extentOf({ x, y }: SampledGrid): Domain {
  return { x: [x[0]!, x.at(-1)!], y: [y[0]!, y.at(-1)!] }
}

function notRead(file: string): Problem {
  return {
    message: `file ${shown(file)} of the surface was not read`,
    remedy: 'open that file itself, or run basin on this scene, which reads files beside it',
    where: 'landscape.file',
  }
}

const nothingToRead: Problem = {
  message: 'reading says how "file" is read, and there is none',
  remedy: 'leave it out, or give "file" in place of x, y and values',
  where: 'landscape.reading',
}

function givenTwice(key: string): Problem {
  return { message: `${key} stands beside "file"`, remedy: 'keep one of them', where: `landscape.${key}` }
}
