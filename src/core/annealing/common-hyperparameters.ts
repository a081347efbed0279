import type { NumberHyperparameter } from '../definitions/optimizer'

const mostSteps = 10_000_000
const longest = 'no race is longer'

/** A number of steps after which a schedule is over; 0, the default, is the whole race. */
export function span(symbol: string): NumberHyperparameter {
  return {
    kind: 'number',
    description: 'The number of steps it takes; 0 is the whole race.',
    symbol,
    default: 0,
    min: 0,
    max: mostSteps,
    integer: true,
    scale: 'linear',
    usual: [0, 1000],
    rangeSource: longest,
  }
}

/** The steps a schedule takes, at least 1: those given or, for 0, those of the race. */
export function spanOf(given: number, steps: number): number {
  return Math.max(1, given === 0 ? steps : given)
}

/** A number of steps from `min` on. */
export function stepCount(symbol: string, description: string, value: number, min: 0 | 1 = 1): NumberHyperparameter {
  return {
    kind: 'number',
    description,
    symbol,
    default: value,
    min,
    max: mostSteps,
    integer: true,
    scale: min === 1 ? 'log' : 'linear',
    usual: [min, 1000],
    rangeSource: longest,
  }
}

/** A part of the whole rate. */
export function part(symbol: string, description: string, value: number): NumberHyperparameter {
  return {
    kind: 'number',
    description,
    symbol,
    default: value,
    min: 0,
    max: 1,
    scale: 'linear',
    usual: [0, 1],
    rangeSource: 'a part of the whole',
  }
}

/** What a rate is multiplied by, again and again. */
export function decay(
  symbol: string,
  description: string,
  value: number,
  usual: readonly [number, number],
): NumberHyperparameter {
  return {
    kind: 'number',
    description,
    symbol,
    default: value,
    min: 0,
    max: 1,
    exclusiveMin: true,
    scale: 'linear',
    usual,
    rangeSource: 'at 0 the rate would stop for good, above 1 it would grow',
  }
}
