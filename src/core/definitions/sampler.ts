import type { Batch } from '../objectives/objective'

/** What batches are drawn from, and how large they are. */
export interface SamplerInput {
  readonly seed: number
  /** B, 1 to N; of no meaning where all are taken, or those that are listed. */
  readonly size: number
  /** N. */
  readonly examples: number
  /** Whether an epoch ends before a last batch of fewer than B examples, where each comes up once in it. */
  readonly dropLast: boolean
  /** Those that are listed, where it takes them; none otherwise. */
  readonly batches: readonly (readonly number[])[]
}

/**
 * Which examples a step sees. One file a sampler, `export default defineSampler({...})`; catalogue, validation, command
 * line and conformance tests follow from it.
 */
export interface SamplerDefinition {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  /** One or two sentences for a person choosing. */
  readonly description: string
  readonly citation: string
  /**
   * What its indices are: `all` of the examples, `some` of them, those that are `listed`, or `new` ones (N and
   * following), which the data must have a source of.
   */
  readonly takes: 'all' | 'some' | 'new' | 'listed'
  /**
   * The batch of step t >= 1, a pure function of the input and t; undefined is all examples. What it returns is good
   * until the next call. An epoch is `batchesOfEpoch` steps; where each example comes up once in it, the last batch of
   * an epoch is what is left, unless it is dropped.
   */
  create(input: SamplerInput): (step: number) => Batch | undefined
}

/** What lists show of a sampler. */
export type SamplerCard = Omit<SamplerDefinition, 'create'>

export function defineSampler(definition: SamplerDefinition): SamplerDefinition {
  return definition
}
