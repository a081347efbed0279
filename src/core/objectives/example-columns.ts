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
export type ExampleColumn = readonly number[] | DrawnColumn
export type ExampleColumns = Readonly<Record<string, ExampleColumn>>

export function lengthOf(column: ExampleColumn): number {
  return 'kind' in column ? column.count : column.length
}

/** N of columns that are a table; undefined of none. */
export function countExamples(columns: ExampleColumns | undefined): number | undefined {
  const [first] = Object.values(columns ?? {})
  return first && lengthOf(first)
}
