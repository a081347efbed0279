import { symmetricEigen } from '../linalg/symmetric-eigen'
import type { Problem } from '../problem'
import { shown } from '../shown'

/** The largest dimension in which a covariance matrix is taken: its square root takes n^3 operations. */
const largestCovariance = 128

/**
 * Why rows of numbers are no covariance matrix of n coordinates; `where` is their place, such as
 * `racers[0].noise.covariance`.
 */
export function covarianceProblems(
  covariance: readonly (readonly number[])[],
  n: number,
  where: string,
): readonly Problem[] {
  if (n > largestCovariance) {
    const message = `covariance in ${n} dimensions, expected at most ${largestCovariance}`
    return [{ message, remedy: 'take noise of kind "gaussian" or "student-t"', where }]
  }
  if (covariance.length !== n || covariance.some((row) => row.length !== n)) {
    const widths = [...new Set(covariance.map((row) => row.length))].join(' or ')
    const message = `covariance is ${covariance.length} x ${widths || 0}, expected ${n} x ${n}`
    return [{ message, remedy: `give ${n} rows of ${n} numbers`, where }]
  }
  const flat = Float64Array.from(covariance.flat())
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [below, above] = [flat[i * n + j], flat[j * n + i]]
      if (below === above) continue
      const message = `covariance is not symmetric: entry [${i}][${j}] is ${below}, [${j}][${i}] is ${above}`
      return [{ message, remedy: 'make the two equal', where: `${where}[${i}][${j}]` }]
    }
  return definitenessProblems(flat, n, where)
}

function definitenessProblems(matrix: Float64Array, n: number, where: string): readonly Problem[] {
  const values = new Float64Array(n)
  symmetricEigen(matrix, n, values, new Float64Array(n * n))
  const largest = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]))
  // An eigenvalue is right to a few ulp of the largest; a matrix of rank below n may show one that much below zero.
  const rounding = 8 * n * 2.220446049250313e-16 * largest
  if (values[0] >= -rounding) return []
  const message = `covariance has the eigenvalue ${shown(values[0])}, expected none below 0`
  return [{ message, remedy: 'no noise has such a covariance; raise the diagonal', where }]
}
