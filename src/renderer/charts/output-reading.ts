import type { LossId } from '../../core/networks/loss-ids'

/** What a network says of a point whose target is a class. */
export interface ClassReading {
  readonly label: number
  /** How far from undecided, 0 to 1: of a loss that knows probabilities, how far that of the class is above chance. */
  readonly confidence: number
}

/**
 * The class that outputs stand for, from the `width` numbers at `at`: the largest of several; of one, its side of 0, or
 * of a loss of numbers the class nearest to it.
 */
export function readClass(
  loss: LossId,
  classes: number,
  outputs: Float64Array,
  at: number,
  width: number,
): ClassReading {
  const z = outputs[at]!
  switch (loss) {
    case 'mse':
    case 'half-mse': {
      const label = Math.min(classes - 1, Math.max(0, Math.round(z)))
      return { label, confidence: Math.max(0, 1 - 2 * Math.abs(Math.min(classes - 1, Math.max(0, z)) - label)) }
    }
    case 'binary-cross-entropy':
      return { label: Number(z > 0), confidence: Math.abs(Math.tanh(z / 2)) }
    case 'hinge':
      return { label: Number(z > 0), confidence: Math.min(1, Math.abs(z)) }
    case 'cross-entropy':
    case '0-1':
      if (width === 1) return { label: Number(z > 0), confidence: Math.min(1, Math.abs(z)) }
      return largestOf(outputs, at, width)
  }
}

function largestOf(outputs: Float64Array, at: number, width: number): ClassReading {
  let label = 0
  for (let k = 1; k < width; k++) if (outputs[at + k]! > outputs[at + label]!) label = k
  let sum = 0
  for (let k = 0; k < width; k++) sum += Math.exp(outputs[at + k]! - outputs[at + label]!)
  const chance = 1 / width
  return { label, confidence: (1 / sum - chance) / (1 - chance) }
}

/** Of one input the number that is drawn against it, beside targets 0 and 1 where they are classes. */
export function readCurve(loss: LossId, outputs: Float64Array, at: number, output: number, width: number): number {
  const z = outputs[at + output]!
  switch (loss) {
    case 'binary-cross-entropy':
      return 1 / (1 + Math.exp(-z))
    case 'cross-entropy': {
      let sum = 0
      for (let k = 0; k < width; k++) sum += Math.exp(outputs[at + k]! - z)
      return 1 / sum
    }
    case 'hinge':
    case '0-1':
    case 'mse':
    case 'half-mse':
      return z
  }
}
