import { mostExamples, mostNumbers } from '../core/objectives/example-table'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { fileSizeProblem } from '../core/scene/file-size'
import { shown } from '../core/shown'
import { endingOf } from './ending'
import { memoryBudget } from './memory-budget'
import { entriesOf, type NdArray } from './npy'
import { readNpz } from './npz'
import { hasDecimalComma, numberOfCell, unquoted } from './number-cell'
import { isComment, isEmpty, type Separator, separatorIn, separatorOf, split } from './table'
import { textLines } from './text-lines'
import { utf8Of } from './text'

/** Columns of a person's own data, each with an entry for every example. */
export interface DataFile {
  readonly count: number
  readonly columns: readonly DataColumn[]
  /** What a person calls a row: `line 7` of a table, `row 6` of arrays, which count from 0. */
  readonly row: (row: number) => string
}

export interface DataColumn {
  readonly name: string
  /** Of which array it is a part; its own name where it is a whole. */
  readonly group: string
  /** NaN where nothing is, or where there is text. */
  readonly numbers: Float64Array
  /** Its cells as they are written; present where one of them is text. */
  readonly texts?: readonly string[]
}

/** The endings of the files that `readDataFile` reads. */
export const dataExtensions = ['csv', 'tsv', 'txt', 'npz'] as const

/** Columns of a table at most: as many inputs as a network may have, and a target. */
const mostColumns = 4097

/** Reads a table of examples, a row each, or arrays of a NumPy archive with a row for each example. */
export function readDataFile(fileName: string, bytes: Uint8Array): Checked<DataFile> {
  const tooLarge = fileSizeProblem(bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  if (bytes.length === 0) return invalid({ message: 'file is empty', remedy: 'save or copy it again' })
  const ending = endingOf(fileName)
  switch (ending) {
    case 'npz':
      return fromArchive(bytes)
    case 'csv':
    case 'tsv':
    case 'txt':
      return fromTable(utf8Of(bytes))
    default:
      return invalid({
        message: `file of data ends in ${shown(ending)}, expected .csv or .npz`,
        remedy: 'save a table as .csv, or arrays with numpy.savez',
      })
  }
}

/** Vectors are columns, and every column of a matrix is one; what has more dimensions is a matrix of flat rows. */
function fromArchive(bytes: Uint8Array): Checked<DataFile> {
  const read = readNpz(bytes)
  if (read.value === undefined) return read
  const { arrays, faults } = read.value
  const [fault] = faults
  if (fault !== undefined) {
    const remedy =
      fault.isText === true ? 'number its words: numpy.unique(words, return_inverse=True)[1]' : fault.problem.remedy
    return invalid({ ...fault.problem, remedy, where: fault.name })
  }
  const given = Array.from(arrays).filter(([, { shape }]) => shape.length > 0)
  const [first] = given
  if (first === undefined)
    return invalid({ message: 'archive has no array of examples', remedy: 'save X and y with numpy.savez' })
  const [count] = first[1].shape
  for (const [name, { shape, data }] of given) {
    if (shape[0] !== count)
      return invalid({
        message: `${name} has ${shape[0]} rows, and ${first[0]} has ${count}`,
        remedy: 'save arrays with a row for each example, and no others',
        where: name,
      })
    if (data.length < entriesOf(shape))
      return invalid({
        message: `${name} has ${entriesOf(shape)} numbers, more than are read`,
        remedy: 'save fewer examples or columns',
        where: name,
      })
  }
  const columns = given.flatMap(([name, array]) => columnsOf(name, array))
  const problem = sizeProblem(count!, columns.length)
  return problem === undefined ? valid({ count: count!, columns, row: (row) => `row ${row}` }) : invalid(problem)
}

function columnsOf(name: string, { shape, data }: NdArray): readonly DataColumn[] {
  const [count] = shape
  const width = count === 0 ? 0 : data.length / count!
  if (shape.length === 1) return [{ name, group: name, numbers: data }]
  return Array.from({ length: Math.min(width, mostColumns + 1) }, (_, k) => ({
    name: `${name}[${k}]`,
    group: name,
    numbers: Float64Array.from({ length: count! }, (_entry, row) => data[row * width + k]!),
  }))
}

function fromTable(bytes: Uint8Array): Checked<DataFile> {
  const start = beginning(bytes)
  if (start.value === undefined) return start
  const { separator, names, first, count, isCommaDecimal } = start.value
  const width = names.length
  const problem = sizeProblem(count, width) ?? memoryBudget(bytes.length).take(8 * count * width)
  if (problem !== undefined) return invalid(problem)
  const numbers = names.map(() => new Float64Array(count))
  const lines = new Uint32Array(count)
  const isText = names.map(() => false)
  const rows = function* (): Generator<{ readonly line: number; readonly cells: readonly string[] }> {
    for (const line of textLines(bytes)) {
      if (line.number < first || isEmpty(line.text())) continue
      yield { line: line.number, cells: withoutEmptyEnd(split(line.text(), separator), width) }
    }
  }
  let row = 0
  for (const { line, cells } of rows()) {
    if (cells.length !== width)
      return invalid({
        message: `row has ${cells.length} cells, expected ${width} like the first`,
        remedy: 'mend it: the file may be cut off there',
        where: `line ${line}`,
      })
    for (const [k, cell] of cells.entries()) {
      const number = numberOfCell(cell, isCommaDecimal)
      if (number === undefined) isText[k] = true
      numbers[k]![row] = number ?? NaN
    }
    lines[row++] = line
  }
  const texts = names.map((_, k) => (isText[k] === true ? new Array<string>(count) : undefined))
  if (isText.includes(true)) {
    let at = 0
    for (const { cells } of rows()) {
      for (const [k, column] of texts.entries()) if (column !== undefined) column[at] = unquoted(cells[k]!)
      at++
    }
  }
  return valid({
    count,
    columns: names.map((name, k) => ({
      name,
      group: name,
      numbers: numbers[k]!,
      ...(texts[k] && { texts: texts[k] }),
    })),
    row: (each) => `line ${lines[each]}`,
  })
}

interface Beginning {
  readonly separator: Separator
  readonly names: readonly string[]
  /** The line that the first example stands on, or later. */
  readonly first: number
  readonly count: number
  readonly isCommaDecimal: boolean
}

/** Lines by which decimals are known. */
const sampled = 64

function beginning(bytes: Uint8Array): Checked<Beginning> {
  let given: Separator | undefined
  const sample: { readonly number: number; readonly text: string }[] = []
  let lines = 0
  for (const line of textLines(bytes)) {
    if (sample.length < sampled) {
      const text = line.text()
      const sign = sample.length === 0 ? /^"?sep=(.)"?\s*$/i.exec(text)?.[1] : undefined
      if (sign !== undefined) given = separatorOf(sign)
      if (sign !== undefined || isComment(text)) continue
      sample.push({ number: line.number, text })
    } else if (line.size < 4096 && isEmpty(line.text())) continue
    lines++
  }
  const [head, data] = sample
  if (head === undefined) return invalid({ message: 'table is empty', remedy: 'give each example a line' })
  const separator = given ?? separatorIn(data?.text ?? head.text, head.text)
  const cells = sample.map(({ text }) => split(text, separator))
  const isCommaDecimal = separator !== ',' && cells.flat().some(hasDecimalComma)
  const isNumber = (cell: string): boolean => !Number.isNaN(numberOfCell(cell, isCommaDecimal) ?? NaN)
  const firstCells = cells[0]!
  const isEmptyEnd = cells.every((each) => each.length < firstCells.length || each.at(-1)!.trim() === '')
  const own = isEmptyEnd && firstCells.length > 1 ? firstCells.slice(0, -1) : firstCells
  const hasNames = !own.some(isNumber)
  const count = hasNames ? lines - 1 : lines
  if (count === 0)
    return invalid({ message: 'table has names and no rows', remedy: 'add the examples', where: `line ${head.number}` })
  const names = own.map((cell, k) => (hasNames ? unquoted(cell) : '') || `column ${k + 1}`)
  const twice = names.find((name, k) => names.indexOf(name) !== k)
  if (twice !== undefined)
    return invalid({
      message: `column ${shown(twice)} is there twice`,
      remedy: 'rename one of them',
      where: `line ${head.number}`,
    })
  return valid({ separator, names, first: hasNames ? head.number + 1 : head.number, count, isCommaDecimal })
}

/** Cells without a last one that is empty, where there is one more than columns. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  return cells.length === width + 1 && cells.at(-1)!.trim() === '' ? cells.slice(0, -1) : cells
}

function sizeProblem(count: number, columns: number): Problem | undefined {
  const most = columns > mostColumns || count * columns > mostNumbers
  if (count <= mostExamples && !most) return undefined
  return {
    message: `data are ${count} examples of ${columns > mostColumns ? `more than ${mostColumns}` : columns} columns, expected at most ${mostExamples} examples, ${mostColumns} columns and ${mostNumbers} numbers`,
    remedy: 'keep fewer examples or columns',
  }
}
