import { mostCells } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { CommaEvidence } from './comma-evidence'
import { memoryBudget } from './memory-budget'
import { mostNames } from './most-names'
import { hasDecimalComma, hasDecimalPoint, numberOfCell, unquoted } from './number-cell'
import { textLines, type TextLine } from './text-lines'

/** Rows of numbers with the names above them. */
export interface Table {
  /** Absent where there are none; one for each column. */
  readonly names?: readonly string[]
  readonly columns: number
  /** A word in the corner of a table whose first line holds numbers otherwise. */
  readonly corner?: string
  /** Row-major. */
  readonly cells: Float64Array
  /** The line of the file that each row stands on. */
  readonly lines: Uint32Array
  readonly isCommaDecimal: boolean
  /** Whether a last column without a name and an entry was left out. */
  readonly hasEmptyEnd: boolean
}

export type Separator = ',' | ';' | '\t' | '|' | 'spaces'

/** Cells of a line that need no counting. */
const longestShort = 4096
/** Bytes of a line at most: a row of the widest surface, each number in full. */
export const longestLine = 8_388_608

/**
 * Reads a table. Cells stand between semicolons, tabs, commas, bars or spaces, as the first line of them shows or a
 * line `sep=;` says; between semicolons or tabs numbers may have decimal commas. Lines that begin with # or % are
 * left out, but the last one above the numbers may hold their names; so may a line of words. A last column without
 * any entry is left out too: it comes of a separator at the end of each line.
 */
export function readTable(bytes: Uint8Array): Checked<Table> {
  const start = beginning(bytes)
  if (start.value === undefined) return start
  const { separator, first, names, isCommaDecimal, columns, rows } = start.value
  if (rows > 2 * mostCells) return invalid(tooMany(rows, columns))
  const tooMuch = memoryBudget(bytes.length).take(8 * columns * rows)
  // Of points there may be as many columns as there is memory for; of a matrix no more cells than points.
  const mayBePoints = rows <= mostCells && columns <= mostNames && names !== undefined
  if (tooMuch !== undefined) return invalid(mayBePoints ? tooMuch : tooMany(rows, columns))
  const cells = new Float64Array(columns * rows)
  const lines = new Uint32Array(rows)
  let row = 0
  let corner: string | undefined
  const commas = new CommaEvidence(separator === ',', isCommaDecimal, columns)
  for (const line of textLines(bytes)) {
    if (line.number < first) continue
    if (line.size > longestLine) return invalid(tooLong(line))
    const text = line.text()
    if (isEmpty(text)) continue
    if (text.length > columns && countCells(text, separator) > 2 * columns + longestShort) {
      return invalid({ ...tooMany(rows, countCells(text, separator)), where: `line ${line.number}` })
    }
    const parts = split(text, separator)
    if (parts.length !== columns) {
      return invalid({
        message: `row has ${parts.length} cells, expected ${columns} like the first`,
        remedy:
          separator === ',' && parts.length > columns
            ? 'mend it; where commas are decimal points, put semicolons between the cells'
            : 'mend it: the file may be cut off there',
        where: `line ${line.number}`,
      })
    }
    for (const [k, part] of parts.entries()) {
      // The corner of a wide table may name its axes.
      const isCorner = row === 0 && k === 0 && columns > 2 && names === undefined
      const number = numberOfCell(part, isCommaDecimal)
      if (isCorner && number === undefined) corner = unquoted(part)
      const value = number ?? (isCorner ? NaN : undefined)
      if (value === undefined || (isCommaDecimal && hasDecimalPoint(part))) {
        return invalid({ ...badCell(part, isCommaDecimal), where: `line ${line.number}` })
      }
      commas.add(part, k, line.number)
      cells[row * columns + k] = value
    }
    lines[row++] = line.number
  }
  const doubt = commas.problem()
  if (doubt !== undefined) return invalid(doubt)
  if (row === 0) return invalid({ message: 'table has names and no rows', remedy: 'add the points' })
  const table = {
    ...(names && { names }),
    ...(corner !== undefined && { corner }),
    columns,
    cells: cells.subarray(0, row * columns),
    lines: lines.subarray(0, row),
  }
  return valid(withoutEmptyEnd({ ...table, isCommaDecimal }))
}

interface Beginning {
  readonly separator: Separator
  /** The number of the line where the numbers begin. */
  readonly first: number
  readonly names?: readonly string[]
  readonly columns: number
  /** Lines that are not empty from there on. */
  readonly rows: number
  readonly isCommaDecimal: boolean
}

/** What the lines above the numbers and the first of those say of all. */
function beginning(bytes: Uint8Array): Checked<Beginning> {
  let given: Separator | undefined
  let comment: string | undefined
  let head: TextLine | undefined
  let data: TextLine | undefined
  let rows = 0
  let sample = ''
  for (const line of textLines(bytes)) {
    // Of the lines after the first they are only counted.
    if (head !== undefined && line.isBlank) continue
    if (line.size > longestLine) return invalid(tooLong(line))
    if (head === undefined) {
      const text = line.text()
      const separator = /^"?sep=(.)"?\s*$/i.exec(text)?.[1]
      if (separator !== undefined) given = separatorOf(separator)
      else if (isComment(text)) comment = text.replace(/^[#%]+/, '')
      else if (text.trim() !== '') head = line
      if (head === undefined) continue
    } else data ??= line
    rows++
    // What decimals look like is seen in the first lines.
    if (rows <= 64 && sample.length + line.size <= 65_536) sample += `${line.text()}\n`
  }
  if (head === undefined) return invalid({ message: 'table is empty', remedy: 'give each point a line: x, y, value' })
  const first = head.text()
  const separator = given ?? separatorIn(data === undefined ? first : data.text(), first)
  const most = countCells(first, separator)
  if (most > mostCells) return invalid({ ...tooMany(rows, most), where: `line ${head.number}` })
  const cells = sample
    .split('\n')
    .filter((line) => !isEmpty(line))
    .flatMap((line) => split(line, separator))
  const ambiguous = ambiguity(separator, cells)
  if (ambiguous !== undefined) return invalid({ ...ambiguous, where: `line ${head.number}` })
  const isCommaDecimal = separator !== ',' && cells.some(hasDecimalComma)
  const own = split(first, separator)
  const isNames = isHead(own, isCommaDecimal)
  const names = isNames ? own.map(unquoted) : namesIn(comment, own.length, separator)
  return valid({
    separator,
    first: isNames ? head.number + 1 : head.number,
    ...(names === undefined ? {} : { names }),
    columns: own.length,
    rows: isNames ? rows - 1 : rows,
    isCommaDecimal,
  })
}

/**
 * Whether a line holds names: words that are no spelling of a missing number. A word in the corner alone, with sorted
 * numbers beside it, is that of a wide table.
 */
function isHead(cells: readonly string[], isCommaDecimal: boolean): boolean {
  const words = cells.map((cell) => numberOfCell(cell, isCommaDecimal) === undefined)
  return words.some((isWord, k) => isWord && k > 0) || (words[0] === true && cells.length < 3)
}

/** The names in a comment, where it has one for each column. */
function namesIn(comment: string | undefined, columns: number, separator: Separator): readonly string[] | undefined {
  if (comment === undefined) return undefined
  for (const each of [separator, ',', ';', '\t', 'spaces'] as const) {
    const names = split(comment.trim(), each).map(unquoted)
    if (names.length === columns && names.every((name) => name !== '' && numberOfCell(name, false) === undefined))
      return names
  }
  return undefined
}

export function separatorOf(sign: string): Separator {
  switch (sign) {
    case ';':
    case '\t':
    case '|':
    case ',':
      return sign
    default:
      return 'spaces'
  }
}

/** Semicolons and tabs come first: where there are some, commas are decimal ones. */
export function separatorIn(line: string, head: string): Separator {
  const all = [';', '\t', '|', ','] as const
  return (
    all.find((each) => line.includes(each) && head.includes(each)) ??
    all.find((each) => line.includes(each)) ??
    'spaces'
  )
}

/** What to say where a cell could be two numbers. */
function ambiguity(separator: Separator, cells: readonly string[]): Problem | undefined {
  if (separator === ',') {
    const cell = cells.find((each) => /^[+-]?\d\S*\s+[+-]?[\d.]/.test(each.trim()))
    if (cell === undefined) return undefined
    return {
      message: `cell is "${cell.trim().slice(0, 40)}": the commas could be decimal ones between cells apart by spaces, or part the cells`,
      remedy: 'write decimal points, or put semicolons between the cells',
    }
  }
  const [comma, point] = [cells.find(hasDecimalComma), cells.find(hasDecimalPoint)]
  if (comma === undefined || point === undefined) return undefined
  return {
    message: `cell "${unquoted(comma)}" could be one number or two, since "${unquoted(point)}" has a decimal point`,
    remedy: 'write all decimals with points, or all with commas',
  }
}

function badCell(part: string, isCommaDecimal: boolean): Problem {
  const text = part.trim().slice(0, 40)
  if (/^"?[+-]?\d[\d.,]*"?$/.test(text)) {
    return {
      message: `cell is "${text}", which could be read in two ways${isCommaDecimal ? ' where decimals have commas' : ''}`,
      remedy: 'write numbers without separators of thousands, and decimals all alike',
    }
  }
  return { message: `cell is "${text}", expected a number, nan or nothing`, remedy: 'mend it' }
}

/** The cells of a line; one in quotes may hold a separator. */
export function split(line: string, separator: Separator): string[] {
  if (separator === 'spaces') return line.trim().split(/\s+/)
  if (!line.includes('"')) return line.split(separator)
  const cells: string[] = []
  let from = 0
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted
    else if (line[at] === separator && !isQuoted) {
      cells.push(line.slice(from, at))
      from = at + 1
    }
  }
  return [...cells, line.slice(from)]
}

/** How many cells a line has, before memory is taken for them; the most it could be where some are quoted. */
function countCells(line: string, separator: Separator): number {
  let count = 1
  for (let at = 0; at < line.length; at++) {
    if (separator === 'spaces' ? line[at] === ' ' || line[at] === '\t' : line[at] === separator) count++
  }
  return count
}

export function isComment(line: string): boolean {
  return /^\s*[#%](?!n\/?a\b|div|value|num|ref|name|null)/i.test(line)
}

export function isEmpty(line: string): boolean {
  return line.trim() === '' || isComment(line)
}

/** Without a last column that has no name and no entry. */
function withoutEmptyEnd(given: Omit<Table, 'hasEmptyEnd'>): Table {
  const table = { ...given, hasEmptyEnd: false }
  const { names, columns, cells, lines } = table
  const isNamed = names !== undefined && names.at(-1) !== ''
  const isEntered = (_: number, row: number): boolean => !Number.isNaN(cells[row * columns + columns - 1]!)
  if (columns < 2 || isNamed || lines.some(isEntered)) return table
  const kept = new Float64Array((columns - 1) * lines.length)
  for (let row = 0; row < lines.length; row++) {
    kept.set(cells.subarray(row * columns, (row + 1) * columns - 1), row * (columns - 1))
  }
  return { ...table, ...(names && { names: names.slice(0, -1) }), columns: columns - 1, cells: kept, hasEmptyEnd: true }
}

function tooMany(rows: number, columns: number): Problem {
  return {
    message: `table has ${rows} rows of ${columns} cells, expected at most ${mostCells} points (1024 x 1024)`,
    remedy: 'take every second or third point along each axis',
  }
}

export function tooLong(line: TextLine): Problem {
  return {
    message: `line has ${line.size} bytes, expected at most ${longestLine}`,
    remedy: 'give each point a line: x, y, value',
    where: `line ${line.number}`,
  }
}
