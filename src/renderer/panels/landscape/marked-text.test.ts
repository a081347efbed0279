import { describe, expect, it } from 'vitest'
import { markedParts } from './marked-text'

const problem = (start: number, end: number) => ({ message: 'm', remedy: 'r', span: [start, end] as const })
const shown = (text: string, ...spans: [number, number][]): string =>
  markedParts(
    text,
    spans.map(([start, end]) => problem(start, end)),
  )
    .map(({ text: part, isWrong }) => (isWrong ? `[${part}]` : part))
    .join('')

describe('marked text', () => {
  it('marks each problem where it is', () => {
    expect(shown('sin(z) + q', [4, 5], [9, 10])).toBe('sin([z]) + [q]')
  })

  it('joins problems that overlap', () => {
    expect(shown('abcdef', [1, 3], [2, 4])).toBe('a[bcd]ef')
  })

  it('marks the character before a place that has none', () => {
    expect(shown('(x', [2, 2])).toBe('([x]')
    expect(shown('', [0, 0])).toBe('')
  })

  it('keeps to the text when a span points past it', () => {
    expect(shown('x', [5, 9])).toBe('[x]')
  })
})
