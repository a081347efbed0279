const pi = 3.141592653589793

/**
 * The share of the squared distance of a long random walk from its end that lies along its k-th principal direction, in
 * many dimensions: 8 / (pi^2 (2k - 1)^2), so that two directions hold 90 % of a path that leads nowhere.
 *
 * The squared singular values of a walk of m steps are those of the matrix min(i, j), which are 1 / (4 sin^2((2k - 1)
 * pi / (4m + 2))), and its trace is m (m + 1) / 2. Source: J. Antognini and J. Sohl-Dickstein, PCA of high dimensional
 * random walks with comparison to neural network training, NeurIPS 2018, there about the mean: 6 / (pi k)^2.
 */
export function randomWalkShare(k: number): number {
  const odd = pi * (2 * k - 1)
  return 8 / (odd * odd)
}
