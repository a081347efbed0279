import type { Domain } from '../domain'
import { countExamples, type ExampleColumns } from '../objectives/example-columns'
import type { SumFacts } from '../objectives/measures'
import type { Slice } from '../slice/slice'

/**
 * A landscape, as everybody knows it who knows no kinds: all ask by what it has, not by what kind it is. Whatever else
 * it has is the business of its kind and of its kind's panel.
 */
interface AnyLandscape {
  readonly kind: string
  /** Of an entry of the catalogue. */
  readonly id?: string
  /** A person's own formula. */
  readonly expression?: string
  /** Of a measured surface: the name of its grid, which lies beside the scene, and what its file calls it. */
  readonly blob?: string
  readonly surface?: string
  /** The number of coordinates; absent where it lies in the plane. */
  readonly dimension?: number
  /** The plane or line that is drawn; the kind's default one where absent. */
  readonly slice?: SliceSetting
  /** Of a mean over examples: their numbers, in columns. */
  readonly examples?: ExampleColumns
  /** Of a mean over examples that it has otherwise. */
  readonly sum?: SumFacts
  readonly [own: string]: unknown
}

/** A landscape of a scene. */
export interface SceneLandscape extends AnyLandscape {
  /** Named parameters: values, or with the range that a slider spans. */
  readonly parameters?: Readonly<Record<string, number | ParameterSetting>>
  /** In the plane's coordinates where there is a slice. */
  readonly domain: Domain
  /** A path that was recorded in its plane, shown with it. */
  readonly path?: readonly (readonly [x: number, y: number])[]
  /** The loss at each of its points, as it was recorded. */
  readonly pathLosses?: readonly number[]
  /** Paths through all dimensions that were recorded elsewhere, which recipes of slices name as they name racers. */
  readonly paths?: readonly Trajectory[]
}

/** A recorded path by its id: its points, n numbers each, one after the other. */
export interface Trajectory {
  readonly id: string
  readonly theta: readonly number[]
  /** The step of each point, ascending; 0, 1, 2, ... where absent. */
  readonly step?: readonly number[] | undefined
}

/** A plane's own vectors, or a recipe of one. */
export type SliceSetting = Slice | SliceRecipeSetting

export interface SliceRecipeSetting {
  readonly kind: string
  /** Of a recipe that rests on a race: what it was last resolved to. */
  readonly vectors?: Slice
  readonly [own: string]: unknown
}

/** A named parameter of a user's formula, with the range its slider spans. */
export interface ParameterSetting {
  readonly value: number
  readonly min: number
  readonly max: number
}

/** The ids of a landscape's recorded paths. */
export function pathIds({ paths = [] }: Pick<SceneLandscape, 'paths'>): readonly string[] {
  return paths.map(({ id }) => id)
}

/** A landscape as jobs name it: a scene's without what only the picture needs. */
export interface LandscapeSpec extends AnyLandscape {
  /** Of a mean over examples: over what it is taken in place of those that it trains on. */
  readonly meanOver?: string
  readonly parameters?: Readonly<Record<string, number>>
}

/** A scene's landscape as jobs name it: a slice that rests on a race by its vectors, once they are known. */
export function landscapeSpec({
  domain: _domain,
  path: _path,
  paths: _paths,
  pathLosses: _losses,
  sum: _sum,
  ...landscape
}: SceneLandscape): LandscapeSpec {
  const { parameters, slice, ...spec } = landscape
  return {
    ...spec,
    ...(parameters && { parameters: valuesOf(parameters) }),
    ...(slice && { slice: 'kind' in slice && slice.vectors !== undefined ? slice.vectors : slice }),
  }
}

/** How many examples a landscape is a mean over; undefined where it is none. */
export function exampleCount({ examples, sum }: Pick<AnyLandscape, 'examples' | 'sum'>): number | undefined {
  return sum?.examples ?? countExamples(examples)
}

/** What is known of the mean over examples that a landscape is; undefined where it is none. */
export function sumFacts({ examples, sum }: Pick<AnyLandscape, 'examples' | 'sum'>): SumFacts | undefined {
  const count = exampleCount({ ...(examples && { examples }), ...(sum && { sum }) })
  return (
    sum ??
    (count === undefined ? undefined : { examples: count, isDrawn: drawsExamples({ ...(examples && { examples }) }) })
  )
}

/**
 * Whether the examples of a landscape are drawn, every column of them, so that others can be drawn from the same
 * source.
 */
function drawsExamples({ examples = {}, sum }: Pick<AnyLandscape, 'examples' | 'sum'>): boolean {
  if (sum !== undefined) return sum.isDrawn
  const columns = Object.values(examples)
  return columns.length > 0 && columns.every((column) => 'kind' in column)
}

/** The values of parameters, whatever their sliders span. */
export function valuesOf(parameters: NonNullable<SceneLandscape['parameters']>): Readonly<Record<string, number>> {
  const values = Object.entries(parameters).map(([name, given]) => [
    name,
    typeof given === 'number' ? given : given.value,
  ])
  return Object.fromEntries(values) as Record<string, number>
}
