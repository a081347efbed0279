import type { DataTask } from '../definitions/data-set'
import { mostExamples, mostNumbers } from '../objectives/example-table'
import type { NumberRows } from '../objectives/number-rows'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { shown } from '../shown'

/** Examples that a person gave. */
export interface GivenExamples {
  readonly inputs: NumberRows
  readonly targets: NumberRows
  /** k, where targets are classes. */
  readonly classes: number | undefined
}

/** Problems of a table that are told one by one; it may have as many as it has numbers. */
const mostTold = 8

/** What the columns and classes of a person's own data are called. */
export interface DataNames {
  readonly inputs?: readonly string[] | undefined
  readonly targets?: readonly string[] | undefined
  readonly classes?: readonly string[] | undefined
}

/** A matrix as a document has it: row by row, or all its numbers in one vector, row-major. */
export type GivenMatrix =
  readonly unknown[] | { readonly shape: readonly [number, number]; readonly values: readonly number[] }

/**
 * Reads examples, N x d inputs and N x t targets (or N of them). Names what is no number, rows of other lengths,
 * columns that never vary, and of a classification what is no class, classes that no example has, or one class alone.
 * Rows and columns count from 0, as in `inputs[3][1]`; classes go by their names where they have some.
 */
export function readExamples(
  givenInputs: GivenMatrix,
  givenTargets: GivenMatrix,
  wanted: DataTask,
  where: string,
  names: DataNames = {},
): Checked<GivenExamples> {
  const inputs = readMatrix(givenInputs, 'input', `${where}.inputs`)
  const targets = readMatrix(givenTargets, 'target', `${where}.targets`)
  const problems: Problem[] = [...inputs.problems, ...targets.problems]
  const [examples, aims] = [givenInputs, givenTargets].map((each) => ('shape' in each ? each.shape[0] : each.length))
  if (examples !== aims) {
    problems.push({
      message: `targets of ${aims} examples, inputs of ${examples}`,
      remedy: 'give every example inputs and a target',
      where: `${where}.targets`,
    })
  }
  if (inputs.value === undefined || targets.value === undefined || problems.length > 0) return invalid(...problems)
  const isList = !('shape' in givenTargets) && isFlat(givenTargets)
  return checkExamples(inputs.value, targets.value, wanted, {
    column: (_noun, column) => `column ${column}`,
    row: (row) => `row ${row}`,
    label: (label) => classWord(names.classes, label),
    place: (noun, row, column) => {
      const key = `${where}.${noun}s`
      if (row === undefined) return key
      return noun === 'target' && isList ? `${key}[${row}]` : `${key}[${row}][${column}]`
    },
  })
}

export type Noun = 'input' | 'target'

/** What a person calls the parts of the data. */
export interface DataWords {
  /** `column 3` */
  column(noun: Noun, column: number): string
  /** `row 7` */
  row(row: number): string
  /** `class 2` */
  label(label: number): string
  /** Where a problem lies: in all inputs or targets, or in one. */
  place(noun: Noun, row?: number, column?: number): string
}

/** Checks numbers that are all finite: columns that never vary, and what is no class or has no example. */
export function checkExamples(
  inputs: NumberRows,
  targets: NumberRows,
  wanted: DataTask,
  words: DataWords,
): Checked<GivenExamples> {
  const problems = [
    ...constantColumns(inputs, 'input', words),
    ...(wanted === 'regression' ? constantColumns(targets, 'target', words) : classProblems(targets, words)),
  ]
  if (problems.length > 0) return invalid(...problems)
  return valid({ inputs, targets, classes: wanted === 'classification' ? classCount(targets.data) : undefined })
}

/** `class 2`, or `class "virginica"` where it has a name. */
export function classWord(names: readonly string[] | undefined, label: number): string {
  const name = names?.[label]
  return name === undefined ? `class ${label}` : `class ${shown(name)}`
}

function readMatrix(given: GivenMatrix, noun: Noun, where: string): Checked<NumberRows> {
  if (!('shape' in given)) return readRows(given, noun, where)
  const { shape, values } = given
  const [rows, columns] = shape
  const problem = sizeProblem(rows, columns, noun, where)
  if (problem !== undefined) return invalid(problem)
  if (values.length === rows * columns) return valid({ shape: [rows, columns], data: Float64Array.from(values) })
  return invalid({
    message: `values are ${values.length} numbers, expected ${rows * columns} for the shape [${rows}, ${columns}]`,
    remedy: 'give the numbers of the first row, then those of the second, and so on',
    where: `${where}.values`,
  })
}

function isFlat(rows: readonly unknown[]): boolean {
  return !Array.isArray(rows[0])
}

/** A matrix of no numbers, or too many. */
function sizeProblem(rows: number, columns: number, noun: Noun, where: string): Problem | undefined {
  const remedy = 'give [[1, 2], [3, 4]]'
  if (rows === 0) return { message: `${noun}s of no example, expected at least one row`, remedy, where }
  if (rows > mostExamples)
    return { message: `${rows} examples, expected at most ${mostExamples}`, remedy: 'give fewer examples', where }
  if (columns === 0) return { message: `${noun}s without a column, expected at least one`, remedy, where }
  if (rows * columns <= mostNumbers) return undefined
  return {
    message: `${noun}s are ${rows * columns} numbers, expected at most ${mostNumbers}`,
    remedy: 'give fewer examples or columns',
    where,
  }
}

/** A matrix of finite numbers; numbers alone are rows of one. */
function readRows(given: readonly unknown[], noun: Noun, where: string): Checked<NumberRows> {
  const flat = given.length > 0 && isFlat(given)
  const width = flat ? 1 : ((given[0] as readonly unknown[] | undefined)?.length ?? 0)
  const problem = sizeProblem(given.length, width, noun, where)
  if (problem !== undefined) return invalid(problem)
  const data = new Float64Array(given.length * width)
  const problems: Problem[] = []
  let wrong = 0
  const tell = (problem: Problem): void => void (++wrong <= mostTold && problems.push(problem))
  for (const [row, entry] of given.entries()) {
    const values: readonly unknown[] = flat ? [entry] : Array.isArray(entry) ? (entry as unknown[]) : []
    if (values.length !== width || (flat && Array.isArray(entry))) {
      tell(raggedRow(entry, width, flat, row, where))
      continue
    }
    for (const [column, value] of values.entries()) {
      if (typeof value === 'number' && Number.isFinite(value)) data[row * width + column] = value
      else tell(noNumber(value, noun, row, column, flat ? `${where}[${row}]` : `${where}[${row}][${column}]`))
    }
  }
  if (wrong > mostTold)
    problems.push({
      message: `${wrong - mostTold} more ${noun}s are wrong in the same ways`,
      remedy: 'mend them alike',
      where,
    })
  return problems.length > 0 ? invalid(...problems) : valid({ shape: [given.length, width], data })
}

function raggedRow(entry: unknown, width: number, flat: boolean, row: number, where: string): Problem {
  const got = Array.isArray(entry) ? `has ${entry.length} numbers` : `is ${shown(entry)}`
  return {
    message: `row ${row} ${got}, expected ${flat ? 'a number' : `${width} numbers`} like row 0`,
    remedy: 'give every row as many numbers',
    where: `${where}[${row}]`,
  }
}

function noNumber(value: unknown, noun: Noun, row: number, column: number, where: string): Problem {
  const isMissing = value === null || Number.isNaN(value)
  const other = noun === 'target' ? 'number classes from 0' : 'leave the column out'
  return {
    message: `${noun} in row ${row}, column ${column} is ${shown(value)}, expected a finite number`,
    remedy: isMissing ? 'fill it in, or leave the row out' : `write it as a number, or ${other}`,
    where,
  }
}

/** Columns that tell no example from another; a single example varies in nothing. */
function constantColumns({ shape, data }: NumberRows, noun: Noun, words: DataWords): readonly Problem[] {
  const [rows, columns] = shape
  if (rows < 2) return []
  return Array.from({ length: columns }, (_, column) => column)
    .filter((column) => isConstant(data, columns, column))
    .slice(0, mostTold)
    .map((column) => ({
      message: `${noun} ${words.column(noun, column)} is ${data[column]!} in every row, from ${words.row(0)} to ${words.row(rows - 1)}, expected one that varies`,
      remedy: 'remove it; a bias does what a constant does',
      where: words.place(noun, 0, column),
    }))
}

function isConstant(data: Float64Array, columns: number, column: number): boolean {
  for (let at = column; at < data.length; at += columns) if (data[at] !== data[column]) return false
  return true
}

function classProblems({ shape, data }: NumberRows, words: DataWords): readonly Problem[] {
  const [rows, columns] = shape
  const where = words.place('target')
  if (columns !== 1)
    return [
      {
        message: `targets have ${columns} columns, and the loss wants the class of each example`,
        remedy: 'give one whole number from 0 an example',
        where,
      },
    ]
  const wrong = [...data.keys()].filter((row) => !isClass(data[row]!, rows))
  if (wrong.length > 0)
    return wrong.slice(0, mostTold).map((row) => ({
      message: `target in ${words.row(row)}, ${words.column('target', 0)} is ${data[row]!}, expected a class: 0, 1, 2, ...`,
      remedy: 'number the classes from 0',
      where: words.place('target', row, 0),
    }))
  const present = new Set(data)
  if (present.size === 1 && rows > 1)
    return [
      {
        message: `target is ${words.label(data[0]!)} in every row, from ${words.row(0)} to ${words.row(rows - 1)}, expected two classes or more`,
        remedy: 'give examples of another class',
        where,
      },
    ]
  const classes = classCount(data)
  const missing = Array.from({ length: classes }, (_, label) => label).filter((label) => !present.has(label))
  if (missing.length === 0 || rows === 1) return []
  const message = `targets have classes up to ${classes - 1}, and no row has ${missing.slice(0, mostTold).map(words.label).join(', ')}`
  return [{ message, remedy: 'number the classes from 0 without a gap', where }]
}

/** More classes than examples have a gap, and as many outputs as nobody wants to wait for. */
function isClass(value: number, rows: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < Math.max(2, rows)
}

function classCount(labels: Float64Array): number {
  return labels.reduce((most, label) => Math.max(most, label + 1), 2)
}
