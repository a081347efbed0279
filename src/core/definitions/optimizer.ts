import type { Quantity } from '../calculus/quantity'
import type { Layout } from '../objectives/objective'
import type { Pieces, Rest } from '../pieces'

/**
 * What an update rule looks at. `StepInput` offers what is declared here and no more: J at theta, its gradient there, J
 * and its gradient at other points, and the Hessian or its product with a vector anywhere.
 */
export type Need = 'value' | 'gradient' | 'gradient-elsewhere' | 'hessian' | 'hessian-vector'

/** A hyperparameter's definition: enough to validate it, list it and draw a control for it. */
export type Hyperparameter = NumberHyperparameter | PairHyperparameter | BooleanHyperparameter | ChoiceHyperparameter

interface HyperparameterText {
  readonly description: string
  /** TeX of the symbol used in the definition's `tex`. */
  readonly symbol: string
  /**
   * Where the range comes from, for the message about a value outside it: `PyTorch`, `Nocedal and Wright, 2006, section
   * 3.1`.
   */
  readonly rangeSource?: string
}

export interface NumberHyperparameter extends HyperparameterText {
  readonly kind: 'number'
  readonly default: number
  readonly min: number
  readonly max: number
  /** Whether `min` itself is excluded (a learning rate is > 0) or `max` is (a decay rate is < 1). */
  readonly exclusiveMin?: boolean
  readonly exclusiveMax?: boolean
  /** Whether only whole numbers will do, such as numbers of steps. */
  readonly integer?: boolean
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
  /** The first lies below this and the second above it. */
  readonly around?: number
}

export interface BooleanHyperparameter extends HyperparameterText {
  readonly kind: 'boolean'
  readonly default: boolean
}

/** One of a few words, such as a line search. */
export interface ChoiceHyperparameter extends HyperparameterText {
  readonly kind: 'choice'
  readonly default: string
  readonly options: readonly string[]
}

export type HyperparameterValue = number | boolean | string | readonly [number, number]
export type Hyperparameters = Readonly<Record<string, Hyperparameter>>

/** The values that go with a table of hyperparameter definitions. */
export type HyperOf<P extends Hyperparameters> = { readonly [K in keyof P]: ValueOf<P[K]> }

type ValueOf<H extends Hyperparameter> = H extends NumberHyperparameter
  ? number
  : H extends BooleanHyperparameter
    ? boolean
    : H extends ChoiceHyperparameter
      ? H['options'][number]
      : readonly [number, number]

/** State is plain numbers and Float64Arrays, so that it can be cloned, scrubbed back, forked and resumed. */
export type OptimizerState = { [name: string]: number | Float64Array }

export type Named<T> = Readonly<Record<string, T>>

/** What an elementwise rule does with one coordinate, as `defineElementwise` has it, whatever its names. */
export interface ElementwiseRule {
  constants(hyper: HyperOf<Hyperparameters>): Named<number>
  forms(hyper: HyperOf<Hyperparameters>): Named<boolean>
  rates(given: Named<Quantity>, forms: Named<boolean>): Named<Quantity>
  coordinate(given: Named<Quantity>, forms: Named<boolean>): Moved
  /** Which a rule begins with; vectors of its memory have a number for each coordinate, or none where it has no use. */
  init(dimension: number, hyper: HyperOf<Hyperparameters>): OptimizerState
}

/** The displacements that make up the update, in the order of the stages, and the vectors of the memory that change. */
export type Moved = { readonly displacements: readonly Quantity[] } & Named<Quantity | readonly Quantity[]>

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
  /** J(theta). */
  readonly loss: number
  /** What the flat theta is made of: matrix rules act on each of its blocks. */
  readonly layout: Layout
  /**
   * The race's seed: a rule that draws takes `stream(seed, its own id, step)`, so that a fork of it sees the same
   * draws.
   */
  readonly seed: number
  /** The objective, as far as the rule has declared that it needs it. */
  readonly oracle: Oracle
  /** Out: the update; the race does theta += update, so the update is the whole step to the last bit. */
  readonly update: Float64Array
  readonly tap: Tap | undefined
}

/**
 * What a rule may ask of the objective beyond the gradient at theta: of the whole objective, or of the step's batch
 * where it is a sum. Everything asked is counted by the objective. A method that the rule's `needs` do not name throws:
 * our own mistake.
 *
 * What is quick is answered at once, and the method returns undefined; otherwise what is left of answering, see
 * `afterwards`.
 */
export interface Oracle {
  /**
   * Whether no step on it takes long, and so none is ever interrupted: its racer needs no buffers of its own, see
   * `ownScratch`.
   */
  readonly isQuick: boolean
  /**
   * Into `value` and `gradient`, J at a point and its gradient with this step's noise and clipping. Needs
   * `gradient-elsewhere`.
   */
  valueGrad(point: Float64Array): Rest
  /**
   * The exact Hessian at a point (n x n, row-major); where a formula's parts are not smooth, its limit. Needs
   * `hessian`.
   */
  hessian(point: Float64Array, outHessian: Float64Array): Rest
  /** Why the Hessian asked for last does not exist, and is NaN: `abs at a corner`. */
  readonly noHessian?: string | undefined
  /** The exact H v at a point. Needs `hessian-vector`. */
  hessianVector(point: Float64Array, v: Float64Array, out: Float64Array): Rest
  /** J at the point that was asked for last, and its gradient there, good until the next is asked for. */
  readonly value: number
  readonly gradient: Float64Array
}

/**
 * Why a rule takes no further step, a value and never an exception: it has met its own tolerance, its line search has
 * found no step, or its equations have no solution. The reason is one line with its remedy; the race ends at theta, the
 * update ignored.
 */
export interface StepEnding {
  readonly outcome: 'converged' | 'line-search-failed' | 'singular-hessian'
  readonly reason: string
}

/** What a step returns: nothing once its update is there, an ending, or what is left of it to do. */
export type StepReply = Finished | Pieces<Finished>

// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- most rules have nothing to say
export type Finished = StepEnding | void

/**
 * A second point that goes with theta and that is worth drawing: an average, or where a gradient is taken. Before the
 * first step it is theta.
 */
export interface Companion {
  /** Unlike any other column of a trace. */
  readonly name: string
  readonly description: string
  /**
   * Where it is after a step: in a vector of the state, n coordinates; or as far from theta as the rule's velocity
   * leads it by itself, theta + mu v, or as far back, theta - mu v.
   */
  readonly at: { readonly vector: string } | { readonly velocity: 'ahead' | 'back' }
}

/**
 * The velocity v that a rule keeps: v_t = mu v_{t-1} + f_t, where f_t is what the gradient of step t adds. So a step
 * changes v by the force f_t and by the drag -(1 - mu) v_{t-1}.
 */
export interface Inertia {
  /** The hyperparameter that is mu. */
  readonly coefficient: string
  /** The vector of the state that it is made from. */
  readonly vector: string
  /** What that is in: `gradient` where v is -lr times it, `step` where v is it. */
  readonly of: 'gradient' | 'step'
  /** Whether it averages gradients: each enters by (1 - mu) lr, and not by lr. */
  readonly isAveraged?: boolean
}

/**
 * Up to which curvature the steps of a rule stay bounded on a quadratic J with Hessian H, its preconditioner P and its
 * rate held as they are: as long as the largest eigenvalue of P^-1 (H + shift I) is at most the threshold.
 */
export interface StabilityLimit {
  readonly threshold: number
  /** What weight decay that enters the gradient adds to each eigenvalue of H. */
  readonly shift: number
  /** The diagonal of P, n entries, of a rule that has one: the identity where absent. */
  readonly preconditioner?: Float64Array
}

/** What rules go by, as menus head them, in their order. */
export const optimizerGroups = [
  'First order',
  'Adaptive',
  'Noise and perturbation',
  'Second order and line search',
  'Matrix',
] as const
export type OptimizerGroup = (typeof optimizerGroups)[number]

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
  readonly group: OptimizerGroup
  /** One or two sentences for a person choosing. */
  readonly description: string
  /** The update rule, display TeX. */
  readonly tex: string
  readonly citation: string
  readonly needs: readonly Need[]
  /** Whether every coordinate is treated alike and alone, so that many runs may be laid end to end as one theta. */
  readonly elementwise: boolean
  /** What it does with one coordinate, where that is described by itself: see `defineElementwise`. */
  readonly rule?: ElementwiseRule
  /** The largest dimension the rule accepts; refused beyond it. */
  readonly maxDimension?: number
  /**
   * Whether the rule rests on second derivatives, in effect or by its line search, so that kinks are worth a warning.
   */
  readonly smoothOnly?: boolean
  /**
   * The stages it shows to a tap, in order: the displacements that make up the update. Summed coordinate by coordinate
   * from the first to the last they are the update to the last bit, so they can be drawn as arrows from tip to tail.
   */
  readonly stages: readonly string[]
  readonly hyperparameters: P
  /**
   * Values that suit surfaces better than the defaults, which are made for networks of many weights: what a racer added
   * by hand begins with. Absent where the defaults do.
   */
  readonly presets?: Partial<HyperOf<P>>
  readonly companion?: Companion
  /** Of a rule that moves by its momentum. */
  readonly inertia?: Inertia
  /**
   * Its limit after a step, by its state and the rate of that step; undefined where none is known of these
   * hyperparameters. Absent where none is known of the rule.
   */
  stability?(hyper: HyperOf<P>, learningRate: number, state: S): StabilityLimit | undefined
  /** `layout` covers `dimension` entries. */
  init(dimension: number, hyper: HyperOf<P>, layout: Layout): S
  /**
   * Computes `input.update` from the state, which it advances, or says why there is none. Allocates no vectors
   * unless tapped.
   *
   * Where the oracle does not answer at once, or the rule's own work takes more than a millisecond, it returns what is
   * left to do: the step is done when that is.
   */
  step(state: S, hyper: HyperOf<P>, input: StepInput): StepReply
}

/**
 * Declares an optimizer; the identity function, so that the compiler ties `step` to the hyperparameters and the state.
 */
export function defineOptimizer<const P extends Hyperparameters, S extends OptimizerState>(
  definition: OptimizerDefinition<P, S>,
): OptimizerDefinition<P, S> {
  return definition
}

/** An optimizer's definition as pure data, as shown in lists and panels. */
export type OptimizerCard = Omit<OptimizerDefinition, 'init' | 'step' | 'rule' | 'stability'>
