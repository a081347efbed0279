import type { Stream } from '../random/stream'
import type { HyperOf, Hyperparameters } from './optimizer'

/** What is filled of one linear layer. */
export interface LayerParameters {
  /** Inputs of a unit. */
  readonly fanIn: number
  /** Units, and so what an input goes to. */
  readonly fanOut: number
  /** fanOut x fanIn, row-major; 0 before. */
  readonly weight: Float64Array
  /** fanOut, 0 before; empty where the layer has none. */
  readonly bias: Float64Array
}

/**
 * How the parameters of a network begin. One file an initialiser, `export default defineInitialiser({...})`; catalogue,
 * validation, command line and conformance tests follow from it.
 */
export interface InitialiserDefinition<P extends Hyperparameters = Hyperparameters> {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  /** One or two sentences for a person choosing. */
  readonly description: string
  readonly citation: string
  /** `scale`, which multiplies all that is filled in, and its own, named as torch.nn.init does. */
  readonly options: P
  /**
   * Fills one layer, from a stream of its own, before `scale`. What it leaves is 0, as biases are but for those that
   * say so.
   */
  fill(stream: Stream, options: HyperOf<P>, layer: LayerParameters): void
}

/** What lists show of an initialiser. */
export type InitialiserCard = Omit<InitialiserDefinition, 'fill'>

/** Declares an initialiser; the identity function, so that the compiler ties `fill` to the options. */
export function defineInitialiser<const P extends Hyperparameters>(
  definition: InitialiserDefinition<P>,
): InitialiserDefinition<P> {
  return definition
}
