/** What a benchmark hands to its `report`: one number of one run, and what it is wished to be. */
export interface Measurement {
  /** What was measured: `value of rastrigin, against mathjs`. */
  readonly name: string
  readonly value: number
  /** `times`, `s`, `points/s`. */
  readonly unit: string
  /** A ratio's aim. It is printed beside the number and judged by a reader: machines differ. */
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number }
}

/** Every `*.bench.ts` file exports `bench`, which measures and reports as it goes. */
export type Report = (measurement: Measurement) => void
