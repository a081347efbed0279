import type { Layer } from './network'

/**
 * The units of a layer that have the same row of theta, to the last bit: weights, bias, and scale and shift where it
 * is normalised. Entry i is the number of unit i's group, counted from 0 in the order in which they begin, or -1 where
 * no other unit is like it. A zero is unlike one of the other sign.
 */
export function alikeUnits(theta: ArrayLike<number>, layer: Layer): Int32Array {
  const { inputs, outputs, weight, bias, scale, shift } = layer
  const columns = [bias, scale, shift].filter((from) => from !== undefined)
  const areAlike = (a: number, b: number): boolean => {
    for (const from of columns) if (!Object.is(theta[from + a], theta[from + b])) return false
    const [atA, atB] = [weight + a * inputs, weight + b * inputs]
    for (let j = 0; j < inputs; j++) if (!Object.is(theta[atA + j], theta[atB + j])) return false
    return true
  }
  // The first of each kind, by its first weight: few rows are compared whole.
  const firsts = new Map<number, number[]>()
  const firstLike = new Int32Array(outputs)
  const isShared = new Uint8Array(outputs)
  for (let unit = 0; unit < outputs; unit++) {
    const candidates = firsts.get(theta[weight + unit * inputs]!) ?? []
    const first = candidates.find((other) => areAlike(other, unit))
    firstLike[unit] = first ?? unit
    if (first === undefined) firsts.set(theta[weight + unit * inputs]!, [...candidates, unit])
    else isShared[first] = 1
  }
  const numbers = new Map<number, number>()
  return firstLike.map((first) => {
    if (isShared[first] === 0) return -1
    const number = numbers.get(first) ?? numbers.size
    numbers.set(first, number)
    return number
  })
}
