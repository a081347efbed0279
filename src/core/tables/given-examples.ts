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

/**
 * Reads examples row by row, N x d inputs and N x t targets (or N of them). Names what is no number, rows of other
 * lengths, columns that never vary, and of a classification what is no class, classes that no example has, or one class
 * alone. Rows and columns count from 0, as in `inputs[3][1]`.
 */
export function readExamples(
  givenInputs: readonly unknown[],
  givenTargets: readonly unknown[],
  wanted: DataTask,
  where: string,
): Checked<GivenExamples> {
  const inputs = readRows(givenInputs, 'input', `${where}.inputs`)
  const targets = readRows(givenTargets, 'target', `${where}.targets`)
  const problems: Problem[] = [...inputs.problems, ...targets.problems]
  if (givenInputs.length !== givenTargets.length) {
    problems.push({
      message: `targets of ${givenTargets.length} examples, inputs of ${givenInputs.length}`,
      remedy: 'give every example inputs and a target',
      where: `${where}.targets`,
    })
  }
  if (inputs.value === undefined || targets.value === undefined || problems.length > 0) return invalid(...problems)
  problems.push(...constantColumns(inputs.value, 'input', `${where}.inputs`))
  switch (wanted) {
    case 'regression':
      problems.push(...constantColumns(targets.value, 'target', `${where}.targets`))
      break
    case 'classification':
      problems.push(...classProblems(targets.value, isFlat(givenTargets), `${where}.targets`))
      break
  }
  if (problems.length > 0) return invalid(...problems)
  const classes = wanted === 'classification' ? classCount(targets.value.data) : undefined
  return valid({ inputs: inputs.value, targets: targets.value, classes })
}

function isFlat(rows: readonly unknown[]): boolean {
  return !Array.isArray(rows[0])
}

/** A matrix of finite numbers; numbers alone are rows of one. */
function readRows(given: readonly unknown[], noun: string, where: string): Checked<NumberRows> {
  if (given.length === 0)
    return invalid({
      message: `${noun}s of no example, expected at least one row`,
      remedy: 'give [[1, 2], [3, 4]]',
      where,
    })
  if (given.length > mostExamples)
    return invalid({
      message: `${given.length} examples, expected at most ${mostExamples}`,
      remedy: 'give fewer examples',
      where,
    })
  const flat = isFlat(given)
  const width = flat ? 1 : (given[0] as readonly unknown[]).length
  if (width === 0)
    return invalid({
      message: `${noun}s without a column, expected at least one`,
      remedy: 'give [[1, 2], [3, 4]]',
      where,
    })
  if (given.length * width > mostNumbers)
    return invalid({
      message: `${noun}s are ${given.length * width} numbers, expected at most ${mostNumbers}`,
      remedy: 'give fewer examples or columns',
      where,
    })
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

function noNumber(value: unknown, noun: string, row: number, column: number, where: string): Problem {
  const isMissing = value === null || Number.isNaN(value)
  return {
    message: `${noun} in row ${row}, column ${column} is ${shown(value)}, expected a finite number`,
    remedy: isMissing ? 'fill it in, or leave the row out' : 'write it as a number, or leave the column out',
    where,
  }
}

/** Columns that tell no example from another; a single example varies in nothing. */
function constantColumns({ shape, data }: NumberRows, noun: string, where: string): readonly Problem[] {
  const [rows, columns] = shape
  if (rows < 2) return []
  return Array.from({ length: columns }, (_, column) => column)
    .filter((column) => data.every((value, at) => at % columns !== column || value === data[column]))
    .slice(0, mostTold)
    .map((column) => ({
      message: `${noun} column ${column} is ${data[column]!} in every row, from 0 to ${rows - 1}, expected one that varies`,
      remedy: 'remove it; a bias does what a constant does',
      where: `${where}[0][${column}]`,
    }))
}

function classProblems({ shape, data }: NumberRows, flat: boolean, where: string): readonly Problem[] {
  const [rows, columns] = shape
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
      message: `target in row ${row}, column 0 is ${data[row]!}, expected a class: 0, 1, 2, ...`,
      remedy: 'number the classes from 0',
      where: flat ? `${where}[${row}]` : `${where}[${row}][0]`,
    }))
  const present = new Set(data)
  if (present.size === 1 && rows > 1)
    return [
      {
        message: `target is class ${data[0]!} in every row, from 0 to ${rows - 1}, expected two classes or more`,
        remedy: 'give examples of another class',
        where,
      },
    ]
  const classes = classCount(data)
  const missing = Array.from({ length: classes }, (_, label) => label).filter((label) => !present.has(label))
  if (missing.length === 0 || rows === 1) return []
  const message = `targets have classes up to ${classes - 1}, and no row has ${missing.slice(0, mostTold).join(', ')}`
  return [{ message, remedy: 'number the classes from 0 without a gap', where }]
}

/** More classes than examples have a gap, and as many outputs as nobody wants to wait for. */
function isClass(value: number, rows: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < Math.max(2, rows)
}

function classCount(labels: Float64Array): number {
  return labels.reduce((most, label) => Math.max(most, label + 1), 2)
}
