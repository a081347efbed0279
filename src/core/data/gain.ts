const SQRT_2 = 1.4142135623730951

/**
 * The gain of an activation: what the standard deviation of weights is multiplied by so that what passes keeps its
 * size. 1 for linear and sigmoid, 5/3 for tanh, sqrt(2) for relu, sqrt(2 / (1 + a^2)) for leaky-relu with slope a =
 * 0.01 below 0. Undefined where PyTorch has none (softplus, gelu). The option `gain` is 1 by default, as PyTorch's is.
 * Source: torch.nn.init.calculate_gain of PyTorch 2.
 */
export function calculateGain(activation: string): number | undefined {
  switch (activation) {
    case 'linear':
    case 'sigmoid':
      return 1
    case 'tanh':
      return 5 / 3
    case 'relu':
      return SQRT_2
    case 'leaky-relu':
      return rectifierGain(0.01)
    default:
      return undefined
  }
}

/** sqrt(2 / (1 + a^2)), of a rectifier with slope a below 0. */
export function rectifierGain(a: number): number {
  return Math.sqrt(2 / (1 + a * a))
}
