import type { Program } from '../calculus'

/*
 * What is done with a block of examples, as a list of steps over numbers in one memory. A row has a number for each
 * example, of a unit, a target or a loss. Examples stand in panels of four: the numbers of all rows for the first four
 * examples, row by row, then those for the next four. So every loop runs over neighbours, and two examples are
 * computed at once. What the last panel has beyond the block is 0 at first and carried along.
 */

/** Examples of a panel. */
export const panelSize = 4

export function panelsOf(examples: number): number {
  return Math.ceil(examples / panelSize)
}

/** Rows of a block: where its first panel begins, and how many rows a panel has. */
export interface Rows {
  readonly place: number
  readonly count: number
}

/** Where a panel's number of an example's row stands. */
export function placeIn({ place, count }: Rows, row: number, example: number): number {
  return place + (Math.floor(example / panelSize) * count + row) * panelSize + (example % panelSize)
}

/** Entry (r, c) of a matrix stands at `place + r * down + c * across`. */
export interface Matrix {
  readonly place: number
  readonly rows: number
  readonly columns: number
  readonly down: number
  readonly across: number
}

/** rows x columns, row-major. */
export function matrixAt(place: number, rows: number, columns: number): Matrix {
  return { place, rows, columns, down: columns, across: 1 }
}

export function transposed({ place, rows, columns, down, across }: Matrix): Matrix {
  return { place, rows: columns, columns: rows, down: across, across: down }
}

/**
 * to[r] = start + sum_c matrix[r, c] from[c], in the order of c; the start is a bias of row r (one after the other from
 * `start` on), what is in `to[r]` ('there'), or 0.
 */
export interface ProductStep {
  readonly kind: 'product'
  readonly matrix: Matrix
  readonly from: Rows
  readonly to: Rows
  readonly start: number | 'there' | 'zero'
}

/**
 * into[r, c] += sum over examples of left[r] right[c], rows x columns, row-major: those of even place in their order,
 * plus those of odd place.
 */
export interface OuterStep {
  readonly kind: 'outer'
  readonly left: Rows
  readonly right: Rows
  readonly into: number
}

/** into[r] += sum over examples of rows[r], summed as by an outer step. */
export interface SumStep {
  readonly kind: 'sum'
  readonly rows: Rows
  readonly into: number
}

/** A program of each number by itself: of the numbers at the same place of all inputs, those of the outputs. */
export interface EachStep {
  readonly kind: 'each'
  readonly program: Program
  readonly inputs: readonly Rows[]
  readonly outputs: readonly Rows[]
}

/**
 * A program of each example by itself: of its numbers in all rows of the inputs, one after the other, those of the
 * outputs, each a row by itself. All have as many rows in a panel.
 */
export interface ExampleStep {
  readonly kind: 'example'
  readonly program: Program
  readonly inputs: readonly Rows[]
  readonly outputs: readonly Row[]
}

export interface Row {
  readonly rows: Rows
  readonly row: number
}

/** All rows, first to last. */
export function eachRow(rows: Rows): Row[] {
  return Array.from({ length: rows.count }, (_, row) => ({ rows, row }))
}

/** What is written in TypeScript alone: a few operations a number. */
export interface HandStep {
  readonly kind: 'hand'
  readonly run: (numbers: Float64Array, examples: number) => void
}

export type BlockStep = ProductStep | OuterStep | SumStep | EachStep | ExampleStep | HandStep

/** Does the steps with a block of so many examples, in the memory `numbers`. */
export interface BlockRunner {
  readonly numbers: Float64Array
  readonly run: (steps: StepList, examples: number) => void
}

export type StepList = readonly BlockStep[]
