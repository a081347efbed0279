import { activeValues } from './differentiate'
import { interpretedKernel } from './interpreted-kernel'
import { intervalKernel } from './interval-kernel'
import type { Pieces } from '../pieces'
import type { PointKernel } from './kernel'
import { madeInPiece, type Program, type ProgramBuilder, type Value } from './program'

/** How a part of a formula may fail to be smooth: `case` is a comparison, at whose border anything may happen. */
export type KinkKind = 'corner' | 'jump' | 'steep' | 'case'

/** A part of a formula that is not smooth where its argument is 0. */
export interface Kink {
  /** The function or operator, as it is written. */
  readonly name: string
  readonly kind: KinkKind
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
  return parts.some((_, index) => outLows[index]! <= 0 && outHighs[index]! >= 0)
}

/** What finding kinks needs of a formula. */
interface Kinked {
  readonly variables: readonly string[]
  readonly value: Program
  readonly kinks: Kinks
  readonly oneSided: Program
}

/** Relative differences below this are taken for rounding: a corner so blunt cannot be seen either. */
const rounding = 1e-12

/**
 * Finds where a formula is not differentiable: given its inputs, says why it is not there, as `abs at a corner`, or
 * nothing.
 *
 * What is claimed: some part of the formula sits exactly on its corner, jump or infinite slope, and beside the point,
 * along a coordinate or across them all, the formula's limit differs from its value or its slopes to both sides do not
 * cancel. So abs(x)^2 at 0 is not claimed, nor relu(x) - relu(-x). A point a rounding away from a kink is not on it.
 * Where the value itself is not finite nothing is claimed. A root whose argument touches 0 without crossing it is
 * claimed even where a higher order would smooth it, as in sqrt(x^4): its derivative by the chain rule does not exist
 * there.
 */
export function kinkFinder(expression: Kinked): (inputs: Float64Array) => string | undefined {
  const { parts, arguments: program } = expression.kinks
  if (parts.length === 0) return () => undefined
  const n = expression.variables.length
  const kernel = interpretedKernel(program)
  const sizes = new Float64Array(parts.length)
  let oneSided: PointKernel | undefined
  return (inputs) => {
    kernel(inputs, sizes)
    const touched = parts.filter((_, index) => sizes[index] === 0)
    if (touched.length === 0) return undefined
    oneSided ??= interpretedKernel(expression.oneSided)
    const kind = kinkBeside(oneSided, valueOf(expression.value, inputs), inputs, n)
    if (kind === undefined) return undefined
    const alike = touched.filter((part) => part.kind === kind || part.kind === 'case')
    const names = new Set((alike.length > 0 ? alike : touched).map(({ name }) => name))
    return `${[...names].join(', ')} ${places[kind]}`
  }
}

const places = {
  corner: 'at a corner',
  jump: 'at a jump',
  steep: 'where the slope is not finite',
} as const

function valueOf(program: Program, inputs: Float64Array): number {
  const out = new Float64Array(1)
  interpretedKernel(program)(inputs, out)
  return out[0]!
}

function kinkBeside(
  oneSided: PointKernel,
  value: number,
  inputs: Float64Array,
  n: number,
): keyof typeof places | undefined {
  if (!Number.isFinite(value)) return undefined
  const given = new Float64Array(inputs.length + n)
  given.set(inputs)
  const [ahead, behind] = [new Float64Array(2), new Float64Array(2)]
  let found: keyof typeof places | undefined
  for (let axis = 0; axis <= n; axis++) {
    for (const [out, sign] of [
      [ahead, 1],
      [behind, -1],
    ] as const) {
      for (let j = 0; j < n; j++) given[inputs.length + j] = sign * (axis === n ? irregular(j) : j === axis ? 1 : 0)
      oneSided(given, out)
    }
    const [limitAhead, slopeAhead] = ahead as unknown as readonly [number, number]
    const [limitBehind, slopeBehind] = behind as unknown as readonly [number, number]
    if (differ(limitAhead, value) || differ(limitBehind, value)) return 'jump'
    if (!Number.isFinite(slopeAhead) || !Number.isFinite(slopeBehind)) found = 'steep'
    else if (differ(slopeAhead, -slopeBehind)) found ??= 'corner'
  }
  return found
}

function differ(a: number, b: number): boolean {
  return Math.abs(a - b) > rounding * (Math.abs(a) + Math.abs(b))
}

/**
 * Entries of a direction in which corners of different coordinates do not cancel: 1 plus the fractions of multiples of
 * the golden ratio.
 */
function irregular(index: number): number {
  const multiple = index * 0.6180339887498949
  return 1 + multiple - Math.floor(multiple)
}
