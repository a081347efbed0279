import { activeValues } from './differentiate'
import { interpretedKernel } from './interpreted-kernel'
import { intervalKernel } from './interval-kernel'
import type { Pieces } from '../pieces'
import { madeInPiece, type Program, type ProgramBuilder, type Value } from './program'

/** How a part of a formula may fail to be smooth: `case` is a comparison, at whose border anything may happen. */
export type KinkKind = 'corner' | 'jump' | 'steep' | 'case'

/** A part of a formula that is not smooth where its argument is 0. */
export interface Kink {
  /** The function or operator, as it is written. */
  readonly name: string
  readonly kind: KinkKind
  /** Where in a sum it is. */
  readonly where?: string
  /** That its argument is not finite rather than 0: it may take sides across a pole, and hide it. */
  readonly isFar?: true
}

export interface Kinks {
  readonly parts: readonly Kink[]
  /** Outputs one argument per part: 0 exactly where the part's corner, jump or infinite slope lies. */
  readonly arguments: Program
}

/** Gathers the parts that are not smooth while a formula is lowered. */
export class KinkLog {
  private readonly parts: (Kink & { readonly argument: () => Value })[] = []

  /** `argument` is made once the formula is lowered, so that its operations come after the formula's. */
  add(name: string, kind: KinkKind, argument: () => Value): void {
    this.parts.push({ name, kind, argument })
  }

  /** The parts that depend on one of the first `variables` inputs. */
  *finish(builder: ProgramBuilder, variables: number): Pieces<Kinks> {
    const made: (Kink & { readonly value: Value })[] = []
    for (const [index, { name, kind, argument }] of this.parts.entries()) {
      if (index % madeInPiece === 0) yield
      made.push({ name, kind, value: argument() })
    }
    const active = activeValues(builder, variables)
    const parts = made.filter(({ value }) => active[value] === 1)
    return {
      parts: parts.map(({ name, kind }) => ({ name, kind })),
      arguments: yield* builder.finishInPieces(parts.map(({ value }) => value)),
    }
  }
}

/**
 * Whether a formula may have a kink anywhere, whatever its parameters: whether the argument of one of its parts that
 * are not smooth may be 0, by interval arithmetic over all of space. So sqrt(1 + x^2) has none, and sqrt(x^2) has.
 */
export function mayKink({ parts, arguments: program }: Kinks): boolean {
  const lows = new Float64Array(program.inputCount).fill(-Infinity)
  const highs = new Float64Array(program.inputCount).fill(Infinity)
  const outLows = new Float64Array(parts.length)
  const outHighs = new Float64Array(parts.length)
  intervalKernel(program)(lows, highs, outLows, outHighs)
  return parts.some((_, index) => !(outLows[index]! > 0 || outHighs[index]! < 0))
}

/**
 * Finds the parts of a formula that sit exactly on their corner, jump or infinite slope, or whose argument is not
 * finite, given its inputs.
 */
export function touchedParts({ parts, arguments: program }: Kinks): (inputs: Float64Array) => readonly Kink[] {
  if (parts.length === 0) return () => []
  const kernel = interpretedKernel(program)
  const sizes = new Float64Array(parts.length)
  return (inputs) => {
    kernel(inputs, sizes)
    if (sizes.every(isAway)) return []
    return parts.flatMap((part, index) => {
      if (sizes[index] === 0) return [part]
      return Number.isFinite(sizes[index]) ? [] : [{ ...part, isFar: true }]
    })
  }
}

/** An argument that no corner, jump or infinite slope lies at, near or far. */
function isAway(size: number): boolean {
  return size !== 0 && Number.isFinite(size)
}
