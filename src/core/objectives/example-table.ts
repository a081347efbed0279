import { z } from 'zod'
import type { Problem } from '../problem'
import { stream } from '../random/stream'
import { type DrawnColumn, type ExampleColumns, lengthOf } from './example-columns'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/** Examples at most. */
export const mostExamples = 100_000
/** Numbers of all columns together at most: 80 MB. */
export const mostNumbers = 10_000_000
const drawnKeys = { count: z.int().min(1).max(mostExamples), seed: z.int().min(0).optional() }

/** Columns by name, of which each example has a number: given, or drawn. */
export const examplesSchema = z.record(
  z.string(),
  z.union([
    z.array(z.number()).min(1).max(mostExamples),
    z.strictObject({ kind: z.literal('normal'), mean: z.number(), deviation: z.number().min(0), ...drawnKeys }),
    z.strictObject({ kind: z.literal('uniform'), min: z.number(), max: z.number(), ...drawnKeys }),
  ]),
)

/** Columns that are no table: of different lengths, or with the name of a parameter; `where` is their place. */
export function exampleProblems(
  columns: ExampleColumns,
  parameters: readonly string[],
  where: string,
): readonly Problem[] {
  const names = Object.keys(columns)
  const [first] = names
  if (first === undefined)
    return [{ message: 'examples without a column, expected at least one', remedy: 'give { "a": [1, 2, 3] }', where }]
  const numbers = names.length * lengthOf(columns[first]!)
  if (numbers > mostNumbers) return [tooMany(numbers, where)]
  return names.flatMap((name) => {
    const column = columns[name]!
    if ('kind' in column && column.kind === 'uniform' && column.min > column.max) {
      const message = `column ${name} is drawn from ${column.min} to ${column.max}, expected min <= max`
      return [{ message, remedy: 'give the smaller number as min', where: `${where}.${name}.min` }]
    }
    const [length, expected] = [lengthOf(columns[name]!), lengthOf(columns[first]!)]
    const at = `${where}.${name}`
    if (parameters.includes(name))
      return [{ message: `"${name}" is a parameter and a column of examples`, remedy: 'remove one of them', where: at }]
    if (length === expected) return []
    const message = `column ${name} has ${length} numbers, and ${first} has ${expected}`
    return [{ message, remedy: 'give every example a number in each column', where: at }]
  })
}

function tooMany(numbers: number, where: string): Problem {
  return {
    message: `examples are ${numbers} numbers, expected at most ${mostNumbers}`,
    remedy: 'give fewer examples or columns',
    where,
  }
}

/** A table of examples, one number each in every column. */
export interface ExampleTable {
  readonly count: number
  /** By column, in the order of the names asked for: `count` numbers. */
  readonly columns: readonly Float64Array[]
  /**
   * Draws the columns of so many other examples, a pure function of its arguments; absent where a column is given and
   * not drawn.
   */
  readonly fresh?: (seed: number, step: number, count: number) => readonly Float64Array[]
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
