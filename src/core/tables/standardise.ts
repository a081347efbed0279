/** How inputs are standardised, by column. */
export interface Scaling {
  readonly means: Float64Array
  /** With divisor N, as scikit-learn's StandardScaler; 1 of a column that never varies. */
  readonly deviations: Float64Array
}

/** The means and deviations of the columns of inputs (N x d, row-major). */
export function scalingOf(inputs: Float64Array, d: number): Scaling {
  const count = inputs.length / d
  const [means, deviations] = [new Float64Array(d), new Float64Array(d)]
  for (let i = 0; i < inputs.length; i++) means[i % d] += inputs[i]! / count
  for (let i = 0; i < inputs.length; i++) {
    const off = inputs[i]! - means[i % d]!
    deviations[i % d] += (off * off) / count
  }
  for (let j = 0; j < d; j++) deviations[j] = Math.sqrt(deviations[j]!) || 1
  return { means, deviations }
}

/** x <- (x - mean) / deviation, in place. */
export function scaleInputs(inputs: Float64Array, { means, deviations }: Scaling): void {
  const d = means.length
  for (let i = 0; i < inputs.length; i++) inputs[i] = (inputs[i]! - means[i % d]!) / deviations[i % d]!
}
