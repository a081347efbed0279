import { cos, exp, sin } from '../elementary'

/** Points of an interval and their weights. */
export interface IntervalNodes {
  readonly points: Float64Array
  readonly weights: Float64Array
}

/** Points of the plane with weights whose sum is 1. */
export interface PlaneNodes {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly weights: Float64Array
}

const PI = 3.141592653589793
/** Panels, and points of each: a loss that jumps inside a panel is wrong on a thousandth of the interval at most. */
const panels = 128
const pointsOfPanel = 8

/**
 * The uniform distribution on [from, to] by Gauss and Legendre's rule with 8 points on each of 128 equal panels, cut
 * again at `breaks`, where the integrand may jump or bend.
 * Source: P. J. Davis, P. Rabinowitz, Methods of Numerical Integration, 2nd edition, 1984, sections 2.7 and 2.9.
 */
export function uniformNodes(from: number, to: number, breaks: readonly number[] = []): IntervalNodes {
  const ends = Array.from({ length: panels + 1 }, (_, i) => from + ((to - from) * i) / panels)
  const cuts = [...new Set([...ends, ...breaks.filter((cut) => cut > from && cut < to)])].sort((a, b) => a - b)
  const { points, weights } = panelNodes(cuts)
  return { points, weights: weights.map((weight) => weight / (to - from)) }
}

/** Gauss and Legendre's rule of 8 points between each cut and the next; the weights sum to the whole length. */
function panelNodes(cuts: readonly number[]): IntervalNodes {
  const rule = gaussLegendre(pointsOfPanel)
  const count = (cuts.length - 1) * pointsOfPanel
  const [points, weights] = [new Float64Array(count), new Float64Array(count)]
  for (let panel = 0; panel + 1 < cuts.length; panel++) {
    const [middle, half] = [(cuts[panel]! + cuts[panel + 1]!) / 2, (cuts[panel + 1]! - cuts[panel]!) / 2]
    for (let i = 0; i < pointsOfPanel; i++) {
      points[panel * pointsOfPanel + i] = middle + half * rule.points[i]!
      weights[panel * pointsOfPanel + i] = half * rule.weights[i]!
    }
  }
  return { points, weights }
}

/**
 * Gauss and Legendre's rule of n points on [-1, 1], its weights summing to 2: Newton's method on P_n by its
 * recurrence. Source: Davis and Rabinowitz, 1984, section 2.7.
 */
function gaussLegendre(n: number): IntervalNodes {
  const [points, weights] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    let x = -cos((PI * (i + 0.75)) / (n + 0.5))
    let slope = 0
    for (let round = 0; round < 8; round++) {
      let [before, value] = [1, x]
      for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
      slope = (n * (x * value - before)) / (x * x - 1)
      x -= value / slope
    }
    points[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { points, weights }
}

/** Of the rings about a Gaussian's middle: how far they go, in standard deviations, and the points of each. */
const reach = 6.5
const radialPanels = 6
const pointsOfRing = 80
/** Its multiples, modulo 1, never come near each other. */
const goldenRatio = 1.618033988749895

/**
 * A Gaussian about (x, y) with this standard deviation in every direction: rings of equally spaced points at radii by
 * Gauss and Legendre's rule, which converges exponentially for smooth integrands. Each ring is turned by a golden part
 * of its spacing, so that no direction is one along which a decision boundary passes unseen between points, as between
 * the rows of a lattice: the probability of a half-plane is right to about a thousandth. A deviation of 0 is a point.
 * Source: A. H. Stroud, Approximate Calculation of Multiple Integrals, 1971, section 2.6 (products in polar
 * coordinates).
 */
export function gaussianNodes(x: number, y: number, deviation: number): PlaneNodes {
  if (deviation === 0) return { xs: Float64Array.of(x), ys: Float64Array.of(y), weights: Float64Array.of(1) }
  const radii = panelNodes(Array.from({ length: radialPanels + 1 }, (_, i) => (reach * i) / radialPanels))
  const count = radii.points.length * pointsOfRing
  const [xs, ys, weights] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  const ofRings = radii.weights.map(
    (weight, ring) => weight * radii.points[ring]! * exp((-radii.points[ring]! * radii.points[ring]!) / 2),
  )
  const sum = ofRings.reduce((total, weight) => total + weight, 0)
  for (let at = 0; at < count; at++) {
    const ring = Math.floor(at / pointsOfRing)
    const turned = (ring * goldenRatio) % 1
    const angle = (2 * PI * ((at % pointsOfRing) + turned)) / pointsOfRing
    xs[at] = x + deviation * radii.points[ring]! * cos(angle)
    ys[at] = y + deviation * radii.points[ring]! * sin(angle)
    weights[at] = ofRings[ring]! / sum / pointsOfRing
  }
  return { xs, ys, weights }
}
