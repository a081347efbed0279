/** What a field holds of every point; the arrays belong to the caller. */
export interface FieldColumns {
  /** Index into `regionClasses`. */
  readonly classes: Uint8Array
  /** The least and the greatest eigenvalue of the Hessian. */
  readonly least: Float64Array
  readonly greatest: Float64Array
  /** |lambda|max / |lambda|min. */
  readonly condition: Float64Array
  /** |grad f| */
  readonly gradientNorm: Float64Array
}
