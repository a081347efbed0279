import type { NumberHyperparameter } from '../../definitions/optimizer'

/** After how many steps what is made of the collected matrices is made anew. */
export function refreshInterval(value: number, what: string): NumberHyperparameter {
  return {
    kind: 'number',
    description: `After how many steps ${what} computed anew.`,
    symbol: 'f',
    default: value,
    min: 1,
    max: 1e6,
    integer: true,
    scale: 'log',
    usual: [1, 100],
    rangeSource: 'whole steps from 1',
  }
}

/** The longest side of a weight matrix that gets a matrix of its own: it costs the cube of its length. */
export function largestSide(value: number, otherwise: string): NumberHyperparameter {
  return {
    kind: 'number',
    description: `The longest side of a block that gets a matrix of its own; for a longer one ${otherwise}.`,
    symbol: 'n_{\\max}',
    default: value,
    min: 1,
    max: 512,
    integer: true,
    scale: 'log',
    usual: [8, 256],
    rangeSource: 'at the upper end each refresh takes seconds',
  }
}
