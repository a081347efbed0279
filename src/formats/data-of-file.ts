import type { DataTask } from '../core/definitions/data-set'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { shown } from '../core/shown'
import { checkExamples, classWord, type DataNames, type Noun } from '../core/tables/given-examples'
import type { DataColumn, DataFile } from './data-file'
import { listedNames } from './most-names'

/** A column by its name or by its number from 1; an array's name means all its columns. */
type ColumnName = string | number

/** Which columns of a file are what; without a target the one that is called so or the last, all others are inputs. */
export interface DataChoice {
  readonly inputs?: readonly ColumnName[] | undefined
  readonly target?: ColumnName | readonly ColumnName[] | undefined
}

/** Examples as a scene has them. */
export interface FileData {
  readonly inputs: Matrix
  readonly targets: Matrix
  readonly names: DataNames
}

interface Matrix {
  readonly shape: readonly [number, number]
  /** Row-major. */
  readonly values: readonly number[]
}

/** Problems of a column or table that are told one by one. */
const mostTold = 8

const targetNames: ReadonlySet<string> = new Set(['target', 'targets', 'label', 'labels', 'class', 'y'])

/** Which columns a choice means. */
export function chosenColumns(
  file: DataFile,
  { inputs, target }: DataChoice,
): Checked<{ readonly inputs: readonly DataColumn[]; readonly targets: readonly DataColumn[] }> {
  const given = inputs === undefined ? undefined : columnsNamed(file, inputs, 'inputs')
  const free = file.columns.filter((column) => given?.value?.includes(column) !== true)
  const usual = free.find(({ group }) => targetNames.has(group.toLowerCase())) ?? free.at(-1)
  const targets =
    target === undefined
      ? valid(usual === undefined ? [] : free.filter(({ group }) => group === usual.group))
      : columnsNamed(file, typeof target === 'object' ? target : [target], 'target')
  const problems = [...(given?.problems ?? []), ...targets.problems]
  if (targets.value === undefined || problems.length > 0) return invalid(...problems)
  const aims = targets.value
  const chosen = given?.value ?? file.columns.filter((column) => !aims.includes(column))
  const both = chosen.find((column) => aims.includes(column))
  if (both !== undefined)
    return invalid({
      message: `column ${shown(both.name)} is an input and a target`,
      remedy: 'take it for one of them',
      where: 'inputs',
    })
  const remedy = 'take a column for the target, and at least one other for the inputs'
  if (chosen.length === 0) return invalid({ message: 'data without inputs', remedy, where: 'inputs' })
  if (aims.length === 0) return invalid({ message: 'data without a target', remedy, where: 'target' })
  return valid({ inputs: chosen, targets: aims })
}

/**
 * The examples in a file, their targets classes or numbers; classes that are words are numbered in the order of the
 * alphabet. Names every cell that is no number, columns that never vary, and what is wrong with classes.
 */
export function dataOfFile(file: DataFile, choice: DataChoice, wanted: DataTask): Checked<FileData> {
  const columns = chosenColumns(file, choice)
  if (columns.value === undefined) return columns
  const { inputs, targets } = columns.value
  const words = wanted === 'classification' && targets.length === 1 ? targets[0]!.texts : undefined
  const problems = [
    ...inputs.flatMap((column) => cellProblems(file, column, 'input')),
    ...(words === undefined
      ? targets.flatMap((column) => cellProblems(file, column, 'target'))
      : missingWords(file, targets[0]!, words)),
  ]
  if (problems.length > 0) return invalid(...shortened(problems))
  const classes = words === undefined ? undefined : [...new Set(words)].sort()
  const given = matrixOf(file.count, inputs)
  const aims = words === undefined ? matrixOf(file.count, targets) : labelsOf(words, classes!)
  const found = checkExamples(rowsOf(given), rowsOf(aims), wanted, {
    column: (noun, column) => `column ${shown((noun === 'input' ? inputs : targets)[column]!.name)}`,
    row: file.row,
    label: (label) => classWord(classes, label),
    place: (noun, row) => (row === undefined || row === 0 ? `${noun}${noun === 'input' ? 's' : ''}` : file.row(row)),
  })
  if (found.value === undefined) return invalid(...found.problems)
  const nameOf = ({ name }: DataColumn): string => name
  return valid({
    inputs: given,
    targets: aims,
    names: { inputs: inputs.map(nameOf), targets: targets.map(nameOf), ...(classes && { classes }) },
  })
}

/** The columns that a person means: of an array all, or one as `X[3]`. */
function columnsNamed(
  { columns }: DataFile,
  wanted: readonly ColumnName[],
  where: string,
): Checked<readonly DataColumn[]> {
  const problems: Problem[] = []
  const found = wanted.flatMap((name): readonly DataColumn[] => {
    const matching =
      typeof name === 'number'
        ? columns.slice(name - 1, name)
        : columns.filter((column) => column.name === name || column.group === name)
    if (matching.length === 0) {
      problems.push({
        message: `file has no column ${typeof name === 'number' ? name : shown(name)}`,
        remedy: `take one of ${listedNames(columns.map((column) => column.name))}, or a number from 1 to ${columns.length}`,
        where,
      })
    }
    return matching
  })
  const twice = found.find((column, k) => found.indexOf(column) < k)
  if (twice !== undefined)
    problems.push({ message: `column ${shown(twice.name)} is named twice`, remedy: 'name it once', where })
  return problems.length === 0 ? valid(found) : invalid(...problems)
}

function cellProblems(file: DataFile, { name, numbers, texts }: DataColumn, noun: Noun): readonly Problem[] {
  const problems: Problem[] = []
  for (let row = 0; row < file.count && problems.length <= mostTold; row++) {
    const value = numbers[row]!
    if (Number.isFinite(value)) continue
    const text = texts?.[row] ?? ''
    const isText = Number.isNaN(value) && !/^(|nan|na|n\/a|null|none|\?|-|\.)$/i.test(text)
    problems.push({
      message: `${noun} ${shown(name)} is ${isText ? shown(text) : Number.isNaN(value) ? 'missing' : value}, expected a number`,
      remedy: isText ? 'mend it, or leave the column out' : 'fill it in, or leave the row out',
      where: file.row(row),
    })
  }
  return problems
}

function missingWords(file: DataFile, { name }: DataColumn, words: readonly string[]): readonly Problem[] {
  return [...words.keys()]
    .filter((row) => words[row] === '')
    .map((row) => ({
      message: `target ${shown(name)} is missing, expected a class`,
      remedy: 'fill it in, or leave the row out',
      where: file.row(row),
    }))
}

function shortened(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= mostTold) return problems
  return [
    ...problems.slice(0, mostTold),
    { message: 'more cells are wrong in the same ways', remedy: 'mend them alike, or leave the column out' },
  ]
}

function matrixOf(count: number, columns: readonly DataColumn[]): Matrix {
  const values = new Array<number>(count * columns.length)
  for (const [k, { numbers }] of columns.entries())
    for (let row = 0; row < count; row++) values[row * columns.length + k] = numbers[row]!
  return { shape: [count, columns.length], values }
}

function labelsOf(words: readonly string[], classes: readonly string[]): Matrix {
  const numbers = new Map(classes.map((word, label) => [word, label]))
  return { shape: [words.length, 1], values: words.map((word) => numbers.get(word)!) }
}

function rowsOf({ shape, values }: Matrix) {
  return { shape, data: Float64Array.from(values) }
}
