import type { Stream } from '../random/stream'

const SQRT_3 = 1.7320508075688772

/** Fills entries with independent draws of mean 0 and this deviation; the uniform ones are within sqrt(3) of it. */
export function drawWeights(
  stream: Stream,
  distribution: 'uniform' | 'normal',
  deviation: number,
  out: Float64Array,
): void {
  switch (distribution) {
    case 'normal':
      for (let i = 0; i < out.length; i++) out[i] = deviation * stream.normal()
      return
    case 'uniform':
      drawUniform(stream, SQRT_3 * deviation, out)
  }
}

/** Fills entries with independent draws from +- bound. */
export function drawUniform(stream: Stream, bound: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = bound * (2 * stream.uniform() - 1)
}
