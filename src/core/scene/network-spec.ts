import { z } from 'zod'
import { activationIds, type ActivationId } from '../networks/activations'
import { isOfClasses, lossIds, type LossId } from '../networks/loss-ids'
import { parameterCount, type Network } from '../networks/network'
import { type Checked, invalid, type Problem, valid } from '../problem'
import type { TypeOf } from '../schema-type'
import { checkData, dataSpecSchema, type CheckedData } from '../tables/data-spec'
import { splitSizes } from '../tables/split-sizes'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/** Units of a layer, layers, and parameters of a network at most: a vector of these takes 2 MB. */
const mostUnits = 4096
const mostLayers = 32
export const mostParameters = 262_144
/** Outputs of a network whose loss looks at all of them at once. */
const mostClasses = 64

const units = z.int().min(1).max(mostUnits)
const activation = z.enum(activationIds)

/** How files and jobs say what a network is. */
export const networkKeys = {
  /** Inputs, units of each hidden layer, outputs. */
  widths: z
    .array(units)
    .min(2)
    .max(mostLayers + 1)
    .optional(),
  /** In place of widths: one matrix, width x width, for so many layers, without biases. */
  tied: z.strictObject({ width: units, depth: z.int().min(1).max(512) }).optional(),
  /** One for all hidden layers, or one each. */
  activation: z.union([activation, z.array(activation)]).optional(),
  loss: z.enum(lossIds),
  /** J has l2 / 2 |theta|^2 beside the mean loss, biases included. */
  l2: z.number().min(0).optional(),
  batchNorm: z.boolean().optional(),
  data: dataSpecSchema,
}

export type NetworkSpec = TypeOf<z.ZodObject<typeof networkKeys>>

/** A network and its data, both in order. */
export interface CheckedNetwork {
  readonly network: Network
  readonly data: CheckedData
  /** n */
  readonly dimension: number
}

/** Checks a network of the right shape against its data. */
export function checkNetwork(spec: NetworkSpec): Checked<CheckedNetwork> {
  const data = checkData(spec.data, isOfClasses(spec.loss) ? 'classification' : 'regression', 'landscape.data')
  const widths = widthsOf(spec)
  const problems: Problem[] = [...data.problems, ...widths.problems]
  if (widths.value === undefined) return invalid(...problems)
  const activations = activationsOf(spec, widths.value.length - 2)
  problems.push(...activations.problems)
  if (data.value !== undefined)
    problems.push(...fitProblems(spec, widths.value, data.value), ...normalisationProblems(spec, data.value))
  if (activations.value === undefined || data.value === undefined || problems.length > 0) return invalid(...problems)
  const network: Network = {
    widths: widths.value,
    activations: activations.value,
    loss: spec.loss,
    batchNorm: spec.batchNorm === true,
    isTied: spec.tied !== undefined,
  }
  return valid({ network, data: data.value, dimension: parameterCount(network) })
}

function widthsOf({ widths, tied, batchNorm = false }: NetworkSpec): Checked<readonly number[]> {
  const where = 'landscape.widths'
  if (widths === undefined && tied === undefined)
    return invalid({ message: 'network without widths', remedy: 'give them, such as [2, 16, 16, 2]', where })
  if (widths !== undefined && tied !== undefined)
    return invalid({ message: 'network with widths and tied weights', remedy: 'give one of them', where })
  const given = widths ?? Array.from({ length: tied!.depth + 1 }, () => tied!.width)
  const problems: Problem[] = []
  if (batchNorm && tied !== undefined)
    problems.push(notNormalised('tied weights: a normalisation is for each layer by itself'))
  else if (batchNorm && given.length === 2) problems.push(notNormalised('a network without hidden layers'))
  const n = parameterCount({ widths: given, batchNorm, isTied: tied !== undefined })
  if (n > mostParameters) problems.push(tooLarge(given, n))
  if (n < 2) problems.push({ message: 'network of one parameter', remedy: 'take a width of at least 2', where })
  return problems.length === 0 ? valid(given) : invalid(...problems)
}

function notNormalised(what: string): Problem {
  return { message: `batchNorm of ${what}`, remedy: 'leave it out', where: 'landscape.batchNorm' }
}

/** A batch of one, which is all that there is to train on. */
function normalisationProblems({ batchNorm = false }: NetworkSpec, { count, split }: CheckedData): readonly Problem[] {
  if (!batchNorm || splitSizes(count, split)[0] > 1) return []
  const message = 'batchNorm with 1 training example, expected at least 2, since one differs from its mean by nothing'
  return [{ message, remedy: 'give more examples, or leave it out', where: 'landscape.batchNorm' }]
}

/** With what would fit: the hidden layers so much narrower that their products are within the limit. */
function tooLarge(widths: readonly number[], n: number): Problem {
  const factor = Math.sqrt(mostParameters / n)
  const narrower = (share: number): readonly number[] =>
    widths.map((width, layer) =>
      layer === 0 || layer === widths.length - 1 ? width : Math.max(1, Math.floor(share * width)),
    )
  let share = factor
  const countOf = (tried: readonly number[]): number =>
    parameterCount({ widths: tried, batchNorm: true, isTied: false })
  while (share > 1e-4 && countOf(narrower(share)) > mostParameters) share *= 0.9
  const fits = countOf(narrower(share)) <= mostParameters
  return {
    message: `network of ${n} parameters, expected at most ${mostParameters}`,
    remedy: fits ? `take fewer units, such as [${narrower(share).join(', ')}]` : 'take fewer inputs or outputs',
    where: 'landscape.widths',
  }
}

function activationsOf({ activation: given = 'tanh' }: NetworkSpec, hidden: number): Checked<readonly ActivationId[]> {
  if (typeof given === 'string') return valid(Array.from({ length: hidden }, () => given))
  if (given.length === hidden) return valid(given)
  return invalid({
    message: `activations of ${given.length} layers, the network has ${hidden} hidden ones`,
    remedy: `give ${hidden}, or one for all`,
    where: 'landscape.activation',
  })
}

/** Widths that do not fit the data or the loss. */
function fitProblems(spec: NetworkSpec, widths: readonly number[], data: CheckedData): readonly Problem[] {
  const [inputs, outputs] = [widths[0]!, widths.at(-1)!]
  const where = spec.tied === undefined ? 'landscape.widths' : 'landscape.tied.width'
  const problems: Problem[] = []
  if (inputs !== data.inputs)
    problems.push({
      message: `network takes ${inputs} inputs, the data have ${data.inputs}`,
      remedy: `begin its widths with ${data.inputs}`,
      where,
    })
  const wanted = outputsFor(spec.loss, data)
  if (!wanted.some((width) => width === outputs))
    problems.push({
      message: `network gives ${outputs} outputs, ${spec.loss} on these data wants ${wanted.join(' or ')}`,
      remedy: wanted.length === 0 ? 'take another loss, or data of two classes' : `end its widths with ${wanted[0]}`,
      where,
    })
  if (outputs > mostClasses && isOfClasses(spec.loss))
    problems.push({
      message: `network of ${outputs} classes, expected at most ${mostClasses}`,
      remedy: 'take fewer classes',
      where,
    })
  return problems
}

/** How many outputs a loss may have on these data. */
function outputsFor(loss: LossId, { classes = 0, targets }: CheckedData): readonly number[] {
  switch (loss) {
    case 'mse':
    case 'half-mse':
      return [targets]
    case 'cross-entropy':
      return [classes]
    case 'binary-cross-entropy':
    case 'hinge':
      return classes === 2 ? [1] : []
    case '0-1':
      return classes === 2 ? [1, 2] : [classes]
  }
}
