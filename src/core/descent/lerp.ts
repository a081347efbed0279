/**
 * Linear interpolation a + w (b - a) in the two forms that torch.lerp uses: from the nearer end, so that w = 1 gives b
 * exactly.
 * Source: PyTorch, aten/src/ATen/native/Lerp.h.
 */
export function lerp(a: number, b: number, w: number): number {
  return w < 0.5 ? a + w * (b - a) : b - (b - a) * (1 - w)
}
