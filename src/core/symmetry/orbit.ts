import { euclideanNorm } from '../linalg/euclidean-norm'
import { layersOf, type Network } from '../networks/network'
import type { Pieces } from '../pieces'
import { freedomOf } from './freedom'
import { type UnitParameters, unitParameters } from './unit-symmetry'

/** How many parameter vectors of one function, and one loss, the symmetries of its hidden units make. */
export interface Orbit {
  /** A whole number in decimal digits: of vectors, or where `isContinuous` of pieces of a continuum. */
  readonly count: string
  readonly isContinuous: boolean
  /** How it is made up, such as `3! 2^3`. */
  readonly factors: string
  /** One or two sentences for a person. */
  readonly words: string
}

/**
 * Counts the orbit of a point under the symmetries of the hidden units that leave J as it is, layer by layer:
 *
 *     n! / (m_1! m_2! ...) times the product over units of their sign variants,
 *
 * m_k the numbers of units that are equal, which it makes no difference to exchange; a sign variant is another vector
 * only of a unit that is not zero. Odd units have 2 each (tanh: 2^n n! where all differ and none is zero); a sigmoid 2
 * too, since sigmoid(-z) = 1 - sigmoid(z) and the biases above take up the difference, for l2 = 0; relu, softplus and
 * gelu 1. Behind a normalisation each unit has 2 more: its row, bias and scale change sign together. Linear units
 * mix: any invertible matrix may stand between two layers (an orthogonal one for l2 > 0), of which there are 2 pieces.
 *
 * There is a continuum for l2 = 0 where units can be rescaled, or biases stand before a normalisation, which takes them
 * off again. Units are then equal if they are on a common scale, to 12 digits.
 *
 * A tied network has none of these, its hidden units standing on the data's own columns, but W and -W in place of each
 * other where it has an even number of layers and odd units.
 *
 * What is not counted: units of several layers that repeat each other in step, for which the true orbit is smaller;
 * and what is no matter of hidden units, as a number added to all outputs of a cross-entropy.
 *
 * Source: A. M. Chen, H. Lu, R. Hecht-Nielsen, On the geometry of feedforward neural network error surfaces, Neural
 * Computation 5, 1993.
 */
export function* orbitOf(network: Network, theta: Float64Array, l2: number): Pieces<Orbit> {
  if (network.isTied) return tiedOrbit(network, theta)
  let count = 1n
  let isContinuous = network.batchNorm && l2 === 0 && network.activations.length > 0
  const factors: string[] = []
  const notes = new Set<string>()
  if (isContinuous) notes.add('a bias before a normalisation changes nothing')
  const layers = layersOf(network)
  for (const [layer, activation] of network.activations.entries()) {
    const units = network.widths[layer + 1]!
    const freedom = freedomOf[activation]
    if (freedom === 'any' && !network.batchNorm) {
      count *= 2n
      factors.push('2')
      if (l2 === 0 || units > 1) isContinuous = true
      const matrix = l2 === 0 ? 'invertible' : 'orthogonal'
      notes.add(`between linear layers any ${matrix} matrix may stand, of positive or negative determinant`)
      continue
    }
    const isScaled = l2 === 0 && (freedom === 'positive' || freedom === 'any')
    const signs = signsOf(network, layer, l2)
    const sizes = new Map<string, number>()
    let doublings = 0
    for (let i = 0; i < units; i++) {
      const own = unitParameters(layers, theta, layer, i)
      const variants = [...new Set(signs.map((sign) => nameOf(own, sign, isScaled, network.batchNorm)))].sort()
      doublings += variants.length === 4 ? 2 : variants.length - 1
      sizes.set(variants[0]!, (sizes.get(variants[0]!) ?? 0) + 1)
      yield
    }
    const equal = [...sizes.values()].filter((size) => size > 1)
    count *= equal.reduce((rest, size) => rest / factorial(size), factorial(units)) << BigInt(doublings)
    factors.push(
      `${units}!${equal.map((size) => `/${size}!`).join('')}${doublings === 0 ? '' : ` ${power(doublings)}`}`,
    )
    if (equal.length > 0) notes.add('units that are equal or zero count once')
    if (isScaled) notes.add(`each ${activation} unit may be scaled by any number ${freedom === 'any' ? '' : 'above 0'}`)
    if (isScaled) isContinuous = true
  }
  return orbit(count, isContinuous, factors.join(' · '), [...notes])
}

/** -1 or 1 for incoming, normalised scale, normalised shift and outgoing parameters of a unit. */
type Signs = readonly [incoming: number, scale: number, shift: number, outgoing: number]

/** Which signs of the parts of a unit leave J as it is. */
function signsOf({ activations, batchNorm }: Network, layer: number, l2: number): readonly Signs[] {
  const activation = activations[layer]!
  const freedom = freedomOf[activation]
  const isOdd = freedom === 'any' || (freedom === 'sign' && (activation !== 'sigmoid' || l2 === 0))
  const same: Signs = [1, 1, 1, 1]
  if (!batchNorm) return isOdd ? [same, [-1, 1, 1, -1]] : [same]
  const ofInput: Signs = [-1, -1, 1, 1]
  return isOdd ? [same, ofInput, [1, -1, -1, -1], [-1, 1, -1, -1]] : [same, ofInput]
}

/** A unit's parameters as text, equal for equal ones; on a common scale where any is as good. */
function nameOf(
  { incoming, normalised, outgoing }: UnitParameters,
  [a, b, c, d]: Signs,
  isScaled: boolean,
  isNormalised: boolean,
): string {
  const size = isScaled ? euclideanNorm(isNormalised ? normalised : incoming) || 1 : 1
  const [ofInput, ofNorm] = isNormalised ? [1, size] : [size, 1]
  const text = (value: number): string => String(isScaled ? Number(value.toPrecision(12)) : value + 0)
  const parts = [
    ...Array.from(incoming, (entry) => text((a * entry) / ofInput)),
    ...Array.from(normalised, (entry, k) => text(((k === 0 ? b : c) * entry) / ofNorm)),
    ...Array.from(outgoing, (entry) => text(d * entry * size)),
  ]
  return parts.join(' ')
}

function tiedOrbit({ widths, activations }: Network, theta: Float64Array): Orbit {
  const isEven = widths.length % 2 === 1
  const isOdd = activations.every((id) => id === 'tanh' || id === 'linear')
  const both = isEven && isOdd && theta.some((entry) => entry !== 0)
  const why = 'all layers are one matrix, and its rows and columns are the data’s'
  return orbit(both ? 2n : 1n, false, both ? '2' : '1', [both ? `${why}; W and -W give the same` : why])
}

function orbit(count: bigint, isContinuous: boolean, factors: string, notes: readonly string[]): Orbit {
  const digits = String(count)
  const shown = digits.length > 15 ? `about ${digits[0]}.${digits.slice(1, 3)}e${digits.length - 1}` : digits
  const isProduct = factors !== digits && factors !== ''
  const made = isProduct ? `${factors} = ${shown}` : shown
  const what = isContinuous
    ? count === 1n
      ? 'a continuum of parameter vectors'
      : `${made} pieces of a continuum of parameter vectors`
    : `${made} parameter ${count === 1n ? 'vector' : 'vectors'}`
  const because = notes.length === 0 ? '' : `: ${notes.join('; ')}`
  return { count: digits, isContinuous, factors, words: `${what}, one function${because}` }
}

function power(exponent: number): string {
  return exponent === 1 ? '2' : `2^${exponent}`
}

function factorial(n: number): bigint {
  let product = 1n
  for (let k = 2; k <= n; k++) product *= BigInt(k)
  return product
}
