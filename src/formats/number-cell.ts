/** What tables write where nothing was measured, or where it could not be computed, in lower case. */
const missingSpellings: ReadonlySet<string> = new Set([
  ...['', 'nan', '+nan', '-nan', 'null', 'nil', 'none', 'missing', 'undefined', 'nd', '?'],
  ...['na', 'n/a', '<na>', '#na', '#n/a', 'n.a.', '.', '-', '--', '---', '*'],
  // Spreadsheets, then C on Windows.
  ...['#div/0!', '#value!', '#num!', '#ref!', '#name?', '#null!', '#error!'],
  ...['1.#qnan', '-1.#qnan', '1.#ind', '-1.#ind', '1.#snan', 'nan(ind)', '-nan(ind)'],
])
const infinite: ReadonlySet<string> = new Set(['inf', 'infinity', '∞', '1.#inf'])

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[ed][+-]?\d+)?$/i
const withComma = /^[+-]?(?:\d+,\d*|,\d+)(?:[ed][+-]?\d+)?$/i

/**
 * The number in a cell, NaN for a missing one, undefined for text. Fortran's exponents (1.5D-3) are read as well;
 * `isCommaDecimal` says that 1,5 is one and a half.
 */
export function numberOfCell(cell: string, isCommaDecimal: boolean): number | undefined {
  const text = unquoted(cell)
  const plain = isCommaDecimal && withComma.test(text) ? text.replace(',', '.') : text
  // Unicode's minus sign, which word processors put.
  const ascii = plain.startsWith('−') ? `-${plain.slice(1)}` : plain
  if (decimal.test(ascii)) return Number(ascii.replace(/d/i, 'e'))
  const word = ascii.toLowerCase()
  if (missingSpellings.has(word)) return NaN
  const sign = word.startsWith('-') ? -1 : 1
  return infinite.has(word.replace(/^[+-]/, '')) ? sign * Infinity : undefined
}

/** Whether a cell is a number with a comma where others put a point. */
export function hasDecimalComma(cell: string): boolean {
  return withComma.test(unquoted(cell))
}

/** Whether a cell is a number with a decimal point. */
export function hasDecimalPoint(cell: string): boolean {
  const text = unquoted(cell)
  return text.includes('.') && decimal.test(text)
}

export function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
}
