import { describe, expect, it } from 'vitest'
import { clockText, fieldNumber, formatNumber, readNumber, roundForSlider } from './format'

describe('numbers for people', () => {
  it('are short and carry a true minus sign', () => {
    expect(formatNumber(-1.5)).toBe('−1.5')
    expect(formatNumber(0.123456)).toBe('0.1235')
    expect(formatNumber(1234.5678)).toBe('1235')
    expect(formatNumber(100)).toBe('100')
    expect(formatNumber(1234, 2)).toBe('1200')
    expect(formatNumber(-0)).toBe('0')
  })

  it('use powers of ten where they read better', () => {
    expect(formatNumber(1.5e-12)).toBe('1.5e−12')
    expect(formatNumber(2.34567e7, 3)).toBe('2.35e7')
  })

  it('say when there is no number', () => {
    expect(formatNumber(NaN)).toBe('—')
    expect(formatNumber(-Infinity)).toBe('−∞')
  })

  it('are read back from a field exactly', () => {
    for (const value of [0.1, 1e-9, -123456.789, 3e20, 1 / 3]) expect(readNumber(fieldNumber(value))).toBe(value)
  })

  it('are not guessed at', () => {
    for (const text of ['', 'abc', '1,5', '0x10', 'Infinity', 'NaN', '1e999', '1 2']) {
      expect(readNumber(text)).toBeUndefined()
    }
    expect(readNumber(' −2.5e-3 ')).toBe(-0.0025)
  })

  it('are round after a drag', () => {
    expect(roundForSlider(0.0123456)).toBe(0.0123)
  })
})

describe('a place of the clock', () => {
  it('is written whole, or to hundredths', () => {
    expect([0, 200, 10_000_000, 20.1, 0.1 + 0.2, 7 / 3].map(clockText)).toEqual([
      '0',
      '200',
      '10000000',
      '20.1',
      '0.3',
      '2.33',
    ])
  })
})
