import type { Condition, Numbers } from './scenario'

/** A condition looked at. */
export interface Check {
  readonly number: string
  readonly is: Condition['is']
  readonly value: number
  readonly bound: number
  readonly tolerance?: number
  readonly holds: boolean
  /**
   * How far the value is on the right side of its bound, negative on the wrong one: (bound - value) / |bound| of
   * `below`, its opposite of `above`, (tolerance - |value - bound|) / tolerance of `within`; the difference itself
   * where the divisor is 0. -Infinity where the value is not finite.
   */
  readonly margin: number
}

/** Looks at every condition. A number that is not finite meets none, whatever its bound: it is told as it is. */
export function judge(conditions: readonly Condition[], numbers: Numbers): readonly Check[] {
  return conditions.map(({ number, is, bound: given, tolerance = 0 }) => {
    const value = numbers[number] ?? NaN
    const bound = typeof given === 'number' ? given : (numbers[given] ?? NaN)
    const slack = slackOf(is, value, bound, tolerance)
    const size = is === 'within' ? tolerance : Math.abs(bound)
    const isStrict = is === 'below' || is === 'above'
    const isFinite = Number.isFinite(slack)
    return {
      number,
      is,
      value,
      bound,
      ...(is === 'within' && { tolerance }),
      holds: isFinite && (isStrict ? slack > 0 : slack >= 0),
      margin: isFinite ? slack / (size > 0 ? size : 1) : -Infinity,
    }
  })
}

function slackOf(is: Condition['is'], value: number, bound: number, tolerance: number): number {
  switch (is) {
    case 'below':
    case 'at most':
      return bound - value
    case 'above':
    case 'at least':
      return value - bound
    case 'within':
      return tolerance - Math.abs(value - bound)
  }
}

/** Whether all hold; false of none, which would decide nothing. */
export function allHold(checks: readonly Check[]): boolean {
  return checks.length > 0 && checks.every(({ holds }) => holds)
}
