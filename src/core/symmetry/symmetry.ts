import { z } from 'zod'
import type { Network } from '../networks/network'
import type { Problem } from '../problem'
import { shuffle } from '../random/shuffle'
import { stream } from '../random/stream'
import { freedomOf, isFree } from './freedom'
import { type LayerSymmetry, transformed, unchanged } from './unit-symmetry'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

const layer = z.int().min(0)
const unit = z.int().min(0)

/** One way to other parameters of the same function; hidden layers and their units are counted from 0. */
export const symmetrySchema = z.union([
  /** Two units of a layer change places. */
  z.strictObject({ kind: z.literal('swap'), layer, units: z.tuple([unit, unit]) }),
  /** Every layer's units in a random order; odd ones with random signs. */
  z.strictObject({ kind: z.literal('shuffle'), seed: z.int().min(0) }),
  /** A unit's net input changes its sign, which its outgoing weights make good: of tanh, sigmoid and linear ones. */
  z.strictObject({ kind: z.literal('flip'), layer, unit }),
  /** A unit, or all of the layer where absent, times a factor: of relu-like units one above 0, of linear ones any. */
  z.strictObject({ kind: z.literal('rescale'), layer, unit: unit.optional(), factor: z.number() }),
  /** -W in place of the one matrix W of a tied network of an even number of layers and odd units. */
  z.strictObject({ kind: z.literal('negate') }),
])
export type Symmetry = z.infer<typeof symmetrySchema>

/** What is wrong with a symmetry for a network; none where it leaves its function as it is. */
export function symmetryProblems(network: Network, symmetry: Symmetry, where: string): readonly Problem[] {
  const { activations, widths, isTied } = network
  const wrong = (message: string, remedy: string): readonly Problem[] => [{ message, remedy, where }]
  if (symmetry.kind === 'negate') {
    if (isTied && widths.length % 2 === 1 && activations.every((id) => isFree(id, -1) && id !== 'sigmoid')) return []
    return wrong(
      'negate of a network whose function changes its sign with it',
      'take a tied network of an even number of layers whose units are tanh or linear',
    )
  }
  if (isTied)
    return wrong(
      `${symmetry.kind} of a tied network, whose units stand on the columns of its data`,
      'untie it, or take {"kind": "negate"}',
    )
  if (activations.length === 0) return wrong(`${symmetry.kind} without hidden units`, 'add a hidden layer')
  if (symmetry.kind === 'shuffle') return []
  const units = widths.slice(1, -1)[symmetry.layer]
  if (units === undefined)
    return wrong(
      `hidden layer is ${symmetry.layer}, the network has ${activations.length}`,
      `take one from 0 to ${activations.length - 1}`,
    )
  const named = symmetry.kind === 'swap' ? symmetry.units : symmetry.unit === undefined ? [] : [symmetry.unit]
  const beyond = named.find((each) => each >= units)
  if (beyond !== undefined) return wrong(`unit is ${beyond}, the layer has ${units}`, `take one from 0 to ${units - 1}`)
  const activation = activations[symmetry.layer]!
  if (symmetry.kind === 'flip' && !isFree(activation, -1))
    return wrong(`flip of a ${activation} unit, which is not odd`, 'flip tanh, sigmoid or linear units')
  if (symmetry.kind === 'rescale' && !isFree(activation, symmetry.factor))
    return wrong(...notScaled(symmetry.factor, activation))
  return []
}

function notScaled(factor: number, activation: Network['activations'][number]): [message: string, remedy: string] {
  switch (freedomOf[activation]) {
    case 'any':
      return ['factor is 0, expected any other number', 'give another']
    case 'positive':
      return [`factor is ${factor}, expected a number > 0`, 'give a positive one']
    case 'sign':
    case 'none':
      return [`rescale of a ${activation} unit, which bends by its scale`, 'rescale relu, leaky-relu or linear units']
  }
}

/** The parameters that symmetries lead to, one after the other; each in order for the network. */
export function twinOf(network: Network, theta: Float64Array, symmetries: readonly Symmetry[]): Float64Array {
  return symmetries.reduce<Float64Array>(
    (point, symmetry) =>
      symmetry.kind === 'negate'
        ? point.map((entry) => -entry)
        : transformed(network, point, layerSymmetries(network, symmetry)),
    theta,
  )
}

function layerSymmetries(
  { widths, activations }: Network,
  symmetry: Exclude<Symmetry, { readonly kind: 'negate' }>,
): readonly LayerSymmetry[] {
  return widths.slice(1, -1).map((units, index) => {
    const { order, factors } = unchanged(units)
    if (symmetry.kind === 'shuffle') {
      const draws = stream(symmetry.seed, 'twin', index)
      shuffle(order, draws)
      const freedom = freedomOf[activations[index]!]
      if (freedom === 'sign' || freedom === 'any')
        for (let i = 0; i < units; i++) factors[i] = draws.uniform() < 0.5 ? -1 : 1
      return { order, factors }
    }
    if (symmetry.layer !== index) return { order, factors }
    switch (symmetry.kind) {
      case 'swap': {
        const [i, j] = symmetry.units
        order[i] = j
        order[j] = i
        break
      }
      case 'flip':
        factors[symmetry.unit] = -1
        break
      case 'rescale':
        if (symmetry.unit === undefined) factors.fill(symmetry.factor)
        else factors[symmetry.unit] = symmetry.factor
    }
    return { order, factors }
  })
}
