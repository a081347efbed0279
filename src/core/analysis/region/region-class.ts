import type { Evidence, RegionClass } from './probe-result'
import { type LocalMeasure, localMeasures } from './region-meter'

/**
 * The thresholds of the region classes. All are pure numbers: lengths are measured in half-widths of the domain,
 * heights in the height range of the landscape over it, so that neither the unit of f nor those of x and y decide.
 */
export const regionThresholds = {
  /** A critical point is here: the local quadratic's own is within rounding of a listed place, in half-widths. */
  here: 1e-6,
  /** A critical point is close by, in half-widths: about a marker's size in a picture of the domain. */
  near: 0.01,
  /** The surroundings belong to a critical point: the local quadratic's own is within this reach, in half-widths. */
  reach: 0.3,
  /**
   * and it takes less than this part of the height range to get there: else it is a side of something, whatever its
   * curvature.
   */
  rise: 0.1,
  /** A direction this many times less curved than the most curved one has no curvature that rounding lets us trust. */
  degenerate: 1e10,
  /**
   * Flat: walking a half-width changes f by less than this part of the height range, by slope and by curvature alike.
   */
  flat: 0.02,
  /**
   * Steep: this slope carried on would cross all heights, up to the point's own, in a twelfth of a half-width. A
   * polynomial of degree d reaches about d.
   */
  steep: 12,
  /** Ill-conditioned: this much more curved across than along. */
  illConditioned: 50,
  /** Curved upward across a valley: the upward curvature is at least this part of the greatest of either sign. */
  upward: 0.5,
  /**
   * Curved downward in the surroundings of a saddle: the downward curvature is at least this part of the greatest of
   * either sign.
   */
  downward: 0.1,
  /** On the floor: the bottom of the cross-section is this near, in half-widths. */
  floor: 0.02,
  /**
   * On the floor, not at the foot of a wall, where an exponential tail puts the bottom just as near: hardly any slope
   * across.
   */
  floorSlope: 0.2,
} as const

/** The same thresholds with other numbers. */
export type RegionThresholds = { readonly [K in keyof typeof regionThresholds]: number }

/** One comparison of a measure with a threshold, or with zero. */
interface Condition {
  readonly label: string
  readonly measure: LocalMeasure
  readonly comparison: '<' | '>'
  readonly threshold: keyof RegionThresholds | undefined
}

function below(measure: LocalMeasure, threshold?: keyof RegionThresholds): Condition {
  return { label: labels[measure], measure, comparison: '<', threshold }
}

function above(measure: LocalMeasure, threshold?: keyof RegionThresholds): Condition {
  return { label: labels[measure], measure, comparison: '>', threshold }
}

const labels: Readonly<Record<LocalMeasure, string>> = {
  slope: 'slope, in height ranges a half-width',
  steepness: 'steepness, in heights a half-width',
  leastCurvature: 'least curvature, in height ranges',
  greatestCurvature: 'greatest curvature, in height ranges',
  curvature: 'curvature, in height ranges',
  upwardShare: 'upward curvature, as a part of the greatest',
  downwardShare: 'downward curvature, as a part of the greatest',
  condition: 'ratio of curvatures',
  criticalDistance: 'Newton step, in half-widths',
  criticalRise: 'rise and fall on the way to the critical point, in height ranges',
  floorDistance: 'distance to the floor, in half-widths',
  floorSlope: 'slope across, in height ranges a half-width',
}

interface Rule {
  readonly regionClass: RegionClass
  readonly conditions: readonly Condition[]
}

function criticalRules(distance: 'here' | 'near'): readonly Rule[] {
  const regular = below('condition', 'degenerate')
  const close = below('criticalDistance', distance)
  return [
    { regionClass: 'minimum', conditions: [close, above('leastCurvature'), regular] },
    { regionClass: 'maximum', conditions: [close, below('greatestCurvature'), regular] },
    { regionClass: 'saddle', conditions: [close, below('leastCurvature'), above('greatestCurvature'), regular] },
  ]
}

/**
 * The classes in the order they are tried; the first whose conditions all hold is taken. A critical point that is here
 * comes before plateau, since a shelf may have a lowest point; one that is merely close by comes after it, since a
 * shelf's neighbourhood is still shelf. What surrounds a critical point comes last: by then it is neither flat, nor
 * steep, nor a valley floor.
 */
const rules: readonly Rule[] = [
  ...criticalRules('here'),
  { regionClass: 'plateau', conditions: [below('slope', 'flat'), below('curvature', 'flat')] },
  ...criticalRules('near'),
  { regionClass: 'cliff', conditions: [above('steepness', 'steep')] },
  {
    regionClass: 'ill-conditioned-valley',
    conditions: [
      above('condition', 'illConditioned'),
      above('upwardShare', 'upward'),
      below('floorDistance', 'floor'),
      below('floorSlope', 'floorSlope'),
    ],
  },
  {
    regionClass: 'saddle',
    conditions: [
      below('criticalDistance', 'reach'),
      below('criticalRise', 'rise'),
      above('downwardShare', 'downward'),
      above('upwardShare', 'downward'),
    ],
  },
  {
    regionClass: 'convex-bowl',
    conditions: [
      below('criticalDistance', 'reach'),
      below('criticalRise', 'rise'),
      above('leastCurvature'),
      below('condition', 'illConditioned'),
    ],
  },
]

/** What a slope is: none of the others. */
const slope: Rule = {
  regionClass: 'slope',
  conditions: [above('criticalDistance', 'reach'), below('steepness', 'steep'), above('slope', 'flat')],
}

/** A condition with the numbers that decide it. */
export interface ClassTest {
  /** Index into the measures. */
  readonly measure: number
  readonly isBelow: boolean
  readonly limit: number
}

/** Decides region classes by given thresholds. */
export class RegionClassifier {
  /** Of each class in the order they are tried, what has to hold. */
  readonly tests: readonly { readonly regionClass: RegionClass; readonly all: readonly ClassTest[] }[]
  /** The class of a point of which no test holds. */
  readonly otherwise = slope.regionClass

  constructor(private readonly thresholds: RegionThresholds = regionThresholds) {
    this.tests = rules.map(({ regionClass, conditions }) => ({
      regionClass,
      all: conditions.map((condition) => ({
        measure: localMeasures.indexOf(condition.measure),
        isBelow: condition.comparison === '<',
        limit: this.limitOf(condition),
      })),
    }))
  }

  /** The class of a point with these measures. Allocates nothing. */
  classOf(measures: Float64Array): RegionClass {
    return this.ruleOf(measures).regionClass
  }

  /** What the class rests on; for a slope, what it is not. */
  evidenceOf(measures: Float64Array): readonly Evidence[] {
    return this.ruleOf(measures).conditions.map((condition) => {
      const { label, measure, comparison } = condition
      const value = measures[localMeasures.indexOf(measure)]!
      const threshold = this.limitOf(condition)
      return { label, value, threshold, comparison, holds: comparison === '<' ? value < threshold : value > threshold }
    })
  }

  private ruleOf(measures: Float64Array): Rule {
    for (let rule = 0; rule < this.tests.length; rule++) {
      if (allHold(this.tests[rule]!.all, measures)) return rules[rule]!
    }
    return slope
  }

  private limitOf({ threshold }: Condition): number {
    return threshold === undefined ? 0 : this.thresholds[threshold]
  }
}

function allHold(tests: readonly ClassTest[], measures: Float64Array): boolean {
  for (let k = 0; k < tests.length; k++) {
    const { measure, isBelow, limit } = tests[k]!
    const value = measures[measure]!
    if (!(isBelow ? value < limit : value > limit)) return false
  }
  return true
}
