import { z } from 'zod'
import type { Problem } from '../../core/problem'
import { checkScene } from '../../core/scene/parse'
import type { Scene } from '../../core/scene/scene'
import { type DataColumn, type DataFile, readDataFile } from '../../formats/data-file'
import { chosenColumns, dataOfFile, type FileData } from '../../formats/data-of-file'
import { isAxisName } from '../../formats/surface-axes'
import { blobOf } from '../blobs'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

const tasks = ['classification', 'regression'] as const

const schema = z.strictObject({
  /** Its ending says what it is. */
  name: z.string(),
  /** Its bytes. */
  blob: z.string(),
  /** What a person takes its columns for; absent where that is still to be asked. */
  choice: z
    .strictObject({
      inputs: z.array(z.string()).readonly(),
      /** Empty for none, which is a problem to be told. */
      target: z.string(),
      task: z.enum(tasks),
      standardise: z.boolean(),
    })
    .optional(),
})

export type DataFileSpec = z.infer<typeof schema>
export type DataFileChoice = NonNullable<DataFileSpec['choice']>

/** What a person sees of a file of examples before choosing. */
export interface DataPreview {
  readonly count: number
  readonly columns: readonly string[]
  /** The first rows, as they are written. */
  readonly rows: readonly (readonly string[])[]
  /** What its columns most likely are. */
  readonly suggested: DataFileChoice
  /** Whether columns are called as both axes of a measured surface are, and another is left for its values. */
  readonly hasAxes: boolean
}

export type DataFileResult =
  | { readonly problems: readonly Problem[] }
  | { readonly preview: DataPreview }
  /** A network whose widths and loss fit the data. */
  | { readonly scene: Scene }

/** Reads a person's own data, and makes a network for them. A file that is not in order is an answer, not a failure. */
export const dataFileKind = defineQuickJobKind({
  id: 'data-file',
  version: 2,
  validate: (given) => checkShape(schema, given),
  compute({ name, blob, choice }: DataFileSpec): DataFileResult {
    const file = readDataFile(name, blobOf(blob))
    if (file.value === undefined) return { problems: file.problems }
    if (choice === undefined) return preview(file.value)
    const { inputs, target, task } = choice
    const data = dataOfFile(file.value, { inputs, target: target === '' ? [] : target }, task)
    if (data.value === undefined) return { problems: data.problems }
    const scene = checkScene(networkDocument(name, data.value, choice))
    return scene.value === undefined ? { problems: scene.problems } : { scene: scene.value }
  },
})

/** Rows that are shown. */
const shownRows = 8

function preview(file: DataFile): DataFileResult {
  const chosen = chosenColumns(file, {})
  if (chosen.value === undefined) return { problems: chosen.problems }
  const { inputs, targets } = chosen.value
  const target = targets.at(-1)!
  return {
    preview: {
      count: file.count,
      columns: file.columns.map(({ name }) => name),
      rows: Array.from({ length: Math.min(shownRows, file.count) }, (_, row) =>
        file.columns.map((column) => cellOf(column, row)),
      ),
      suggested: {
        inputs: inputs.filter(holdsNumbers).map(({ name }) => name),
        target: target.name,
        task: isOfClasses(target) ? 'classification' : 'regression',
        standardise: true,
      },
      hasAxes: hasAxes(file.columns.map(({ name }) => name)),
    },
  }
}

/** A word among numbers is a mistake to be told of, and no reason to leave the column out unasked. */
function holdsNumbers({ numbers, texts }: DataColumn): boolean {
  return texts === undefined || numbers.some(Number.isFinite)
}

function hasAxes(names: readonly string[]): boolean {
  const axes = names.filter(isAxisName)
  return names.length > 2 && axes.some((name) => /x/i.test(name)) && axes.some((name) => /y/i.test(name))
}

function cellOf({ numbers, texts }: DataColumn, row: number): string {
  const value = numbers[row]!
  return texts?.[row] ?? (Number.isNaN(value) ? '' : String(value))
}

/** Classes that a person numbers are few. */
const mostClasses = 20

function isOfClasses({ numbers, texts }: DataColumn): boolean {
  if (texts !== undefined) return true
  const different = new Set(numbers)
  return different.size <= mostClasses && [...different].every((value) => Number.isInteger(value) && value >= 0)
}

/** Examples from which on some are held out. */
const leastToSplit = 20

function networkDocument(name: string, data: FileData, { task, standardise }: DataFileChoice): object {
  const [count, inputs] = data.inputs.shape
  const outputs = task === 'regression' ? data.targets.shape[1] : data.targets.values.reduce(larger, 1) + 1
  return {
    basin: 1,
    title: name.replace(/\.[^.]*$/, ''),
    landscape: {
      kind: 'network',
      widths: [inputs, 16, 16, outputs],
      loss: task === 'regression' ? 'mse' : 'cross-entropy',
      data: {
        ...data,
        ...(count >= leastToSplit && { split: [0.7, 0.15, 0.15] }),
        ...(standardise && { standardise }),
      },
    },
  }
}

function larger(a: number, b: number): number {
  return Math.max(a, b)
}
