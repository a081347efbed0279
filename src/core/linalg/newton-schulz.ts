import { euclideanNorm } from './euclidean-norm'
import { pieceWork, type Pieces, type Rest } from '../pieces'
import { scratch } from '../scratch'
import { multiply, multiplyTransposed } from './matrix'
import { dot } from './vector'

/**
 * The coefficients a, b, c of x -> a x + b x^3 + c x^5 that Muon takes: steepest at 0, and from there within 0.68 to
 * 1.14.
 */
const [a, b, c] = [3.4445, -4.775, 2.0315]

const squares = scratch((rows) => ({ gram: new Float64Array(rows * rows), polynomial: new Float64Array(rows * rows) }))
const products = scratch((length) => ({ product: new Float64Array(length) }))

/**
 * Brings the singular values of a matrix near 1 and leaves its singular vectors: after X / max(|X|_F, eps), `steps`
 * times X <- a X + (b A + c A^2) X with A = X X', which sends each singular value s to a s + b s^3 + c s^5. In place;
 * rows <= columns, which makes A the smaller square. It does not converge to 1, nor is it meant to. Returns what is
 * left: nothing for a small matrix.
 * Source: K. Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024; PyTorch torch.optim.Muon.
 * Differs from PyTorch: float64 throughout, where PyTorch rounds to bfloat16.
 */
export function newtonSchulz(x: Float64Array, rows: number, columns: number, steps: number, eps: number): Rest {
  const size = Math.max(euclideanNorm(x), eps)
  // A matrix of zeros has no direction; it stays what it is.
  if (size === 0) return undefined
  for (let i = 0; i < x.length; i++) x[i] /= size
  if (rows === 1) {
    // One singular value, the length, and A is its square.
    for (let step = 0; step < steps; step++) {
      const square = dot(x, x)
      const factor = a + (b + c * square) * square
      for (let i = 0; i < x.length; i++) x[i] *= factor
    }
    return undefined
  }
  if (steps * rows * rows * (rows + columns) > pieceWork) return iterations(x, rows, columns, steps)
  const { gram, polynomial } = squares(rows)
  const { product } = products(rows * columns)
  for (let step = 0; step < steps; step++) {
    multiplyTransposed(x, x, rows, columns, rows, gram)
    multiply(gram, gram, rows, rows, rows, polynomial)
    takePolynomial(gram, polynomial)
    multiply(polynomial, x, rows, rows, columns, product)
    takeProduct(x, product)
  }
  return undefined
}

function* iterations(x: Float64Array, rows: number, columns: number, steps: number): Pieces<void> {
  const gram = new Float64Array(rows * rows)
  const polynomial = new Float64Array(rows * rows)
  const product = new Float64Array(rows * columns)
  for (let step = 0; step < steps; step++) {
    yield* multiplyTransposed(x, x, rows, columns, rows, gram) ?? []
    yield* multiply(gram, gram, rows, rows, rows, polynomial) ?? []
    takePolynomial(gram, polynomial)
    yield* multiply(polynomial, x, rows, rows, columns, product) ?? []
    takeProduct(x, product)
    yield
  }
}

/** b A + c A^2 from A and A^2, in place of the latter. */
function takePolynomial(gram: Float64Array, polynomial: Float64Array): void {
  for (let i = 0; i < gram.length; i++) polynomial[i] = b * gram[i] + c * polynomial[i]
}

/** X <- a X + P. */
function takeProduct(x: Float64Array, product: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i] = a * x[i] + product[i]
}
