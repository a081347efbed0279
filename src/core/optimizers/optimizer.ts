/** What an update rule looks at. `StepInput` offers what is declared here and no more. */
export type Need = 'value' | 'gradient' | 'hessian' | 'hessian-vector' | 'gradient-elsewhere'

/** A hyperparameter's definition: enough to validate it, list it and draw a control for it. */
export type Hyperparameter = NumberHyperparameter | PairHyperparameter | BooleanHyperparameter

interface HyperparameterText {
  readonly description: string
  /** TeX of the symbol used in the definition's `tex`. */
  readonly symbol: string
}

export interface NumberHyperparameter extends HyperparameterText {
  readonly kind: 'number'
  readonly default: number
  readonly min: number
  readonly max: number
  /** Whether `min` itself is excluded (a learning rate is > 0) or `max` is (a decay rate is < 1). */
  readonly exclusiveMin?: boolean
  readonly exclusiveMax?: boolean
  readonly scale: 'linear' | 'log'
  /** The range a slider spans, inside [min, max]. */
  readonly usual: readonly [number, number]
}

/** Two numbers with the same range, such as Adam's betas. */
export interface PairHyperparameter extends HyperparameterText {
  readonly kind: 'pair'
  readonly default: readonly [number, number]
  readonly min: number
  readonly max: number
  readonly exclusiveMin?: boolean
  readonly exclusiveMax?: boolean
}

export interface BooleanHyperparameter extends HyperparameterText {
  readonly kind: 'boolean'
  readonly default: boolean
}

export type HyperparameterValue = number | boolean | readonly [number, number]
export type Hyperparameters = Readonly<Record<string, Hyperparameter>>

/** The values that go with a table of hyperparameter definitions. */
export type HyperOf<P extends Hyperparameters> = { readonly [K in keyof P]: ValueOf<P[K]> }

type ValueOf<H extends Hyperparameter> = H extends NumberHyperparameter
  ? number
  : H extends BooleanHyperparameter
    ? boolean
    : readonly [number, number]

/** State is plain numbers and Float64Arrays, so that it can be cloned, scrubbed back, forked and resumed. */
export type OptimizerState = { [name: string]: number | Float64Array }

/** Sees the vectors a step really used, by stage name; the vector is only valid during the call. */
export type Tap = (stage: string, vector: Float64Array) => void

/** What a rule sees in one step, and where it writes. The caller owns every buffer. */
export interface StepInput {
  /** The iterate theta_{t-1}; not to be written. */
  readonly theta: Float64Array
  /** The gradient at theta after noise and clipping; not to be written. */
  readonly gradient: Float64Array
  /** t, 1 at the first step. */
  readonly step: number
  /** The learning rate of this step: the hyperparameter `lr` times the schedule's factor. */
  readonly learningRate: number
  /** Out: the update; the race does theta += update, so the update is the whole step to the last bit. */
  readonly update: Float64Array
  readonly tap: Tap | undefined
}

/**
 * An optimizer: data, a fresh state and a pure step. One file per optimizer, `export default defineOptimizer({...})`;
 * the catalogue, card, panel, command line, validation and conformance tests follow from it.
 */
export interface OptimizerDefinition<
  P extends Hyperparameters = Hyperparameters,
  S extends OptimizerState = OptimizerState,
> {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  /** One or two sentences for a person choosing. */
  readonly description: string
  /** The update rule, display TeX. */
  readonly tex: string
  readonly citation: string
  readonly needs: readonly Need[]
  /** Whether every coordinate is treated alike and alone, so that many runs may be laid end to end as one theta. */
  readonly elementwise: boolean
  /** The largest dimension the rule accepts; refused beyond it. */
  readonly maxDimension?: number
  /**
   * The stages it shows to a tap, in order: the displacements that make up the update. Summed coordinate by coordinate from
   * the first to the last they are the update to the last bit, so they can be drawn as arrows from tip to tail.
   */
  readonly stages: readonly string[]
  readonly hyperparameters: P
  init(dimension: number, hyper: HyperOf<P>): S
  /** Computes `input.update` from the state, which it advances. Allocates nothing unless tapped. */
  step(state: S, hyper: HyperOf<P>, input: StepInput): void
}

/** Declares an optimizer; the identity function, so that the compiler ties `step` to the hyperparameters and the state. */
export function defineOptimizer<const P extends Hyperparameters, S extends OptimizerState>(
  definition: OptimizerDefinition<P, S>,
): OptimizerDefinition<P, S> {
  return definition
}

/** An optimizer's definition as pure data, as shown in lists and panels. */
export interface OptimizerCard {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly tex: string
  readonly citation: string
  readonly elementwise: boolean
  readonly stages: readonly string[]
  readonly hyperparameters: Hyperparameters
}
