import type { Problem } from '../../core/problem'

/** Points along one axis at most. */
const largest = 8192

/** Rows [from, to) of a grid: a tile of a kind that fills it. */
export interface RowBand {
  readonly from: number
  readonly to: number
}

export function resolutionProblems(resolution: readonly [nx: number, ny: number]): readonly Problem[] {
  if (resolution.every((side) => Number.isInteger(side) && side >= 1 && side <= largest)) return []
  return [
    {
      message: `resolution is ${resolution.join(' x ')}, expected whole numbers from 1 to ${largest}`,
      remedy: 'choose one of them; 256 is fine for a picture',
      where: 'resolution',
    },
  ]
}

/** Cuts a grid into bands of about `points` points, of which there may be infinitely many: into one then. */
export function rowBands([nx, ny]: readonly [nx: number, ny: number], points: number): readonly RowBand[] {
  const height = Math.min(ny, Math.max(1, Math.floor(points / nx)))
  return Array.from({ length: Math.ceil(ny / height) }, (_, index) => {
    return { from: index * height, to: Math.min(ny, (index + 1) * height) }
  })
}

/** The bands' arrays as one of `length`; the band's own where there is one only. */
export function joined<A extends Float64Array | Uint8Array>(arrays: readonly A[], length: number): A {
  if (arrays.length === 1) return arrays[0]!
  const whole = new (arrays[0]!.constructor as new (length: number) => A)(length)
  let at = 0
  for (const array of arrays) {
    whole.set(array, at)
    at += array.length
  }
  return whole
}

/** The bands' arrays as one of `length`, each copied to its place when it arrives; the band's own where it is all. */
export class Gathered<A extends Float64Array | Uint8Array> {
  private whole: A | undefined

  constructor(private readonly length: number) {}

  take(array: A, at: number): void {
    if (array.length === this.length) this.whole = array
    else {
      this.whole ??= new (array.constructor as new (length: number) => A)(this.length)
      this.whole.set(array, at)
    }
  }

  get array(): A {
    return this.whole!
  }
}
