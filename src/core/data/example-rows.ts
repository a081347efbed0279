/** ExampleRows, one after the other. */
export interface ExampleRows {
  readonly count: number
  /** count x d, row-major. */
  readonly inputs: Float64Array
  /** count x t, row-major; classes are whole numbers from 0, one for each example. */
  readonly targets: Float64Array
}
