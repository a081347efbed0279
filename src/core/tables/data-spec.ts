import { z } from 'zod'
import { dataSets } from '../catalogue/data-sets'
import { findIn } from '../catalogue/gather'
import type { DataSetDefinition, DataTask } from '../definitions/data-set'
import { checkOptions, type HyperparameterValues } from '../definitions/hyperparameters'
import { mostExamples } from '../objectives/example-table'
import { type Checked, invalid, type Problem, valid } from '../problem'
import type { TypeOf } from '../schema-type'
import { vectorSchema } from '../vector-schema'
import { classesOf } from '../data/data-source'
import { type DataNames, type GivenExamples, readExamples } from './given-examples'
import { type SplitFractions, splitSizes } from './split-sizes'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

const commonKeys = {
  /** Parts for training, validation and test; all examples are for training where it is absent. */
  split: z.tuple([z.number(), z.number(), z.number()]).readonly().optional(),
  /** Of the draws: data, split and corruption; the scene's where absent. */
  seed: z.int().min(0).optional(),
  /** Whether inputs are shifted and scaled to mean 0 and deviation 1, as those of the training split need it. */
  standardise: z.boolean().optional(),
}

/** Row by row; or all numbers in one vector, row-major, which a file has in a shorter form. */
const matrix = z.union([
  z.array(z.unknown()).max(mostExamples),
  z.strictObject({ shape: z.tuple([z.int().min(0), z.int().min(0)]).readonly(), values: vectorSchema }),
])

/** What the columns and classes of a person's own data are called. */
const names = z.strictObject({
  inputs: z.array(z.string()).readonly().optional(),
  targets: z.array(z.string()).readonly().optional(),
  classes: z.array(z.string()).readonly().optional(),
})

/** Examples, row by row. */
export const givenDataSchema = z.strictObject({
  /** N x d. */
  inputs: matrix,
  /** N x t, or N numbers or classes. */
  targets: matrix,
  names: names.optional(),
  ...commonKeys,
})

/** A set of the catalogue, its options beside its id; or examples. */
export const dataSpecSchema = z.union([givenDataSchema, z.looseObject({ id: z.string(), ...commonKeys })])
export type DataSpec = TypeOf<typeof dataSpecSchema>

const columnName = z.union([z.string(), z.int().min(1)])

/** Examples in a table or a NumPy archive beside the scene: columns by name, or by number from 1. */
export const dataFileSchema = z.strictObject({
  file: z.string(),
  inputs: z.array(columnName).optional(),
  target: z.union([columnName, z.array(columnName)]).optional(),
  ...commonKeys,
})

/** Data that have been checked: what `dataTable` makes a table of. */
export interface CheckedData {
  readonly examples: { readonly set: DataSetDefinition; readonly options: HyperparameterValues } | GivenExamples
  /** N, before it is split. */
  readonly count: number
  /** d. */
  readonly inputs: number
  /** t. */
  readonly targets: number
  /** k, where targets are classes. */
  readonly classes: number | undefined
  readonly split: SplitFractions
  readonly seed: number | undefined
  readonly standardise: boolean
  /** What columns and classes of given examples are called. */
  readonly names?: DataNames
}

/**
 * Checks data of the right shape for a loss that wants classes or numbers; `where` is their place. A loss that wants
 * numbers takes classes of a set for the numbers 0 to k - 1.
 */
export function checkData(spec: DataSpec, wanted: DataTask, where: string): Checked<CheckedData> {
  const { split = [1, 0, 0], seed, standardise = false } = spec
  const common = { split, seed, standardise }
  const examples = 'id' in spec ? checkSet(spec, wanted, where) : checkGiven(spec, wanted, where)
  const problems: Problem[] = [...examples.problems]
  const badSplit = splitProblem(split, examples.value?.count, `${where}.split`)
  if (badSplit !== undefined) problems.push(badSplit)
  if (standardise && examples.value !== undefined && badSplit === undefined) {
    const [training] = splitSizes(examples.value.count, split)
    if (training < 2) problems.push(nothingToStandardise(training, where))
  }
  if (examples.value === undefined || problems.length > 0) return invalid(...problems)
  return valid({ ...examples.value, ...common })
}

type CheckedExamples = Checked<Omit<CheckedData, 'split' | 'seed' | 'standardise'>>

function checkSet(spec: Extract<DataSpec, { id: string }>, wanted: DataTask, where: string): CheckedExamples {
  const { id, split: _split, seed: _seed, standardise: _standardise, ...given } = spec
  const found = findIn(dataSets, 'data set', id, `${where}.id`)
  if (found.value === undefined) return found
  const set = found.value
  const options = checkOptions(set, given, where)
  if (options.value === undefined) return options
  if (wanted === 'classification' && set.task === 'regression') {
    const of = dataSets.filter(({ task }) => task === wanted).map((each) => each.id)
    return invalid({
      message: `targets of ${id} are numbers, the loss wants classes`,
      remedy: `take one of ${of.join(', ')}, or a loss of numbers`,
      where: `${where}.id`,
    })
  }
  return valid({
    examples: { set, options: options.value },
    count: options.value.examples as number,
    inputs: set.inputs,
    targets: 1,
    classes: classesOf(set, options.value),
  })
}

function checkGiven(
  { inputs, targets, names }: Extract<DataSpec, { inputs: unknown }>,
  wanted: DataTask,
  where: string,
): CheckedExamples {
  const read = readExamples(inputs, targets, wanted, where, names)
  if (read.value === undefined) return read
  const { inputs: given, targets: aims, classes } = read.value
  const [count, width] = given.shape
  const found = { examples: read.value, count, inputs: width, targets: aims.shape[1], classes }
  const problems = nameProblems(names, found, `${where}.names`)
  return problems.length > 0 ? invalid(...problems) : valid({ ...found, ...(names && { names }) })
}

/** Names of another number than there are columns or classes. */
function nameProblems(
  names: DataNames = {},
  counts: { readonly inputs: number; readonly targets: number; readonly classes: number | undefined },
  where: string,
): readonly Problem[] {
  return (['inputs', 'targets', 'classes'] as const).flatMap((key) => {
    const [got, expected] = [names[key]?.length, counts[key]]
    if (got === undefined || expected === undefined || got === expected) return []
    const message = `names of ${got} ${key}, the data have ${expected}`
    return [{ message, remedy: 'give one for each, or leave them out', where: `${where}.${key}` }]
  })
}

function splitProblem(split: SplitFractions, count: number | undefined, where: string): Problem | undefined {
  const sum = split[0] + split[1] + split[2]
  const remedy = 'give the parts for training, validation and test, such as [0.7, 0.15, 0.15]'
  if (!split.every((part) => part >= 0) || !(Math.abs(sum - 1) <= 1e-9))
    return { message: `split is [${split.join(', ')}], expected three numbers >= 0 whose sum is 1`, remedy, where }
  if (count !== undefined && splitSizes(count, split)[0] === 0)
    return { message: `split leaves none of ${count} examples for training`, remedy, where }
  return undefined
}

function nothingToStandardise(training: number, where: string): Problem {
  return {
    message: `inputs of ${training} training example are to be standardised, expected at least 2`,
    remedy: 'remove it, or give more examples',
    where: `${where}.standardise`,
  }
}
