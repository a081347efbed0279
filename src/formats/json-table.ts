import { noRows, putRow } from '../core/objectives/number-rows'
import { mostCells, tooManyPoints } from '../core/objectives/sampled-grid'
import type { Problem } from '../core/problem'
import type { MemoryBudget } from './memory-budget'
import { namesProblem } from './most-names'
import { mayBePoints, type NdArray } from './npy'

/** Records, one for each point, as columns: those names under which every record has a number or null. */
export class Records {
  private readonly data = new Map<string, Float64Array>()
  private readonly tooMany: Problem | undefined
  private row = 0

  /** Of the first record and how many there are. */
  constructor(
    first: Readonly<Record<string, unknown>>,
    private readonly count: number,
    budget: MemoryBudget,
  ) {
    const names = Object.keys(first).filter((name) => isNumber(first[name]))
    this.tooMany = namesProblem(names.length, 'columns') ?? budget.take(8 * names.length * count)
    if (this.tooMany === undefined) for (const name of names) this.data.set(name, new Float64Array(count))
  }

  /** Takes the next record; says what is wrong with it, or with all. */
  add(record: unknown): Problem | undefined {
    if (this.tooMany !== undefined) return this.tooMany
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return noRows([record])
    for (const [name, data] of this.data) {
      const value = (record as Readonly<Record<string, unknown>>)[name]
      if (isNumber(value)) data[this.row] = value ?? NaN
      else this.data.delete(name)
    }
    this.row++
    return undefined
  }

  columns(): ReadonlyMap<string, NdArray> {
    return new Map([...this.data].map(([name, data]) => [name, { shape: [this.count], data }]))
  }
}

function isNumber(value: unknown): value is number | null {
  return typeof value === 'number' || value === null
}

/** Rows of numbers, as many as the first has, as a matrix. */
export class Rows {
  private data: Float64Array | undefined
  private columns = 0
  private row = 0

  constructor(
    private readonly count: number,
    private readonly budget: MemoryBudget,
  ) {}

  /** Takes the next row; says what is wrong with it, or with all. */
  add(row: unknown): Problem | undefined {
    if (!Array.isArray(row)) return noRows([row])
    if (this.data === undefined) {
      if (row.length === 0) return noRows([row])
      this.columns = row.length
      const size = this.columns * this.count
      if (size > mostCells && !mayBePoints([this.count, this.columns]))
        return tooManyPoints(this.columns, this.count, 'values')
      const tooMuch = this.budget.take(8 * size)
      if (tooMuch !== undefined) return tooMuch
      this.data = new Float64Array(size)
    }
    return putRow(this.data, this.columns, this.row++, row, 'values')
  }

  matrix(): NdArray {
    return { shape: [this.count, this.columns], data: this.data ?? new Float64Array(0) }
  }
}
