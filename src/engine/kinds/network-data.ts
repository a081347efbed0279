import { z } from 'zod'
import { type Checked, invalid, type Problem } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { LandscapeSpec } from '../../core/scene/landscape'
import type { ResolvedNetwork } from '../../core/scene/resolved-landscape'
import type { ExampleSplit } from '../../core/tables/data-table'
import { inputRanges, type InputRange, unscaled } from '../../core/tables/input-grid'
import { atOnce, defineJobKind } from '../job-kind'
import { checkedLandscape, landscapeOf } from './landscapes'
import { checkShape } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** Inputs that are shown, counted from 0; the first two, or the one there is, where absent. */
  columns: z.array(z.int().min(0)).min(1).max(2).readonly().optional(),
})

export type NetworkDataSpec = z.infer<typeof schema>

/** The examples of a split as they are drawn, in the data's own units. */
export interface ShownExamples {
  readonly count: number
  /** count x shown columns, row-major. */
  readonly inputs: Float64Array
  /** count x t, row-major: numbers or classes. */
  readonly targets: Float64Array
  /** Which of the data they are. */
  readonly rows: Uint32Array
  /** 1 where the target is not what it was drawn as. */
  readonly corrupted: Uint8Array
}

/** What a network begins with. */
export interface NetworkDataResult {
  /** d, of which `columns` are shown. */
  readonly inputs: number
  readonly columns: readonly number[]
  /** t. */
  readonly targets: number
  /** k, where targets are classes. */
  readonly classes?: number
  /** What each shown column spans, with some room. */
  readonly ranges: readonly InputRange[]
  readonly training: ShownExamples
  readonly validation: ShownExamples
  readonly test: ShownExamples
  /** Its parameters, as its initialiser gives them. */
  readonly initial: Float64Array
}

/** The data of a network, for drawing, and the parameters that it begins with. */
export const networkDataKind = defineJobKind({
  id: 'network-data',
  version: 1,

  validate(given): Checked<NetworkDataSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const network = checkedNetwork(shape.value.landscape)
    if (network.value === undefined) return invalid(...network.problems)
    const { inputs } = network.value.table
    const beyond = shape.value.columns?.find((column) => column >= inputs)
    return beyond === undefined ? shape : invalid(noColumn(beyond, inputs))
  },

  cost({ landscape }: NetworkDataSpec) {
    const { table, initial } = networkOf(landscape)
    const examples = table.training.count + table.validation.count + table.test.count
    return {
      work: examples,
      bytes: 8 * (initial.length + examples * (3 + table.targets)),
      smaller: 'take fewer examples',
    }
  },

  plan: () => [0],

  run: ({ landscape, columns }) => atOnce(() => shownData(networkOf(landscape), columns)),

  merge: (_spec, parts): NetworkDataResult => parts[0]!,
})

/** The network of a job's landscape, or why there is none. */
export function checkedNetwork(landscape: LandscapeSpec): Checked<ResolvedNetwork> {
  const { value, problems } = checkedLandscape(landscape)
  if (value === undefined) return invalid(...problems)
  if (value.network !== undefined) return { value: value.network, problems: [] }
  return invalid({
    message: `${value.name} is no network`,
    remedy: 'give a landscape of kind "network"',
    where: 'landscape',
  })
}

/** The network of a landscape that has been checked. */
export function networkOf(landscape: LandscapeSpec): ResolvedNetwork {
  const { network } = landscapeOf(landscape)
  if (network === undefined) throw new Error('landscape is no network')
  return network
}

function noColumn(column: number, inputs: number): Problem {
  return {
    message: `column ${column} of data with ${inputs} inputs`,
    remedy: `take columns from 0 to ${inputs - 1}`,
    where: 'columns',
  }
}

function shownData(resolved: ResolvedNetwork, given: readonly number[] | undefined): NetworkDataResult {
  const { table, initial } = resolved
  const { inputs: d, targets: t, classes } = table
  const columns = given ?? (d === 1 ? [0] : [0, 1])
  const ranges = inputRanges(table)
  const shown = ({ count, inputs, targets, rows }: ExampleSplit): ShownExamples => {
    const before = resolved.targetsBefore(rows)
    return {
      count,
      inputs: Float64Array.from({ length: count * columns.length }, (_, k) => {
        const column = columns[k % columns.length]!
        return unscaled(table, inputs[Math.floor(k / columns.length) * d + column]!, column)
      }),
      targets: Float64Array.from(targets),
      rows: Uint32Array.from(rows),
      corrupted: Uint8Array.from({ length: count }, (_, i) => Number(before !== undefined && before[i] !== targets[i])),
    }
  }
  return {
    inputs: d,
    columns,
    targets: t,
    ...(classes !== undefined && { classes }),
    ranges: columns.map((column) => ranges[column]!),
    training: shown(table.training),
    validation: shown(table.validation),
    test: shown(table.test),
    initial: Float64Array.from(initial),
  }
}
