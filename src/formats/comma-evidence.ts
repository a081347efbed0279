import type { Problem } from '../core/problem'
import { hasDecimalComma, hasDecimalPoint, unquoted } from './number-cell'

/** What the cells of a whole table say of its commas, which may be decimal points, part thousands or part cells. */
export class CommaEvidence {
  private isSure = false
  private doubtful: { readonly text: string; readonly line: number } | undefined

  /** Of a table with so many columns, between which commas stand or something else. */
  constructor(
    private readonly isBetweenCells: boolean,
    isDecimal: boolean,
    private readonly columns: number,
  ) {
    // Numbers that commas part in two have twice the columns.
    this.isSure = isBetweenCells ? columns % 2 === 1 : !isDecimal
  }

  /** Takes the cell in column k of a line. */
  add(cell: string, k: number, line: number): void {
    if (this.isSure) return
    const text = unquoted(cell)
    if (this.isBetweenCells) {
      const isPart = k % 2 === 0 ? /^[+-]?\d*$/.test(text) : /^\d+$/.test(text)
      if (!isPart || hasDecimalPoint(text)) this.isSure = true
      else if (k % 2 === 1 && /^0\d/.test(text)) this.doubtful ??= { text, line }
    } else if (/^[+-]?[1-9]\d{0,2}(?:,\d{3})$/.test(text)) this.doubtful ??= { text, line }
    else if (hasDecimalComma(text) || /^[+-]?\d{4}/.test(text)) this.isSure = true
  }

  /** What is wrong where all cells leave it open. */
  problem(): Problem | undefined {
    if (this.isSure || this.doubtful === undefined) return undefined
    const { text, line } = this.doubtful
    const where = `line ${line}`
    if (this.isBetweenCells) {
      return {
        message: `cell is "${text}": the commas could be decimal ones, of ${this.columns / 2} numbers a line, or part ${this.columns} cells`,
        remedy: 'write decimal points, or put semicolons between the cells',
        where,
      }
    }
    return {
      message: `cell is "${text}", which could be read in two ways: all commas of the table have three digits after them, as those that part thousands`,
      remedy: 'write decimal points, and numbers without separators of thousands',
      where,
    }
  }
}
