import { stream } from '../random/stream'

/** A column of numbers of which each example has one: given, or drawn. */
export type ExampleColumn = readonly number[] | DrawnColumn

export type DrawnColumn =
  | {
      readonly kind: 'normal'
      readonly mean: number
      readonly deviation: number
      readonly count: number
      readonly seed?: number
    }
  | {
      readonly kind: 'uniform'
      readonly min: number
      readonly max: number
      readonly count: number
      readonly seed?: number
    }

/** Columns by name. */
export type ExampleColumns = Readonly<Record<string, ExampleColumn>>

/** A table of examples, one number each in every column. */
export interface ExampleTable {
  readonly count: number
  /** By column, in the order of the names asked for: `count` numbers. */
  readonly columns: readonly Float64Array[]
  /** Draws the columns of so many other examples, a pure function of its arguments; absent where a column is given and not drawn. */
  readonly fresh?: (seed: number, step: number, count: number) => readonly Float64Array[]
}

export function lengthOf(column: ExampleColumn): number {
  return 'kind' in column ? column.count : column.length
}

/** The table of columns of equal length, in the order of `names`. */
export function exampleTable(columns: ExampleColumns, names: readonly string[]): ExampleTable {
  const given = names.map((name) => columns[name]!)
  const drawn = given.flatMap((column) => ('kind' in column ? [column] : []))
  const whole = given.map((column, index) =>
    'kind' in column ? draw(column, column.count, column.seed ?? 0, index) : Float64Array.from(column),
  )
  const table = { count: whole[0]!.length, columns: whole }
  if (drawn.length < given.length) return table
  return {
    ...table,
    fresh: (seed, step, count) => drawn.map((column, index) => draw(column, count, seed, index, step)),
  }
}

/** Numbers of a column: those of the table, or at a step others. */
function draw(
  column: DrawnColumn,
  count: number,
  seed: number,
  index: number,
  ...step: readonly number[]
): Float64Array {
  const draws = stream(seed, 'examples', index, ...step)
  switch (column.kind) {
    case 'normal':
      return Float64Array.from({ length: count }, () => column.mean + column.deviation * draws.normal())
    case 'uniform':
      return Float64Array.from({ length: count }, () => column.min + (column.max - column.min) * draws.uniform())
  }
}
