/**
 * How the parts of a streaming kind add up to its result. The parts of one tile come in their order, those of different
 * tiles in any; the result does not depend on it. Written once for the engine, the window and the command, so it
 * evaluates nothing and loads no kernel.
 */
export interface Accumulation<Spec = unknown, Part = unknown, State = unknown, Result = unknown> {
  /** What there is before the first part. */
  begin(spec: Spec): State
  /** Adds one part to a state, and changes nothing else: the part may be another's too. */
  accumulate(state: State, part: Part): void
  /**
   * The result of a state that has every part. May share the state's arrays; of a state that still grows it is what is
   * known so far.
   */
  finish(spec: Spec, state: State): Result
}

/**
 * Adds up the parts of one job. Nothing is begun before the first part has come: of a spec that is not in order none
 * does.
 */
export function gatherer<Spec, Part, State, Result>(
  { begin, accumulate, finish }: Accumulation<Spec, Part, State, Result>,
  spec: Spec,
): { add(part: Part): State; result(): Result } {
  let begun: { readonly state: State } | undefined
  const stateNow = (): State => (begun ??= { state: begin(spec) }).state
  return {
    add(part) {
      accumulate(stateNow(), part)
      return stateNow()
    },
    result: () => finish(spec, stateNow()),
  }
}
