import { sin } from '../elementary/trigonometric'

const pi = 3.141592653589793

/** What the squared distance of a path is about: one of its ends, or the mean of its points. */
export type WalkCentre = 'end' | 'mean'

/**
 * The expected shares of the squared distance of a random walk of `steps` steps in `parameters` dimensions that lie
 * along its first `count` principal directions: what a path that leads nowhere would show.
 *
 * In many dimensions they are s_k = lambda_k / sum lambda. About an end, the first or the last alike, the squared
 * singular values are those of the matrix min(i, j), lambda_k = 1 / (4 sin^2((2k - 1) pi / (4m + 2))) for k = 1..m, so
 * that of a long walk two directions hold 8 / pi^2 (1 + 1/9) = 90 %; about the mean of its m + 1 points those of the
 * pseudo-inverse of second differences, lambda_k = 1 / (4 sin^2(k pi / (2m + 2))), which go to 6 / (pi k)^2. In n
 * dimensions s_k is, to first order in 1 / n, larger by the factor
 *
 * 1 + (sum_{j != k} lambda_j / (lambda_k - lambda_j) - 2 s_k + 2 sum_j s_j^2) / n,
 *
 * within 0.02 of simulated walks from 10 dimensions on. Source: J. Antognini and J. Sohl-Dickstein, PCA of high
 * dimensional random walks with comparison to neural network training, NeurIPS 2018, for long walks about their mean.
 */
export function randomWalkShares(
  count: number,
  {
    steps: m,
    parameters: n,
    about,
  }: { readonly steps: number; readonly parameters: number; readonly about: WalkCentre },
): readonly number[] {
  const angle = (k: number): number => (about === 'mean' ? (k * pi) / (2 * m + 2) : ((2 * k - 1) * pi) / (4 * m + 2))
  const lambda = Float64Array.from({ length: m }, (_, k) => {
    const sine = sin(angle(k + 1))
    return 1 / (4 * sine * sine)
  })
  const total = lambda.reduce((sum, value) => sum + value, 0)
  const squares = lambda.reduce((sum, value) => sum + (value / total) * (value / total), 0)
  return Array.from({ length: count }, (_, k) => {
    const own = lambda[k]
    if (own === undefined) return 0
    const repelled = lambda.reduce((sum, value, j) => (j === k ? sum : sum + value / (own - value)), 0)
    const share = own / total
    return Math.min(1, share * (1 + (repelled - 2 * share + 2 * squares) / n))
  })
}
