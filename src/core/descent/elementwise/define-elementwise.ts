import {
  defineOptimizer,
  type ElementwiseRule,
  type HyperOf,
  type Hyperparameters,
  type OptimizerDefinition,
  type OptimizerState,
} from '../../definitions/optimizer'
import { elementwiseStep } from './elementwise-step'
import type { Quantity } from '../../calculus/quantity'

type VectorsOf<S extends OptimizerState> = { [K in keyof S]: S[K] extends Float64Array ? K : never }[keyof S]
type NumbersOf<S extends OptimizerState> = Exclude<keyof S, VectorsOf<S>>

/** Quantities by name. */
export type Given<Names extends PropertyKey> = Readonly<Record<Names, Quantity>>

type MovedOf<S extends OptimizerState> = { readonly displacements: readonly Quantity[] } & {
  readonly [K in VectorsOf<S>]?: Quantity
}

/**
 * A rule that treats every coordinate alike and alone, looking at nothing but its gradient. What happens to a
 * coordinate is described once, as operations on quantities: from that come the step on vectors, the race in one
 * module, and the map of many runs.
 */
export interface ElementwiseDefinition<
  P extends Hyperparameters,
  S extends OptimizerState,
  C extends string,
  R extends string,
  F extends string,
> extends Omit<OptimizerDefinition<P, S>, 'needs' | 'elementwise' | 'rule' | 'init' | 'step'> {
  /**
   * What it remembers: vectors, of no entries where these hyperparameters have no use for one, and numbers that steps
   * advance.
   */
  init(dimension: number, hyper: HyperOf<P>): S
  /** Numbers that are the same for all coordinates and steps. */
  constants?(hyper: HyperOf<P>): Readonly<Record<C, number>>
  /** What decides which operations there are, rather than on what numbers. */
  forms?(hyper: HyperOf<P>): Readonly<Record<F, boolean>>
  /**
   * Numbers of a step that are the same for all coordinates, beside the learning rate: those of the state after the
   * step, and others.
   */
  rates?(
    given: Given<'step' | 'learningRate' | NumbersOf<S> | NoInfer<C>>,
    forms: Readonly<Record<NoInfer<F>, boolean>>,
  ): Given<R> & Given<NumbersOf<S>>
  /** The displacements of a coordinate, stage by stage, and its memory after the step where that changes. */
  coordinate(
    given: Given<'theta' | 'gradient' | 'learningRate' | VectorsOf<S> | NoInfer<C | R>>,
    forms: Readonly<Record<NoInfer<F>, boolean>>,
  ): MovedOf<S>
}

/** Declares an elementwise rule; the compiler ties what it is given to memory, constants and rates. */
export function defineElementwise<
  const P extends Hyperparameters,
  S extends OptimizerState,
  C extends string = never,
  R extends string = never,
  F extends string = never,
>(definition: ElementwiseDefinition<P, S, C, R, F>): OptimizerDefinition<P, S> {
  const { constants, rates, forms, coordinate, ...rest } = definition
  const none = {}
  const rule = {
    init: rest.init,
    constants: constants ?? (() => none),
    rates: rates ?? (() => none),
    forms: forms ?? (() => none),
    coordinate,
    // The names of one rule are those of its own functions.
  } as unknown as ElementwiseRule
  const { stages } = rest
  return defineOptimizer({
    ...rest,
    needs: ['gradient'],
    elementwise: true,
    rule,
    step: (state, hyper, input) => {
      elementwiseStep(rule, stages, state, hyper, input)
    },
  })
}
