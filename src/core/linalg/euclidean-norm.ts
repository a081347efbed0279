/**
 * ||v|| = sqrt(sum v_i^2), without needless overflow or underflow: scaled by the largest entry where the plain sum of
 * squares leaves the safe range. Not finite where an entry is not, or where the norm itself is beyond the largest
 * number.
 */
export function euclideanNorm(v: Float64Array): number {
  let sum = 0
  // A race takes little else than norms of pairs, and a loop around two numbers costs more than they do.
  if (v.length === 2) sum = v[0] * v[0] + v[1] * v[1]
  else for (let i = 0; i < v.length; i++) sum += v[i] * v[i]
  return sum > safeSquares.least && sum < safeSquares.largest ? Math.sqrt(sum) : scaledNorm(v)
}

/** Between these a sum of squares has neither overflowed nor lost one to underflow that its last bit would show. */
export const safeSquares = { least: 1e-280, largest: 1e300 }

function scaledNorm(v: Float64Array): number {
  let largest = 0
  for (let i = 0; i < v.length; i++) largest = Math.max(largest, Math.abs(v[i]))
  // Zero, NaN and infinity are their own norms.
  if (largest === 0 || !(largest <= Number.MAX_VALUE)) return largest
  let sum = 0
  for (let i = 0; i < v.length; i++) sum += (v[i] / largest) * (v[i] / largest)
  return largest * Math.sqrt(sum)
}
