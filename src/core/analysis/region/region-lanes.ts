import type { Numbers } from '../../assembly/lanes'
import { describedRows, type CompiledRows, type Stage } from '../../assembly/rows'
import { productError } from '../../lanes/double-double'
import { madeOnce } from '../../recent'
import { steepest } from './degenerate'
import type { FieldColumns } from './field-columns'
import { regionClasses } from './probe-result'
import type { RegionClassifier } from './region-class'
import type { RegionMeter } from './region-meter'

/** f, fx, fy, fxx, fxy, fyy. */
const given = 6
/** Where a point is left to others. */
const leftOut = -1

/** What a field computes of points at once. */
export interface RegionLanes {
  /** Points at once, at most. */
  readonly most: number
  /**
   * Measures the points from one place up to, not including, another of columns f, fx, fy, fxx, fxy, fyy, and puts them
   * at a place of a field's columns. Returns how many it has left out: where an entry is not finite, next to the ends
   * of the range, and where a point is level.
   */
  measure(columns: readonly Float64Array[], from: number, to: number, field: FieldColumns, at: number): number
  /** Whether one of the points measured last was left out. */
  isLeftOut(index: number): boolean
}

const rowsOnce = madeOnce<CompiledRows | undefined>(8)

/**
 * Computes for two points at once what `symmetricEigen`, `conditionNumber`, `RegionMeter` and `RegionClassifier` say of
 * a point in the plane, by their operations in their order. Undefined where `describedRows` is.
 */
export function regionLanes(meter: RegionMeter, classifier: RegionClassifier): RegionLanes | undefined {
  const limits = classifier.tests.flatMap(({ all }) => all.map(({ limit }) => limit))
  const key = [...meter.lengths, meter.height, meter.low, ...limits].join()
  const rows = rowsOnce(key, () => regionRows(meter, classifier))
  if (rows === undefined) return undefined
  const { run, pitch, columns: shared } = rows
  const [least, greatest, condition] = shared.slice(given)
  const found = shared.at(-1)!
  // Others use the cells before the last point that was left out is looked at.
  const kept = new Float64Array(pitch)
  return {
    most: pitch,
    measure(columns, from, to, field, at) {
      const count = to - from
      for (let k = 0; k < given; k++) shared[k]!.set(part(columns[k]!, from, to))
      run(count)
      field.least.set(part(least!, 0, count), at)
      field.greatest.set(part(greatest!, 0, count), at)
      field.condition.set(part(condition!, 0, count), at)
      const left = putClasses(found, count, field.classes, at)
      if (left > 0) kept.set(found)
      return left
    },
    isLeftOut: (index) => kept[index] === leftOut,
  }
}

/** The whole is as good, and is had for nothing. */
function part(column: Float64Array, from: number, to: number): Float64Array {
  return from === 0 && to === column.length ? column : column.subarray(from, to)
}

/** Returns how many have none. */
function putClasses(found: Float64Array, count: number, classes: Uint8Array, at: number): number {
  let left = 0
  for (let k = 0; k < count; k++) {
    const index = found[k]!
    classes[at + k] = index
    if (index === leftOut) left++
  }
  return left
}

/**
 * Columns of the given derivatives; of the eigenvalues, the condition number and whether they are right; of what the
 * measures are made of; and of the class, or that the point is left out.
 */
function regionRows(
  { lengths, height, low }: RegionMeter,
  { tests, otherwise }: RegionClassifier,
): CompiledRows | undefined {
  const [lu, lv] = lengths as readonly [number, number]
  const eigenvalues: Stage = {
    outputs: 4,
    describe([f, fx, fy, fxx, fxy, fyy]) {
      const { values, isRight } = eigen(fxx!, fxy!, fyy!)
      const sum = f!.plus(fx!).plus(fy!).plus(fxx!).plus(fxy!).plus(fyy!)
      return [...values, condition(values), isRight.and(sum.times(0).equals(0)).number()]
    },
  }
  const scaled: Stage = {
    outputs: 6,
    describe([, fx, fy, fxx, fxy, fyy]) {
      const gu = fx!.times(lu).over(height)
      const gv = fy!.times(lv).over(height)
      const { values, vectors, isRight } = eigen(
        fxx!.times(lu).times(lu).over(height),
        fxy!.times(lu).times(lv).over(height),
        fyy!.times(lv).times(lv).over(height),
      )
      const along = vectors.map(([u, v]) => gu.times(u).plus(gv.times(v)).abs())
      const slope = gu.times(gu).plus(gv.times(gv)).sqrt()
      return [slope, ...values, ...along, isRight.number()]
    },
  }
  const classes: Stage = {
    outputs: 1,
    describe(columns) {
      const f = columns[0]!
      const isRight = columns[given + 3]!.holds()
      const [slope, least, greatest, alongLeast, alongGreatest, isScaledRight] = columns.slice(given + 4) as Six
      const sizes = [least.abs(), greatest.abs()] as const
      const first = ratio(alongLeast, sizes[0])
      const second = ratio(alongGreatest, sizes[1])
      const size = sizes[0].quickMax(sizes[1])
      const isFlat = size.equals(0)
      // In the order of `localMeasures`.
      const measures = [
        slope,
        slope.times(height).over(f.minus(low).quickMax(height)),
        least,
        greatest,
        size,
        isFlat.clear(greatest.over(size)),
        isFlat.clear(least.negate().over(size)),
        ratio(size, sizes[0].quickMin(sizes[1])),
        first.times(first).plus(second.times(second)).sqrt(),
        alongLeast.times(first).plus(alongGreatest.times(second)).times(0.5),
        second,
        alongGreatest,
      ]
      let found = f.lanes.number(regionClasses.indexOf(otherwise))
      for (const { regionClass, all } of tests.toReversed()) {
        const holds = all.map(({ measure, isBelow, limit }) =>
          isBelow ? measures[measure]!.less(limit) : measures[measure]!.greater(limit),
        )
        found = holds.reduce((one, other) => one.and(other)).choose(regionClasses.indexOf(regionClass), found)
      }
      const isKnown = isRight.and(isScaledRight.holds()).and(slope.less(steepest).not())
      return [isKnown.choose(found, leftOut)]
    },
  }
  return describedRows(given, [eigenvalues, scaled, classes])
}

type Six = [Numbers, Numbers, Numbers, Numbers, Numbers, Numbers]

function condition([least, greatest]: readonly [Numbers, Numbers]): Numbers {
  const [a, b] = [least.abs(), greatest.abs()]
  const smaller = a.quickMin(b)
  return smaller.equals(0).choose(Infinity, a.quickMax(b).over(smaller))
}

/** a / b for a, b >= 0, but 0 / 0 is 0. */
function ratio(a: Numbers, b: Numbers): Numbers {
  return a.equals(0).and(b.equals(0)).clear(a.over(b))
}

/** The eigenvalues of [[a, b], [b, d]], ascending, and their vectors but for their signs. */
function eigen(aGiven: Numbers, bGiven: Numbers, dGiven: Numbers) {
  const { lanes } = aGiven
  const largest = aGiven.abs().quickMax(bGiven.abs()).quickMax(dGiven.abs())
  const isZero = largest.equals(0)
  const scale = isZero.choose(1, largest.bits().and(exponentBits).number())
  // Of a power of two the inverse is exact, and a product by it the quotient.
  const inverse = lanes.bits(inverseBits).minus(scale.bits()).number()
  const [a, b, d] = [aGiven.times(inverse), bGiven.times(inverse), dGiven.times(inverse)]
  const half = a.minus(d).times(0.5)
  const reach = half.abs().plus(hypotenuse(half, b))
  const shift = reach.equals(0).clear(b.over(reach).times(b))
  const upper = a.quickMax(d).plus(shift)
  const lower = a.quickMin(d).minus(shift)
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
/** The exponents of a power of two and of its inverse together. */
const inverseBits = 0x7fen << 52n

function hypotenuse(x: Numbers, y: Numbers): Numbers {
  const [a, b] = [x.abs(), y.abs()]
  const longer = a.quickMax(b)
  const share = longer.equals(0).clear(a.quickMin(b).over(longer))
  return longer.times(share.times(share).plus(1).sqrt())
}
