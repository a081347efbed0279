import { exp, pow, sigmoid } from '../elementary'
import { evaluateOperation, opcodes } from './operation'

/** Coefficients of s^0, s^1, ... of a function of a + s. */
type Coefficients = Float64Array

/** As many terms as a series along a ray keeps. */
const count = 9

/**
 * The Taylor coefficients f(a), f'(a), f''(a)/2, ... of an operation of one number at a place where it is analytic;
 * undefined for an operation that has none of its own. Each is integrated from a derivative that is a quotient, root or
 * exponential of polynomials, so that no difference of function values loses digits.
 */
export function taylorCoefficients(opcode: number, a: number): Coefficients | undefined {
  const coefficients = afterTheValue(opcode, a)
  if (coefficients === undefined) return undefined
  // The value is the kernels', to the last bit.
  coefficients[0] = evaluateOperation(opcode, a, 0, 0)
  return coefficients
}

function afterTheValue(opcode: number, a: number): Coefficients | undefined {
  switch (opcode) {
    case opcodes.exp:
    case opcodes.expm1:
      return exponential([a, 1])
    case opcodes.log:
      return integral(power([a, 1], -1))
    case opcodes.log10:
      return integral(scaled(power([a, 1], -1), 0.4342944819032518))
    case opcodes.log2:
      return integral(scaled(power([a, 1], -1), 1.4426950408889634))
    case opcodes.log1p:
      return integral(power([1 + a, 1], -1))
    case opcodes.sin:
      return wave(a, opcodes.sin, opcodes.cos, -1)
    case opcodes.cos:
      return scaled(wave(a, opcodes.cos, opcodes.sin, -1), 1, -1)
    case opcodes.sinh:
      return wave(a, opcodes.sinh, opcodes.cosh, 1)
    case opcodes.cosh:
      return wave(a, opcodes.cosh, opcodes.sinh, 1)
    case opcodes.tan: {
      // T' = 1 + T^2.
      const tangent = new Float64Array(count)
      tangent[0] = evaluateOperation(opcode, a, 0, 0)
      for (let k = 0; k + 1 < count; k++) {
        tangent[k + 1] = ((k === 0 ? 1 : 0) + productAt(tangent, tangent, k)) / (k + 1)
      }
      return tangent
    }
    case opcodes.tanh: {
      const cosine = wave(a, opcodes.cosh, opcodes.sinh, 1)
      return integral(cosine[0] === Infinity ? new Float64Array(count) : power(cosine, -2))
    }
    case opcodes.asin:
      return integral(power([(1 - a) * (1 + a), -2 * a, -1], -0.5))
    case opcodes.acos:
      return integral(scaled(power([(1 - a) * (1 + a), -2 * a, -1], -0.5), -1))
    case opcodes.atan:
      return integral(power([1 + a * a, 2 * a, 1], -1))
    case opcodes.asinh:
      return integral(power([1 + a * a, 2 * a, 1], -0.5))
    case opcodes.acosh:
      return integral(power([(a - 1) * (a + 1), 2 * a, 1], -0.5))
    case opcodes.atanh:
      return integral(power([(1 - a) * (1 + a), -2 * a, -1], -1))
    case opcodes.sigmoid:
      return logistic(a)
    case opcodes.softplus:
      return integral(logistic(a))
    case opcodes.erf:
      return integral(scaled(exponential([-a * a, -2 * a, -1]), 1.1283791670955126))
    case opcodes.normalDistribution:
      return integral(scaled(exponential([(-a * a) / 2, -a, -0.5]), 0.3989422804014327))
    case opcodes.sinc:
    case opcodes.sincSlope:
      return cardinal(opcode, a)
    default:
      return undefined
  }
}

function productAt(a: Coefficients, b: Coefficients, k: number): number {
  let sum = 0
  for (let i = 0; i <= k; i++) sum += a[i]! * b[k - i]!
  return sum
}

/** By the coefficient's place, `every` and at odd places `odd` times more. */
function scaled(series: Coefficients, every: number, odd = 1): Coefficients {
  return series.map((coefficient, k) => coefficient * every * (k % 2 === 1 ? odd : 1))
}

/** Without its constant, which is the function's value. */
function integral(derivative: Coefficients): Coefficients {
  return derivative.map((_, k) => (k === 0 ? NaN : derivative[k - 1]! / k))
}

/** exp(p) for a polynomial p: E' = p' E. */
function exponential(p: readonly number[]): Coefficients {
  const series = new Float64Array(count)
  series[0] = exp(p[0]!)
  for (let k = 1; k < count; k++) {
    let sum = 0
    for (let i = 1; i < p.length && i <= k; i++) sum += i * p[i]! * series[k - i]!
    series[k] = sum / k
  }
  return series
}

/** p^r for a polynomial or series p that is not 0 at 0: p P' = r p' P. */
function power(p: ArrayLike<number>, r: number): Coefficients {
  const series = new Float64Array(count)
  series[0] = pow(p[0]!, r)
  for (let k = 1; k < count; k++) {
    let sum = 0
    for (let i = 1; i < p.length && i <= k; i++) sum += (r * i - (k - i)) * p[i]! * series[k - i]!
    series[k] = sum / (k * p[0]!)
  }
  return series
}

/** f, whose second derivative is `sign` times f, from f(a) and f'(a). */
function wave(a: number, even: number, odd: number, sign: 1 | -1): Coefficients {
  const [value, slope] = [evaluateOperation(even, a, 0, 0), evaluateOperation(odd, a, 0, 0)]
  const series = new Float64Array(count)
  series[0] = value
  series[1] = slope
  for (let k = 2; k < count; k++) series[k] = (sign * series[k - 2]!) / (k * (k - 1))
  return series
}

/** S' = S T and T' = -S T for S = sigmoid(a) and T = sigmoid(-a), which is not taken as 1 - S. */
function logistic(a: number): Coefficients {
  const [s, t] = [new Float64Array(count), new Float64Array(count)]
  s[0] = sigmoid(a)
  t[0] = sigmoid(-a)
  for (let k = 0; k + 1 < count; k++) {
    s[k + 1] = productAt(s, t, k) / (k + 1)
    t[k + 1] = -s[k + 1]!
  }
  return s
}

/** Terms of the power series of sin(x)/x about 0, of which 1/(2 n + 1)! is below 1e-36 at the last. */
const cardinalTerms = 16

/**
 * sinc and sinc'(x)/x: within 1 by their power series about 0 in powers of a + s, and beyond from sine and cosine,
 * divided by a + s.
 */
function cardinal(opcode: number, a: number): Coefficients {
  const isSlope = opcode === opcodes.sincSlope
  const series = new Float64Array(count)
  if (Math.abs(a) < 1) {
    let coefficient = 1
    for (let n = 0; n < cardinalTerms; n++) {
      if (n > 0) coefficient = -coefficient / (2 * n * (2 * n + 1))
      const degree = isSlope ? 2 * n - 2 : 2 * n
      const scale = isSlope ? 2 * n * coefficient : coefficient
      // scale (a + s)^degree, by the binomial theorem.
      let binomial = 1
      for (let k = 0; k <= degree && k < count; k++) {
        let rest = 1
        for (let i = 0; i < degree - k; i++) rest *= a
        series[k]! += scale * binomial * rest
        binomial = (binomial * (degree - k)) / (k + 1)
      }
    }
    return series
  }
  const sine = wave(a, opcodes.sin, opcodes.cos, -1)
  const quotient = (numerator: Coefficients): Coefficients => {
    const result = new Float64Array(count)
    for (let k = 0; k < count; k++) result[k] = (numerator[k]! - (k === 0 ? 0 : result[k - 1]!)) / a
    return result
  }
  const whole = quotient(sine)
  if (!isSlope) return whole
  // sinc' = (cos - sinc)/x.
  const cosine = scaled(wave(a, opcodes.cos, opcodes.sin, -1), 1, -1)
  return quotient(quotient(cosine.map((each, k) => each - whole[k]!)))
}
