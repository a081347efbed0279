import type { Stream } from '../random/stream'
import type { HyperOf, Hyperparameters } from './optimizer'

/** What an example's target is: one of k classes, 0 to k - 1, or numbers. */
export type DataTask = 'classification' | 'regression'

/**
 * A quadrature of a distribution of examples: the mean of a function of inputs and target is the sum over nodes of
 * weight times its mean under the law of the target there.
 */
export interface RiskNodes {
  readonly count: number
  /** count x d, row-major. */
  readonly inputs: Float64Array
  /** Each >= 0, their sum 1. */
  readonly weights: Float64Array
  readonly law: TargetLaw
}

/** The law of the target at each node: probabilities of the classes (count x k, row-major), or mean and variance. */
export type TargetLaw =
  | { readonly task: 'classification'; readonly classes: number; readonly probabilities: Float64Array }
  | { readonly task: 'regression'; readonly means: Float64Array; readonly variances: Float64Array }

/**
 * A data set: data, and the distribution that its examples are drawn from, p_data. One file a set, `export default
 * defineDataSet({...})`; catalogue, validation, command line and conformance tests follow from it.
 */
export interface DataSetDefinition<P extends Hyperparameters = Hyperparameters> {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  /** One or two sentences for a person choosing. */
  readonly description: string
  readonly citation: string
  readonly task: DataTask
  /** d, the number of inputs. An example has one target. */
  readonly inputs: number
  /** k of a classification: the number of classes, or the name of the option that says it. */
  readonly classes?: number | string
  /** `labelOptions` or `numberOptions`, which all sets of a task have, and its own. */
  readonly options: P
  /** Draws one example: its inputs into `outInputs` (d); returns its target, a class or a number. */
  draw(stream: Stream, options: HyperOf<P>, outInputs: Float64Array): number
  /**
   * The same distribution as a quadrature, where it has one that is closer than so many draws; without it means are
   * taken over draws, and have a standard error.
   */
  riskNodes?(options: HyperOf<P>): RiskNodes
}

/** What lists show of a data set. */
export type DataSetCard = Omit<DataSetDefinition, 'draw' | 'riskNodes'> & {
  /** What a mean over its distribution is taken of. */
  readonly risk: 'quadrature' | 'draws'
}

/** Declares a data set; the identity function, so that the compiler ties `draw` to the options. */
export function defineDataSet<const P extends Hyperparameters>(definition: DataSetDefinition<P>): DataSetDefinition<P> {
  return definition
}
