import { largestSize } from '../../linalg/vector'
import type { Batch, SumObjective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import { type Spectrum, spectrum, type SpectrumSettings } from './spectrum'

/** Mean and standard deviation, with divisor one less than their number, of some numbers. */
export interface Spread {
  readonly mean: number
  readonly deviation: number
}

/** How the spectra of batches scatter. */
export interface BatchSpectra {
  /** How many batches. */
  readonly count: number
  /** By eigenvalue, in the order of `Spectrum`. */
  readonly eigenvalues: { readonly mean: Float64Array; readonly deviation: Float64Array }
  readonly trace: Spread
  /** Of all eigenvalues of all batches: the largest residual, and how many have not converged. */
  readonly largestResidual: number
  readonly unconverged: number
}

/**
 * The spectra of the matrices of batches by themselves, one after the other. The mean of their eigenvalues is none of
 * the matrix of all examples: since the largest eigenvalue is convex in the matrix, and the smallest concave, the mean
 * of the largest is at least the largest of the mean, and that of the smallest at most its smallest (Jensen). Traces
 * are linear, so that their mean is an estimate of the trace. Each batch is good until the next is asked for.
 */
export function* batchSpectra(
  objective: SumObjective,
  at: ArrayLike<number>,
  settings: SpectrumSettings,
  batches: { readonly count: number; readonly at: (step: number) => Batch | undefined },
): Pieces<BatchSpectra> {
  const { count } = batches
  const spectra: Spectrum[] = []
  for (let step = 1; step <= count; step++) {
    const batch = batches.at(step)
    spectra.push(yield* spectrum(objective, at, { ...settings, batch, density: false, vectors: false }))
  }
  const spreads = Array.from(spectra[0]!.eigenvalues, (_, i) => spreadOf(spectra.map((each) => each.eigenvalues[i]!)))
  return {
    count,
    eigenvalues: {
      mean: Float64Array.from(spreads, ({ mean }) => mean),
      deviation: Float64Array.from(spreads, ({ deviation }) => deviation),
    },
    trace: spreadOf(spectra.map(({ trace }) => trace.value)),
    largestResidual: spectra.reduce((most, { residuals }) => Math.max(most, largestSize(residuals)), 0),
    unconverged: spectra.reduce((sum, { unconverged }) => sum + unconverged, 0),
  }
}

function spreadOf(numbers: readonly number[]): Spread {
  const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length
  const squares = numbers.reduce((sum, each) => sum + (each - mean) * (each - mean), 0)
  return { mean, deviation: Math.sqrt(squares / (numbers.length - 1)) }
}
