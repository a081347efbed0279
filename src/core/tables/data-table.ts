import type { RiskNodes } from '../definitions/data-set'
import { corruptSplit } from '../data/corruption'
import type { CheckedData } from './data-spec'
import { dataSource, type Risk } from '../data/data-source'
import type { ExampleRows } from '../data/example-rows'
import { corruptionOf, noCorruption } from '../data/set-options'
import { splitExamples } from './split'
import { type Scaling, scaleInputs, scalingOf } from './standardise'

/** The examples of a split. */
export interface ExampleSplit extends ExampleRows {
  /** Which of the data they are, ascending. */
  readonly rows: Uint32Array
}

/** Data as a network takes them. */
export interface DataTable {
  /** d. */
  readonly inputs: number
  /** t. */
  readonly targets: number
  /** k, where targets are classes 0 to k - 1. */
  readonly classes: number | undefined
  readonly training: ExampleSplit
  readonly validation: ExampleSplit
  readonly test: ExampleSplit
  /** Present where inputs are standardised: those of all splits, of fresh examples and of the risk. */
  readonly scaling?: Scaling
  /** Present where there is a distribution that the data were drawn from. */
  readonly source?: TableSource
}

/** The distribution of a table's data, its inputs standardised as the table's. */
export interface TableSource {
  /** See `DataSource`. */
  drawFresh(seed: number, step: number, count: number): ExampleRows
  /** The same at every call. */
  risk(): Risk
}

/** The table of data that have been checked; `seed` where they have none of their own. A pure function of both. */
export function dataTable(data: CheckedData, fallbackSeed: number): DataTable {
  const seed = data.seed ?? fallbackSeed
  const all = 'set' in data.examples ? drawn(data, seed) : given(data)
  const split = splitExamples(data.count, data.split, seed)
  const training = taken(all, split.training, data)
  if ('set' in data.examples) {
    const corruption = corruptionOf(data.examples.options)
    if (!corruption.everywhere) corruptSplit(training.targets, corruption, data.classes, seed)
  }
  const validation = taken(all, split.validation, data)
  const test = taken(all, split.test, data)
  const scaling = data.standardise ? scalingOf(training.inputs, data.inputs) : undefined
  if (scaling !== undefined) for (const { inputs } of [training, validation, test]) scaleInputs(inputs, scaling)
  const source = 'set' in data.examples ? tableSource(data, seed, scaling) : undefined
  const { inputs, targets, classes } = data
  return {
    inputs,
    targets,
    classes,
    training,
    validation,
    test,
    ...(scaling && { scaling }),
    ...(source && { source }),
  }
}

/**
 * The targets of examples before any were flipped, drawn at random or given noise, by their place in the data;
 * undefined of data that were given, of which nobody knows.
 */
export function targetsBefore(data: CheckedData, fallbackSeed: number, rows: Uint32Array): Float64Array | undefined {
  const { examples, inputs: d } = data
  if (!('set' in examples)) return undefined
  const untouched = { ...examples.options, ...noCorruption }
  const source = dataSource(examples.set, untouched, data.seed ?? fallbackSeed)
  const unused = new Float64Array(d)
  return Float64Array.from(rows, (row) => source.example(row, unused))
}

function given({ examples, count }: CheckedData): ExampleRows {
  if ('set' in examples) throw new Error('given examples of a data set')
  return { count, inputs: examples.inputs.data, targets: examples.targets.data }
}

function sourceOf({ examples }: CheckedData, seed: number) {
  if (!('set' in examples)) throw new Error('source of given examples')
  return dataSource(examples.set, examples.options, seed)
}

function drawn(data: CheckedData, seed: number): ExampleRows {
  const { count, inputs: d } = data
  const source = sourceOf(data, seed)
  const [inputs, targets] = [new Float64Array(count * d), new Float64Array(count)]
  for (let i = 0; i < count; i++) targets[i] = source.example(i, inputs.subarray(i * d, (i + 1) * d))
  return { count, inputs, targets }
}

/** A copy of some of the examples. */
function taken(all: ExampleRows, rows: Uint32Array, { inputs: d, targets: t }: CheckedData): ExampleSplit {
  const [inputs, targets] = [new Float64Array(rows.length * d), new Float64Array(rows.length * t)]
  for (const [i, row] of rows.entries()) {
    inputs.set(all.inputs.subarray(row * d, (row + 1) * d), i * d)
    targets.set(all.targets.subarray(row * t, (row + 1) * t), i * t)
  }
  return { count: rows.length, inputs, targets, rows }
}

function tableSource(data: CheckedData, seed: number, scaling: Scaling | undefined): TableSource {
  const source = sourceOf(data, seed)
  const scaled = <T extends ExampleRows | RiskNodes>(examples: T): T => {
    if (scaling !== undefined) scaleInputs(examples.inputs, scaling)
    return examples
  }
  let risk: Risk | undefined
  return {
    drawFresh: (...draw) => scaled(source.drawFresh(...draw)),
    risk() {
      if (risk === undefined) {
        risk = source.risk()
        scaled(risk.kind === 'quadrature' ? risk.nodes : risk.examples)
      }
      return risk
    },
  }
}
