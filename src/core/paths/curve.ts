/** How two points are joined: by a straight line, or by a curve with one bend. */
export type CurveId = 'straight' | BentCurve
export type BentCurve = 'bezier' | 'polygonal'

/**
 * How much of the ends and the bend a point of a curve is, at t from 0 to 1: of the quadratic Bezier curve
 * (1 - t)^2 a + 2 t (1 - t) bend + t^2 b, of the polygonal chain the line from a to the bend and on to b. Source: T.
 * Garipov et al., Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs, NeurIPS 2018, arXiv:1802.10026,
 * equations 3 and 4.
 */
export function shares(curve: CurveId, t: number): readonly [ofA: number, ofBend: number, ofB: number] {
  const rest = 1 - t
  switch (curve) {
    case 'straight':
      return [rest, 0, t]
    case 'bezier':
      return [rest * rest, 2 * t * rest, t * t]
    case 'polygonal':
      return t < 0.5 ? [1 - 2 * t, 2 * t, 0] : [0, 2 * rest, 2 * t - 1]
  }
}

/** Two points and what joins them; a straight line has no use for the bend. */
export interface Curve {
  readonly curve: CurveId
  readonly a: Float64Array
  readonly b: Float64Array
  readonly bend?: Float64Array
}

/** The point of a curve at t, into `out`. */
export function pointOn({ curve, a, b, bend }: Curve, t: number, out: Float64Array): void {
  const [ofA, ofBend, ofB] = shares(curve, t)
  for (let j = 0; j < out.length; j++) out[j] = ofA * a[j]! + ofB * b[j]! + (bend === undefined ? 0 : ofBend * bend[j]!)
}
