import { all, create } from 'mathjs'
import { expect, test } from 'vitest'
import { compileExpression, pointKernel } from '../src/core/calculus'
import { stream } from '../src/core/random/stream'
import { effort } from './support/effort'

/** Everything that may stand beside anything else; spaces among them, since they part words. */
const pieces = [
  ...['2', '2.', '.5', '3e1', '2.e1', '1e', '0', 'x', 'y', 'pi', 'e', 'x1', '(', ')', 'sin(', 'max(', ',', ' ', '\n'],
  ...['+', '-', '*', '/', '^', '.*', './', '.^', ' mod ', '<', '<=', '>', '>=', '==', '!=', ' and ', ' or ', ' xor '],
  ...['not ', '?', ':', '.', '..', '\u00d7', '\u00b7', '\u2212', 'i', '!', '[1]', '**', '//', 'E', 'e2', '%', "'"],
]
const before = ['', 'x', '(x', '2 ', 'x?', 'x+', 'max(x', '-'] as const
const after = ['', 'y', ')', ' y', ':3', '*y', ',y)', '2'] as const

const [x, y] = [3, 5]

const independent = create(all, {})
// A remainder by 0 is no number here, which is no matter of reading.
independent.import({ mod: (a: number, b: number) => a - b * Math.floor(a / b) }, { override: true })

/** What mathjs makes of the text by its own words; NaN where that is not real, nothing where it refuses. */
function independently(text: string): number | undefined {
  try {
    const value: unknown = independent.evaluate(text.replace(/\s/g, ' ').replaceAll(/x *\[1\]/g, '(x1)'), {
      x,
      y,
      x1: 7,
    })
    if (typeof value === 'boolean') return Number(value)
    return typeof value === 'number' ? value : NaN
  } catch {
    return undefined
  }
}

/** Whether a text is a formula; if so, and its value is not mathjs's, that is told in `wrong`. */
function isRead(text: string, wrong: string[]): boolean {
  const { value: expression } = compileExpression(text, { variables: ['x', 'y'], parameters: ['x1'] })
  if (expression === undefined) return false
  const out = new Float64Array(1)
  pointKernel(expression.value)(Float64Array.of(x, y, 7), out)
  const expected = independently(text)
  if (expected === undefined) {
    wrong.push(`${JSON.stringify(text)} is refused by mathjs, read as ${out[0]}`)
    return false
  }
  // Functions differ by an ulp or two, and a few are multiplied.
  const isSame = Object.is(out[0]! + 0, expected + 0) || Math.abs(out[0]! - expected) <= 1e-12 * Math.abs(expected)
  if (!isSame) wrong.push(`${JSON.stringify(text)} is ${expected}, read as ${out[0]}`)
  return true
}

test('every two words beside each other mean what they mean to mathjs', () => {
  let read = 0
  const wrong: string[] = []
  for (const start of before) {
    for (const end of after) {
      for (const a of pieces) for (const b of pieces) if (isRead(start + a + b + end, wrong)) read++
    }
  }
  expect(wrong).toEqual([])
  // So many of the texts are formulas; the rest is refused.
  expect(read).toBeGreaterThan(9000)
})

test('so do any number of them', () => {
  const { seed, count } = effort('reading', 20_000)
  let read = 0
  const wrong: string[] = []
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'reading', trial)
    const length = 1 + Math.floor(8 * draw.uniform())
    const text = Array.from({ length }, () => pieces[Math.floor(pieces.length * draw.uniform())]!).join('')
    if (isRead(text, wrong)) read++
  }
  expect(wrong).toEqual([])
  expect(read).toBeGreaterThan(count / 100)
})
