import type { Evidence, RegionClass } from './probe-result'

/**
 * The thresholds of the region classes. All are pure numbers: lengths are measured in half-widths of the domain, heights in the height range of
 * the landscape over it, so that neither the unit of f nor those of x and y decide.
 */
export const regionThresholds = {
  /** A critical point is here: the local quadratic's own is within rounding of a listed place, in half-widths. */
  here: 1e-6,
  /** A critical point is close by, in half-widths: about a marker's size in a picture of the domain. */
  near: 0.01,
  /** A direction this many times less curved than the most curved one has no curvature that rounding lets us trust. */
  degenerate: 1e10,
  /** Flat: walking a half-width changes f by less than this part of the height range, by slope and by curvature alike. */
  flat: 0.02,
  /** Steep: this slope carried on would cross all heights, up to the point's own, in a twelfth of a half-width. A polynomial of degree d reaches about d.  */
  steep: 12,
  /** Ill-conditioned: this much more curved across than along. */
  illConditioned: 50,
  /** On the floor: the bottom of the cross-section is this near, in half-widths. */
  floor: 0.02,
  /** On the floor, not at the foot of a wall, where an exponential tail puts the bottom just as near: hardly any slope across. */
  floorSlope: 0.2,
} as const

/** The same thresholds with other numbers. */
export type RegionThresholds = { readonly [K in keyof typeof regionThresholds]: number }

/** What a region class is decided by, in half-widths and height ranges; finite but for the distances and the condition number, which may be infinite. */
export interface LocalMeasures {
  /** |g|, g_i scaled by L_i / R. */
  readonly slope: number
  /** |g| scaled by L_i / (R, or the point's own height above the lowest if that is more). */
  readonly steepness: number
  /** The eigenvalues of H_ij L_i L_j / R that are least and greatest. */
  readonly leastCurvature: number
  readonly greatestCurvature: number
  /** Greatest over least |eigenvalue|. */
  readonly condition: number
  /** |H^-1 g|: how far the local quadratic's critical point is. */
  readonly criticalDistance: number
  /** |g . v| / lambda for the most curved direction: how far the bottom of that cross-section is. */
  readonly floorDistance: number
  /** |g . v| for the same direction. */
  readonly floorSlope: number
}

const limits = regionThresholds

const here = (m: LocalMeasures): Evidence =>
  below('distance to the critical point, in half-widths', m.criticalDistance, limits.here)
const near = (m: LocalMeasures): Evidence =>
  below('distance to the critical point, in half-widths', m.criticalDistance, limits.near)
const regular = (m: LocalMeasures): Evidence => below('ratio of curvatures', m.condition, limits.degenerate)
const convex = (m: LocalMeasures): Evidence => above('least curvature, in height ranges', m.leastCurvature, 0)
const concave = (m: LocalMeasures): Evidence => below('greatest curvature, in height ranges', m.greatestCurvature, 0)
const curvedUp = (m: LocalMeasures): Evidence => above('greatest curvature, in height ranges', m.greatestCurvature, 0)
const curvedDown = (m: LocalMeasures): Evidence => below('least curvature, in height ranges', m.leastCurvature, 0)
const absoluteCurvature = (m: LocalMeasures): number =>
  Math.max(Math.abs(m.leastCurvature), Math.abs(m.greatestCurvature))

interface Rule {
  readonly regionClass: RegionClass
  readonly evidence: (measures: LocalMeasures) => readonly Evidence[]
}

function criticalRules(distance: (m: LocalMeasures) => Evidence): readonly Rule[] {
  return [
    { regionClass: 'minimum', evidence: (m) => [distance(m), convex(m), regular(m)] },
    { regionClass: 'maximum', evidence: (m) => [distance(m), concave(m), regular(m)] },
    { regionClass: 'saddle', evidence: (m) => [distance(m), curvedDown(m), curvedUp(m), regular(m)] },
  ]
}

/**
 * The classes in the order they are tried; the first whose whole evidence holds is taken. A critical point that is here comes
 * before plateau, since a shelf may have a lowest point; one that is merely close by comes after it, since a shelf's neighbourhood is still shelf.
 */
const rules: readonly Rule[] = [
  ...criticalRules(here),
  {
    regionClass: 'plateau',
    evidence: (m) => [
      below('slope, in height ranges a half-width', m.slope, limits.flat),
      below('curvature, in height ranges', absoluteCurvature(m), limits.flat),
    ],
  },
  ...criticalRules(near),
  {
    regionClass: 'cliff',
    evidence: (m) => [above('steepness, in heights a half-width', m.steepness, limits.steep)],
  },
  {
    regionClass: 'ill-conditioned-valley',
    evidence: (m) => [
      above('ratio of curvatures', m.condition, limits.illConditioned),
      above('curvature across, in height ranges', m.greatestCurvature, absoluteCurvature(m) / 2),
      below('distance to the floor, in half-widths', m.floorDistance, limits.floor),
      below('slope across, in height ranges a half-width', m.floorSlope, limits.floorSlope),
    ],
  },
]

/** The region class of a point with these measures, and what it rests on; for a slope, what it is not. */
export function classifyRegion(measures: LocalMeasures): { regionClass: RegionClass; evidence: readonly Evidence[] } {
  for (const rule of rules) {
    const evidence = rule.evidence(measures)
    if (evidence.every(({ holds }) => holds)) return { regionClass: rule.regionClass, evidence }
  }
  return {
    regionClass: 'slope',
    evidence: [
      above('distance to the critical point, in half-widths', measures.criticalDistance, limits.near),
      below('steepness, in heights a half-width', measures.steepness, limits.steep),
      above('slope, in height ranges a half-width', measures.slope, limits.flat),
    ],
  }
}

function below(label: string, value: number, threshold: number): Evidence {
  return { label, value, threshold, comparison: '<', holds: value < threshold }
}

function above(label: string, value: number, threshold: number): Evidence {
  return { label, value, threshold, comparison: '>', holds: value > threshold }
}
