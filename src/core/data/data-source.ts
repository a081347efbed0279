import type { DataSetDefinition, RiskNodes } from '../definitions/data-set'
import type { HyperparameterValues } from '../definitions/hyperparameters'
import { type Stream, stream } from '../random/stream'
import { corruptNodes, corruptOne } from './corruption'
import type { ExampleRows } from './example-rows'
import { corruptionOf } from './set-options'

/** Draws that stand for a distribution without a quadrature. */
export const riskDraws = 16_384

/**
 * What the mean over a distribution is taken of: a quadrature, or draws, the same at every point and for every racer,
 * whose mean has a standard error (`meanAndError`).
 */
export type Risk =
  | { readonly kind: 'quadrature'; readonly nodes: RiskNodes }
  | { readonly kind: 'draws'; readonly examples: ExampleRows }

/** p_data: what data are drawn from. Corrupted only where its options say `everywhere`. */
export interface DataSource {
  /** Example i of the data, a pure function of seed, set, options and i: its inputs into `outInputs`; its target. */
  example(index: number, outInputs: Float64Array): number
  /**
   * So many examples that nobody has seen, those of a step: a pure function of its arguments; no two steps, and no step
   * and the data, share one.
   */
  drawFresh(seed: number, step: number, count: number): ExampleRows
  risk(): Risk
}

/** The distribution of a set with all its options (`checkOptions`). */
export function dataSource(set: DataSetDefinition, options: HyperparameterValues, seed: number): DataSource {
  const corruption = corruptionOf(options)
  const classes = classesOf(set, options)
  const draw = (draws: Stream, outInputs: Float64Array): number => {
    const target = set.draw(draws, options, outInputs)
    return corruption.everywhere ? corruptOne(target, corruption, classes, draws) : target
  }
  const drawMany = (draws: Stream, count: number): ExampleRows => {
    const examples = { count, inputs: new Float64Array(count * set.inputs), targets: new Float64Array(count) }
    for (let i = 0; i < count; i++)
      examples.targets[i] = draw(draws, examples.inputs.subarray(i * set.inputs, (i + 1) * set.inputs))
    return examples
  }
  return {
    example: (index, outInputs) => draw(stream(seed, `data ${set.id}`, index), outInputs),
    drawFresh: (freshSeed, step, count) => drawMany(stream(freshSeed, `fresh ${set.id}`, step), count),
    risk() {
      const nodes = set.riskNodes?.(options)
      if (nodes === undefined) return { kind: 'draws', examples: drawMany(stream(seed, `risk ${set.id}`), riskDraws) }
      return { kind: 'quadrature', nodes: corruption.everywhere ? corruptNodes(nodes, corruption) : nodes }
    },
  }
}

/** k of a set with these options; undefined of a regression. */
export function classesOf({ classes }: DataSetDefinition, options: HyperparameterValues): number | undefined {
  return typeof classes === 'string' ? (options[classes] as number) : classes
}
