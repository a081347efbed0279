import type { StepInput } from '../definitions/optimizer'

/** Collects the displacements of one tapped step, coordinate by coordinate, and shows them in the declared order. */
export interface Anatomy {
  /** Notes coordinate i of every stage, in the order of the stages. */
  put(i: number, ...displacements: readonly number[]): void
  /** Hands each stage's vector to the tap. */
  show(): void
}

/** The collector for a step that someone watches, and undefined, at no cost, for every other. */
export function anatomy(input: StepInput, stages: readonly string[]): Anatomy | undefined {
  const { tap, theta } = input
  if (tap === undefined) return undefined
  const vectors = stages.map(() => new Float64Array(theta.length))
  return {
    put(i, ...displacements) {
      displacements.forEach((displacement, stage) => (vectors[stage][i] = displacement))
    },
    show() {
      vectors.forEach((vector, stage) => tap(stages[stage], vector))
    },
  }
}
