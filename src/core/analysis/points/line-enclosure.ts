import { intervalKernel, intervalsInPiece } from '../../calculus/interval-kernel'
import type { InPieces, IntervalKernel } from '../../calculus/kernel'
import { operationCount, type Program } from '../../calculus/program'
import type { Pieces } from '../../pieces'
import type { Formula } from './formula'

/** A closed interval; of NaN ends what exists nowhere. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** What interval arithmetic says of a formula in x alone over an interval of x. */
export class LineEnclosure {
  private readonly slopes: Enclosing
  private readonly curvatures: Enclosing
  /** Encloses the quantities at whose zeros the formula has its kinks; absent where it has none. */
  private readonly kinkArguments: Enclosing | undefined
  private readonly kinkCount: number
  private readonly lows: Float64Array
  private readonly highs: Float64Array
  private readonly outLows: Float64Array
  private readonly outHighs: Float64Array
  /** Operations since the last piece ended. */
  private sincePiece = 0

  constructor({ expression, parameters }: Formula) {
    this.slopes = enclosing(expression.gradient)
    this.curvatures = enclosing(expression.hessian)
    this.kinkCount = expression.kinks.parts.length
    this.kinkArguments = this.kinkCount === 0 ? undefined : enclosing(expression.kinks.arguments)
    // f, f', f''.
    this.outLows = new Float64Array(Math.max(3, this.kinkCount))
    this.outHighs = new Float64Array(this.outLows.length)
    this.lows = Float64Array.of(0, ...parameters)
    this.highs = Float64Array.of(0, ...parameters)
  }

  /** Encloses f' over an interval; NaN where f or its slope exists nowhere in it. */
  *slope(x: Interval): Pieces<Interval> {
    yield* this.enclose(this.slopes, x)
    const [value, low, high] = [this.outLows[0]!, this.outLows[1]!, this.outHighs[1]!]
    return Number.isNaN(value) ? { low: NaN, high: NaN } : { low, high }
  }

  /** Encloses f'' over an interval. It bounds how f' changes only where f has no kink in it. */
  *curvature(x: Interval): Pieces<Interval> {
    yield* this.enclose(this.curvatures, x)
    return { low: this.outLows[2]!, high: this.outHighs[2]! }
  }

  /** Whether the formula may have a corner, a jump or an infinite slope in the interval. */
  *kinks(x: Interval): Pieces<boolean> {
    if (this.kinkArguments === undefined) return false
    yield* this.enclose(this.kinkArguments, x)
    for (let k = 0; k < this.kinkCount; k++) if (this.outLows[k]! <= 0 && this.outHighs[k]! >= 0) return true
    return false
  }

  private *enclose({ kernel, operations }: Enclosing, { low, high }: Interval): Pieces<void> {
    this.sincePiece += operations
    if (this.sincePiece > intervalsInPiece) {
      this.sincePiece = 0
      yield
    }
    this.lows[0] = low
    this.highs[0] = high
    if (operations > intervalsInPiece) yield* kernel.inPieces(this.lows, this.highs, this.outLows, this.outHighs)
    else kernel(this.lows, this.highs, this.outLows, this.outHighs)
  }
}

interface Enclosing {
  readonly kernel: InPieces<IntervalKernel>
  readonly operations: number
}

function enclosing(program: Program): Enclosing {
  return { kernel: intervalKernel(program), operations: operationCount(program) }
}
