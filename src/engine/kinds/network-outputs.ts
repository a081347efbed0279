import { z } from 'zod'
import type { Examples } from '../../core/networks/examples'
import { unitNetwork, type HiddenUnit } from '../../core/networks/hidden-unit'
import type { Network } from '../../core/networks/network'
import { NetworkMeasures } from '../../core/networks/network-measures'
import { normalisedObjective } from '../../core/networks/normalised-objective'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, type Problem } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { ResolvedNetwork } from '../../core/scene/resolved-landscape'
import { inputGrid, inputRanges, type InputRange } from '../../core/tables/input-grid'
import { defineJobKind } from '../job-kind'
import { evaluationWork } from './evaluation-work'
import { landscapeOf } from './landscapes'
import { checkedNetwork, networkOf } from './network-data'
import { checkShape } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** The network's parameters; those that it begins with where absent. */
  theta: z.array(z.number()).readonly().optional(),
  /** Points along each input. */
  resolution: z.int().min(2).max(512),
  /** A hidden unit, in place of the outputs: both from 0. */
  unit: z
    .strictObject({ layer: z.int().min(0), unit: z.int().min(0) })
    .readonly()
    .optional(),
})

export type NetworkOutputsSpec = z.infer<typeof schema>

/** What a network gives over the range of its inputs. */
export interface NetworkOutputsResult {
  /** Of each input, in the data's own units: one or two. */
  readonly ranges: readonly InputRange[]
  readonly resolution: number
  /** Numbers a point: the network's outputs, or 1 of a unit. */
  readonly width: number
  /** Points x width, row-major; the second input ascends from row to row. */
  readonly outputs: Float64Array
}

/** The most inputs of which a grid is filled. */
const mostInputs = 2

/**
 * The outputs of a network, or what one hidden unit gives, on a grid over the range of one or two inputs. A
 * normalisation goes by the statistics of the whole training set at the point, as train mode does on all of it.
 */
export const networkOutputsKind = defineJobKind({
  id: 'network-outputs',
  version: 1,

  validate(given): Checked<NetworkOutputsSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const network = checkedNetwork(shape.value.landscape)
    if (network.value === undefined) return invalid(...network.problems)
    const problems = problemsOf(shape.value, network.value)
    return problems.length === 0 ? shape : invalid(...problems)
  },

  cost({ landscape, resolution }: NetworkOutputsSpec) {
    const { network, table } = networkOf(landscape)
    const points = table.inputs === 1 ? resolution : resolution * resolution
    const statistics = network.batchNorm ? table.training.count : 0
    const bytes = 8 * points * network.widths.at(-1)!
    const { value } = evaluationWork(landscapeOf(landscape))
    return { work: ((points + statistics) / table.training.count) * value, bytes, smaller: 'lower the resolution' }
  },

  // Each is of another point of a race: the next one is asked for before this one is asked for again.
  isQuick: () => true,
  plan: () => [0],

  *run({ landscape, theta: given, resolution, unit }): Pieces<NetworkOutputsResult> {
    const resolved = networkOf(landscape)
    const { network: whole, table } = resolved
    const theta = Float64Array.from(given ?? resolved.initial)
    const running = whole.batchNorm
      ? yield* normalisedObjective(whole, resolved.examples).statistics.reestimate(theta)
      : undefined
    const part = unit === undefined ? undefined : unitNetwork(whole, unit)
    const network = part?.network ?? whole
    const width = network.widths.at(-1)!
    const points = gridExamples(resolved, network, resolution)
    const outputs = new Float64Array(points.count * width)
    yield* new NetworkMeasures(network, points).outputs(part?.parametersOf(theta) ?? theta, outputs, running)
    return { ranges: inputRanges(table), resolution, width, outputs }
  },

  merge: (_spec, parts): NetworkOutputsResult => parts[0]!,
})

function gridExamples({ table }: ResolvedNetwork, { widths }: Network, resolution: number): Examples {
  const inputs = inputGrid(table, table.inputs === 1 ? [resolution] : [resolution, resolution])
  const count = inputs.length / table.inputs
  return { count, inputs, targets: new Float64Array(count * widths.at(-1)!) }
}

function problemsOf(
  { theta, unit }: NetworkOutputsSpec,
  { network, table, initial }: ResolvedNetwork,
): readonly Problem[] {
  const problems: Problem[] = []
  if (table.inputs > mostInputs)
    problems.push({
      message: `outputs over ${table.inputs} inputs, a picture has at most ${mostInputs}`,
      remedy: 'ask for the data alone, and the columns that are to be shown',
      where: 'landscape.data',
    })
  if (theta !== undefined && theta.length !== initial.length)
    problems.push({
      message: `theta has ${theta.length} numbers, the network has ${initial.length} parameters`,
      remedy: 'give as many numbers',
      where: 'theta',
    })
  if (unit !== undefined) problems.push(...unitProblems(unit, network.widths.slice(1, -1)))
  return problems
}

function unitProblems({ layer, unit }: HiddenUnit, hidden: readonly number[]): readonly Problem[] {
  const units = hidden[layer]
  if (units !== undefined && unit < units) return []
  return [
    {
      message: `unit ${unit} of hidden layer ${layer}, the network has hidden layers of [${hidden.join(', ')}] units`,
      remedy: 'count both from 0',
      where: 'unit',
    },
  ]
}
