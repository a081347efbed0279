import type { Program } from '../calculus'
import { describedProgram, type Quantity } from '../calculus/quantity'
import type { LossId } from './loss-ids'

/** The loss of one example, of what the network gives and of its target. */
interface Described {
  readonly value: Quantity
  /** By output: the derivative. */
  readonly slopes: readonly Quantity[]
  /** By output: how it changes along a direction, H v of the loss by itself. */
  readonly change: (along: readonly Quantity[]) => readonly Quantity[]
}

type Loss = (outputs: readonly Quantity[], targets: readonly Quantity[]) => Described

const sum = (terms: readonly Quantity[]): Quantity => terms.reduce((total, next) => total.plus(next))

/** Targets of classes are 1 for the class and 0 for the others; of one output, 0 or 1. */
const losses: Readonly<Record<LossId, Loss>> = {
  mse: (outputs, targets) => meanSquare(outputs, targets, 1),
  'half-mse': (outputs, targets) => meanSquare(outputs, targets, 0.5),
  /** log sum_k exp(z_k) - z_y, from the largest z on, so that nothing overflows. */
  'cross-entropy'(outputs, targets) {
    const largest = outputs.reduce((most, next) => most.max(next))
    const below = outputs.map((z) => z.minus(largest))
    const shares = below.map((z) => z.exp())
    const total = sum(shares)
    const probabilities = shares.map((share) => share.over(total))
    const ofClass = sum(below.map((z, k) => targets[k]!.equals(0).choose(0, z)))
    return {
      value: total.log().minus(ofClass),
      slopes: probabilities.map((p, k) => p.minus(targets[k]!)),
      change(along) {
        const mean = sum(probabilities.map((p, k) => p.times(along[k]!)))
        return probabilities.map((p, k) => p.times(along[k]!.minus(mean)))
      },
    }
  },
  /** log(1 + exp(z)) - y z as log(1 + exp(-m)), m = (2 y - 1) z, which cancels nowhere. */
  'binary-cross-entropy'([z], [y]) {
    const side = y!.times(-2).plus(1)
    const signed = z!.times(side)
    const wrong = signed.sigmoid()
    const curvature = wrong.times(signed.negate().sigmoid())
    return {
      value: signed.softplus(),
      slopes: [side.times(wrong)],
      change: ([along]) => [curvature.times(along!)],
    }
  },
  /** max(0, 1 - m), m = (2 y - 1) z; at its kink, and of its curvature, 0. */
  hinge([z], [y]) {
    const side = y!.times(2).minus(1)
    const missing = z!.times(side).negate().plus(1)
    const isMissing = missing.greater(0)
    return {
      // Of what is no number no number.
      value: missing.max(0),
      slopes: [isMissing.choose(side.negate(), 0)],
      change: () => [z!.constant(0)],
    }
  },
  /** 1 where the margin is at most 0: constant wherever it is smooth. */
  '0-1'(outputs, targets) {
    const [z] = outputs
    const margin =
      outputs.length === 1
        ? z!.times(targets[0]!.times(2).minus(1))
        : outputs
            .map((other, k) => targets[k]!.equals(0).choose(ofClass(outputs, targets).minus(other), Infinity))
            .reduce((least, next) => least.min(next))
    const flat = outputs.map(() => z!.constant(0))
    // Of what is no number no number.
    const isKnown = margin.equals(margin)
    return {
      value: isKnown.choose(margin.greater(0).choose(0, 1), NaN),
      slopes: flat,
      change: () => flat,
    }
  },
}

function ofClass(outputs: readonly Quantity[], targets: readonly Quantity[]): Quantity {
  return sum(outputs.map((z, k) => targets[k]!.equals(0).choose(0, z)))
}

function meanSquare(outputs: readonly Quantity[], targets: readonly Quantity[], factor: number): Described {
  const weight = factor / outputs.length
  const errors = outputs.map((z, k) => z.minus(targets[k]!))
  return {
    value: sum(errors.map((error) => error.square())).times(weight),
    slopes: errors.map((error) => error.times(2 * weight)),
    change: (along) => along.map((each) => each.times(2 * weight)),
  }
}

/** Of outputs and targets the loss. */
export function lossValue(id: LossId, width: number): Program {
  return describedProgram(2 * width, (given) => [losses[id](given.slice(0, width), given.slice(width)).value])
}

/** Of outputs and targets the loss, and its derivative by output. */
export function lossSlopes(id: LossId, width: number): Program {
  return describedProgram(2 * width, (given) => {
    const { value, slopes } = losses[id](given.slice(0, width), given.slice(width))
    return [value, ...slopes]
  })
}

/** Of outputs, targets and the outputs' changes, the loss's derivative by output, and how it changes. */
export function lossChange(id: LossId, width: number): Program {
  return describedProgram(3 * width, (given) => {
    const { slopes, change } = losses[id](given.slice(0, width), given.slice(width, 2 * width))
    return [...slopes, ...change(given.slice(2 * width))]
  })
}

/** Of outputs, targets and the outputs' changes, the loss's derivative by output times how the loss changes. */
export function lossSquare(id: LossId, width: number): Program {
  return describedProgram(3 * width, (given) => {
    const { slopes } = losses[id](given.slice(0, width), given.slice(width, 2 * width))
    const change = sum(slopes.map((slope, k) => slope.times(given[2 * width + k]!)))
    return slopes.map((slope) => slope.times(change))
  })
}
