import { finish } from '../../../src/core/pieces'
import { describe, expect, test } from 'vitest'
import { findCriticalPoints, formulaEffort } from '../../../src/core/analysis/points/critical-points'
import { GradientEnclosure } from '../../../src/core/analysis/points/gradient-enclosure'
import { type Domain, halfWidths } from '../../../src/core/domain'
import type { PointsResult } from '../../../src/core/analysis/points/points-result'
import { landscapeExpression, planeLandscapes } from '../../../src/core/catalogue/landscapes'
import type { Hazard, PlaneLandscape } from '../../../src/core/definitions/landscape'
import { expressionObjective } from '../../../src/core/objectives/expression'
import { stream } from '../../../src/core/random/stream'

/** A tenth of the full effort's boxes: landscapes that need more are wild. */
const effort = { ...formulaEffort, grid: 128, boxes: 10_000, operations: 4e6 }
/**
 * Landscapes of thousands of critical points, or of hundreds and a long formula: they are searched around each known
 * point only.
 */
const wild = ['ackley-3', 'eggholder', 'langermann', 'levy-13', 'shubert']
const aroundWild = 0.04
const doubtful: readonly Hazard[] = ['kink', 'flat', 'degenerate']

function formulaOf(definition: PlaneLandscape) {
  const expression = landscapeExpression(definition)
  const parameters = Object.fromEntries(
    Object.entries(definition.parameters).map(([name, parameter]) => [name, parameter.default]),
  )
  return {
    objective: expressionObjective(expression, parameters),
    formula: { expression, parameters: expression.parameters.map((name) => parameters[name]!) },
  }
}

function search(definition: PlaneLandscape, domain: Domain): PointsResult {
  const { objective, formula } = formulaOf(definition)
  const steps = findCriticalPoints(objective, domain, formula, effort)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

describe.each(planeLandscapes.map((definition) => [definition.id, definition] as const))('%s', (id, definition) => {
  const { domain, knownPoints, hazards } = definition
  const smooth = knownPoints.filter(({ kink, boundary }) => kink !== true && boundary !== true)
  const lengths = halfWidths(domain)
  const distance = (a: readonly [number, number], b: readonly [number, number]): number =>
    Math.hypot((a[0] - b[0]) / lengths[0], (a[1] - b[1]) / lengths[1])

  const domains = wild.includes(id)
    ? smooth.map(({ at }) => ({
        x: around(at[0], aroundWild * lengths[0], domain.x),
        y: around(at[1], aroundWild * lengths[1], domain.y),
      }))
    : [domain]

  test('its known critical points are found, and as many turns of the gradient as there are along the boundary', () => {
    for (const part of domains) {
      const { points, windingNumber, windingFound, complete, note } = search(definition, part)
      for (const known of smooth.filter(({ at }) => holds(part, at))) {
        const nearest = points.reduce((best, point) =>
          distance(point.at, known.at) < distance(best.at, known.at) ? point : best,
        )
        // Of a curve of critical points one in a quarter of a half-width is kept; else a known place is right to its
        // last digits.
        const isOnCurve = known.kind === 'degenerate' && note.includes('curves')
        expect(distance(nearest.at, known.at), String(known.at)).toBeLessThan(isOnCurve ? 0.25 : 1e-8)
        expect(nearest.kind, String(known.at)).toBe(known.kind)
      }
      for (const { kind, index, winding, eigenvalues, at } of points) {
        expect(holds(part, at)).toBe(true)
        expect(eigenvalues[0]).toBeLessThanOrEqual(eigenvalues[1])
        if (kind === 'degenerate') continue
        expect([kind, winding]).toEqual([['minimum', 'saddle', 'maximum'][index], (-1) ** index])
      }
      // Intervals end where there is no gradient, no height that rounding leaves, or a Hessian that vanishes.
      if (hazards.some((hazard) => doubtful.includes(hazard))) continue
      expect(windingNumber).toBeDefined()
      expect(windingFound).toBe(windingNumber)
      expect(complete, note).toBe(true)
    }
  })

  test('intervals never exclude a known critical point, and prove a regular one', () => {
    const { formula } = formulaOf(definition)
    const enclosure = new GradientEnclosure(formula)
    const draws = stream(11, 'boxes')
    for (const { at, kind } of smooth) {
      for (let trial = 0; trial < 20; trial++) {
        // A box of any size from a millionth of a half-width to all of one, the point anywhere inside.
        const size = 10 ** (-6 * draws.uniform())
        const [u, v] = [draws.uniform(), draws.uniform()]
        const box = {
          x0: at[0] - u * size * lengths[0],
          x1: at[0] + (1 - u) * size * lengths[0],
          y0: at[1] - v * size * lengths[1],
          y1: at[1] + (1 - v) * size * lengths[1],
        }
        // The place is known to rounding only: a box must be that much larger.
        const [slackX, slackY] = [1e-12 * (lengths[0] + Math.abs(at[0])), 1e-12 * (lengths[1] + Math.abs(at[1]))]
        const larger = { x0: box.x0 - slackX, x1: box.x1 + slackX, y0: box.y0 - slackY, y1: box.y1 + slackY }
        expect(finish(enclosure.isFree(larger))).toBe(false)
        const contraction = finish(enclosure.contract(larger))
        if (contraction === undefined) continue
        const { image } = contraction
        expect(image.x0 - slackX <= at[0] && at[0] <= image.x1 + slackX).toBe(true)
        expect(image.y0 - slackY <= at[1] && at[1] <= image.y1 + slackY).toBe(true)
        if (kind === 'degenerate') expect(contraction.regular).toBe(false)
      }
    }
  })
})

function around(at: number, reach: number, [min, max]: readonly [number, number]): readonly [number, number] {
  return [Math.max(min, at - reach), Math.min(max, at + reach)]
}

function holds({ x, y }: Domain, at: readonly [number, number]): boolean {
  return at[0] >= x[0] && at[0] <= x[1] && at[1] >= y[0] && at[1] <= y[1]
}
