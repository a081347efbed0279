import type { Numbers } from '../../assembly/lanes'
import { describedRows, type CompiledRows } from '../../assembly/rows'
import { productError } from '../../lanes/double-double'
import { localMeasures, type RegionMeter } from './region-meter'

/** f, fx, fy, fxx, fxy, fyy. */
const given = 6
const beforeMeasures = 4

/** What a field computes of points; everything stays until the next are measured. */
export interface RegionLanes {
  /** Points at once, at most. */
  readonly most: number
  /** Measures the points from one place up to, not including, another of columns f, fx, fy, fxx, fxy, fyy. */
  measure(columns: readonly Float64Array[], from: number, to: number): void
  /** 1 where the rest is right, else 0: where an entry is not finite, or next to the ends of the range. */
  readonly isRight: Float64Array
  readonly least: Float64Array
  readonly greatest: Float64Array
  readonly condition: Float64Array
  /** The measures of `RegionMeter` for one of the points. */
  measuresOf(index: number): Float64Array
}

/**
 * Computes for two points at once what `symmetricEigen`, `conditionNumber` and `RegionMeter` say of a point in the
 * plane, by their operations in their order. Undefined where `describedRows` is.
 */
export function regionLanes(meter: RegionMeter): RegionLanes | undefined {
  const rows = regionRows(meter)
  if (rows === undefined) return undefined
  const { run, pitch, columns: shared } = rows
  // Others use the cells before the last point is classified.
  const found = Array.from({ length: beforeMeasures + localMeasures.length }, () => new Float64Array(pitch))
  const [isRight, least, greatest, condition, ...columnsOfMeasures] = found
  const measures = new Float64Array(localMeasures.length)
  return {
    most: pitch,
    measure(columns, from, to) {
      for (let k = 0; k < given; k++) shared[k]!.set(columns[k]!.subarray(from, to))
      run(to - from)
      for (let k = 0; k < found.length; k++) found[k]!.set(shared[given + k]!)
    },
    isRight: isRight!,
    least: least!,
    greatest: greatest!,
    condition: condition!,
    measuresOf(index) {
      for (let m = 0; m < measures.length; m++) measures[m] = columnsOfMeasures[m]![index]!
      return measures
    },
  }
}

/** Columns of the given derivatives, then of what is found, in the order of `RegionLanes`. */
function regionRows({ lengths, height, low }: RegionMeter): CompiledRows | undefined {
  const [lu, lv] = lengths as readonly [number, number]
  return describedRows(given, beforeMeasures + localMeasures.length, (f, fx, fy, fxx, fxy, fyy) => {
    const raw = eigen(fxx!, fxy!, fyy!)
    const gu = fx!.times(lu).over(height)
    const gv = fy!.times(lv).over(height)
    const square = gu.times(gu).plus(gv.times(gv))
    const scaled = eigen(
      fxx!.times(lu).times(lu).over(height),
      fxy!.times(lu).times(lv).over(height),
      fyy!.times(lv).times(lv).over(height),
    )
    const along = scaled.vectors.map(([u, v]) => gu.times(u).plus(gv.times(v)).abs())
    const sizes = scaled.values.map((value) => value.abs())
    const steps = along.map((each, i) => ratio(each, sizes[i]!))
    const [first, second] = steps as [Numbers, Numbers]
    const distance = first.times(first).plus(second.times(second))
    const rise = along[0]!.times(first).plus(along[1]!.times(second))
    const [least, greatest] = scaled.values
    const size = least.abs().max(greatest.abs())
    const isFlat = size.equals(0)
    const slope = square.sqrt()
    const measures = [
      slope,
      slope.times(height).over(f!.minus(low).max(height)),
      least,
      greatest,
      size,
      isFlat.clear(greatest.over(size)),
      isFlat.clear(least.negate().over(size)),
      ratio(size, sizes[0]!.min(sizes[1]!)),
      distance.sqrt(),
      rise.over(2),
      second,
      along[1]!,
    ]
    const isFinite = f!.plus(fx!).plus(fy!).times(0).equals(0)
    const isRight = isFinite.and(raw.isRight).and(scaled.isRight)
    return [isRight.number(), ...raw.values, condition(raw.values), ...measures]
  })
}

function condition([least, greatest]: readonly [Numbers, Numbers]): Numbers {
  const [a, b] = [least.abs(), greatest.abs()]
  const smaller = a.min(b)
  return smaller.equals(0).choose(Infinity, a.max(b).over(smaller))
}

/** a / b for a, b >= 0, but 0 / 0 is 0. */
function ratio(a: Numbers, b: Numbers): Numbers {
  return a.equals(0).and(b.equals(0)).clear(a.over(b))
}

/** The eigenvalues of [[a, b], [b, d]], ascending, and their vectors but for their signs. */
function eigen(aGiven: Numbers, bGiven: Numbers, dGiven: Numbers) {
  const { lanes } = aGiven
  const largest = aGiven.abs().max(bGiven.abs()).max(dGiven.abs())
  const isZero = largest.equals(0)
  const scale = isZero.choose(1, largest.bits().and(exponentBits).number())
  const [a, b, d] = [aGiven.over(scale), bGiven.over(scale), dGiven.over(scale)]
  const half = a.minus(d).over(2)
  const reach = half.abs().plus(hypotenuse(half, b))
  const shift = reach.equals(0).clear(b.over(reach).times(b))
  const upper = a.max(d).plus(shift)
  const lower = a.min(d).minus(shift)
  const isUp = lower.negate().lessEqual(upper)
  const larger = isUp.choose(upper, lower)
  const direct = isUp.choose(lower, upper)
  const [main, square] = [a.times(d), b.times(b)]
  const determinant = main.minus(square).plus(productError(a, d, main).minus(productError(b, b, square)))
  const hasNotCancelled = larger.abs().lessEqual(direct.abs().times(2))
  const smaller = hasNotCancelled.choose(direct, determinant.over(larger))
  const back = (value: Numbers): Numbers => value.times(scale).plus(0)
  const values = [back(isUp.choose(smaller, larger)), back(isUp.choose(larger, smaller))] as const

  const length = hypotenuse(reach, b)
  const hasNone = length.equals(0)
  const cosine = hasNone.choose(1, reach.over(length))
  const sine = hasNone.clear(b.over(length))
  const isOfA = d.less(a)
  const signed = isOfA.choose(sine, sine.negate())
  const ofA = [cosine, signed] as const
  const ofD = [signed.negate(), cosine] as const
  const vectors = [
    [isOfA.choose(ofD[0], ofA[0]), isOfA.choose(ofD[1], ofA[1])],
    [isOfA.choose(ofA[0], ofD[0]), isOfA.choose(ofA[1], ofD[1])],
  ] as const
  // Where the power of two is a normal number, and so is what it is divided into.
  const isRight = isZero.or(lanes.number(1e-280).less(largest).and(largest.less(1e300)))
  return { values, vectors, isRight }
}

const exponentBits = 0x7ffn << 52n

function hypotenuse(x: Numbers, y: Numbers): Numbers {
  const [a, b] = [x.abs(), y.abs()]
  const longer = a.max(b)
  const share = longer.equals(0).clear(a.min(b).over(longer))
  return longer.times(share.times(share).plus(1).sqrt())
}
