/** What a race records, as far as it says how much that is. */
export interface RaceSize {
  readonly racers: number
  /** n, the coordinates of theta. */
  readonly dimension: number
  /** Whether theta lies on or off a slice; else it is a point of the plane. */
  readonly isSliced: boolean
  readonly steps: number
  readonly record: number
  /** Of a sum over examples: the steps from one measuring point to the next, which are recorded besides. */
  readonly measureEvery?: number
  /** Of a sum: the numbers of a row besides. */
  readonly sampledColumns?: number
}

/** The rows of a racer at most. */
export function recordedRows({ steps, record, measureEvery = Infinity }: RaceSize): number {
  return Math.min(steps + 1, Math.ceil(steps / record) + 1 + Math.floor(steps / measureEvery))
}

/** Of theta off a plane a race keeps so many bytes at most, of all racers together. */
export const mostThetaBytes = 134_217_728

/**
 * Whether a race keeps theta of every recorded row. Off a plane it takes most of a row and may fit no memory; without
 * it a row still tells where the point lies on the slice and how far from it. All or none: a trace has one form,
 * whatever ends its racer.
 */
export function keepsTheta(race: RaceSize): boolean {
  return !race.isSliced || thetaBytes(race) <= mostThetaBytes
}

/** Bytes of theta of every row of all racers. */
export function thetaBytes(race: RaceSize): number {
  return 8 * race.dimension * race.racers * recordedRows(race)
}

/**
 * Bytes of one recorded row that is kept: step, loss, gradient norm, evaluations; theta, if it is kept; where theta
 * lies on or off a slice, its two coordinates there, its distance and the lengths of its path besides; in one dimension
 * its place on the band alone; of a sum what its steps saw and what is measured.
 */
export function rowBytes(race: RaceSize, isThetaKept = keepsTheta(race)): number {
  const placed = race.isSliced ? 6 : race.dimension === 1 ? 2 : 0
  return 8 * (4 + (isThetaKept ? race.dimension : 0) + placed + (race.sampledColumns ?? 0))
}

/**
 * How seldom a race has to record so that theta is kept; undefined where its start, its end and what is measured are
 * too much.
 */
export function leastRecordWithTheta(race: RaceSize): number | undefined {
  const { racers, dimension, steps, measureEvery = Infinity } = race
  const rows = Math.floor(mostThetaBytes / (8 * dimension * racers)) - Math.floor(steps / measureEvery)
  return rows < 2 ? undefined : Math.ceil(steps / (rows - 1))
}
