import type { Program } from '../calculus'
import { describedProgram, type Quantity } from '../calculus/quantity'

export const activationIds = ['linear', 'tanh', 'sigmoid', 'relu', 'leaky-relu', 'softplus', 'gelu'] as const
export type ActivationId = (typeof activationIds)[number]

/** What a unit gives of its net input, and the first two derivatives of that. */
interface Described {
  readonly value: Quantity
  readonly slope: Quantity
  readonly curvature: Quantity
}

type Activation = (z: Quantity) => Described

const leak = 0.01
/** 1 / sqrt(2 pi) */
const normalDensityAtZero = 0.3989422804014327

/** At a kink the derivative is PyTorch's: that from the left. Curvature is that between kinks. */
const activations: Readonly<Record<ActivationId, Activation>> = {
  linear: (z) => ({ value: z, slope: z.constant(1), curvature: z.constant(0) }),
  tanh(z) {
    const value = z.tanh()
    const slope = value.square().oneMinus()
    return { value, slope, curvature: value.times(-2).times(slope) }
  },
  sigmoid(z) {
    const value = z.sigmoid()
    // 1 - sigmoid(z) without its cancellation.
    const slope = value.times(z.negate().sigmoid())
    return { value, slope, curvature: slope.times(value.times(-2).plus(1)) }
  },
  relu: (z) => piecewise(z, 0),
  'leaky-relu': (z) => piecewise(z, leak),
  softplus(z) {
    const slope = z.sigmoid()
    return { value: z.softplus(), slope, curvature: slope.times(z.negate().sigmoid()) }
  },
  // z Phi(z), exact. Source: D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, 2016, arXiv:1606.08415, section 2.
  gelu(z) {
    const distribution = z.normalDistribution()
    const square = z.square()
    const density = square.times(-0.5).exp().times(normalDensityAtZero)
    return {
      value: z.times(distribution),
      slope: distribution.plus(z.times(density)),
      curvature: density.times(square.negate().plus(2)),
    }
  },
}

function piecewise(z: Quantity, below: number): Described {
  const isAbove = z.greater(0)
  return {
    value: isAbove.choose(z, z.times(below)),
    slope: isAbove.choose(1, below),
    curvature: z.constant(0),
  }
}

/** Of a net input what the unit gives, and so many derivatives of that. */
export function activationProgram(id: ActivationId, derivatives: 0 | 1 | 2): Program {
  return kept(`${id} ${derivatives}`, () =>
    describedProgram(1, ([z]) => {
      const { value, slope, curvature } = activations[id](z!)
      return [value, slope, curvature].slice(0, 1 + derivatives)
    }),
  )
}

const programs = new Map<string, Program>()

function kept(key: string, make: () => Program): Program {
  let program = programs.get(key)
  if (program === undefined) programs.set(key, (program = make()))
  return program
}

/** Of what comes back to a unit and its slope, what comes back to its net input: u s. */
export const backThrough: Program = describedProgram(2, ([u, slope]) => [u!.times(slope!)])

/**
 * How that changes along a direction: of u and its change, slope, curvature and the change of the net input,
 * Ru s + u c Rz.
 */
export const changeBackThrough: Program = describedProgram(5, ([u, changed, slope, curvature, along]) => [
  changed!.times(slope!).plus(u!.times(curvature!).times(along!)),
])
