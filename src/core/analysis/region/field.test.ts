import { finish } from '../../pieces'
import { describe, expect, test } from 'vitest'
import { landscapeExpression, planeLandscape } from '../../catalogue/landscapes'
import { type Domain, gridCoordinate, halfWidths } from '../../domain'
import { compileExpression, type Expression } from '../../calculus'
import { hypotenuse } from '../../linalg/hypotenuse'
import { expressionObjective } from '../../objectives/expression'
import { fieldRows } from './field'
import type { FieldColumns } from './field-columns'
import { heightRange } from './height-range'
import { probe } from './probe'
import { type RegionClass, regionClasses } from './probe-result'
import { regionThresholds, type RegionThresholds } from './region-class'
import { RegionMeter } from './region-meter'

const [nx, ny] = [37, 23]

interface Subject {
  readonly expression: Expression
  readonly parameters: Readonly<Record<string, number>>
  readonly domain: Domain
}

function catalogued(id: string): Subject {
  const definition = planeLandscape(id)
  const parameters = Object.entries(definition.parameters).map(([name, parameter]) => [name, parameter.default])
  return {
    expression: landscapeExpression(definition),
    parameters: Object.fromEntries(parameters) as Record<string, number>,
    domain: definition.domain,
  }
}

function written(text: string, domain: Domain = { x: [-1, 1], y: [-1, 1] }): Subject {
  return {
    expression: compileExpression(text, { variables: ['x', 'y'], parameters: [] }).value!,
    parameters: {},
    domain,
  }
}

function field(
  { expression, parameters, domain }: Subject,
  { formula = true, thresholds = regionThresholds }: { formula?: boolean; thresholds?: RegionThresholds } = {},
): FieldColumns {
  const objective = expressionObjective(expression, parameters)
  const inOrder = expression.parameters.map((name) => parameters[name]!)
  const meter = new RegionMeter(halfWidths(domain), heightRange(objective, domain))
  const fill = fieldRows(
    objective,
    formula ? { expression, parameters: inOrder } : undefined,
    domain,
    [nx, ny],
    meter,
    thresholds,
  )
  const columns = (from: number, to: number): FieldColumns => {
    const count = (to - from) * nx
    const numbers = (): Float64Array => new Float64Array(count)
    return {
      classes: new Uint8Array(count),
      least: numbers(),
      greatest: numbers(),
      condition: numbers(),
      gradientNorm: numbers(),
    }
  }
  const whole = columns(0, ny)
  // Bands in any order.
  for (const [from, to] of [
    [9, ny],
    [0, 4],
    [4, 9],
  ] as const) {
    const band = columns(from, to)
    finish(fill(from, to, band))
    whole.classes.set(band.classes, from * nx)
    whole.least.set(band.least, from * nx)
    whole.greatest.set(band.greatest, from * nx)
    whole.condition.set(band.condition, from * nx)
    whole.gradientNorm.set(band.gradientNorm, from * nx)
  }
  return whole
}

function names({ classes }: FieldColumns): RegionClass[] {
  return Array.from(classes, (index) => regionClasses[index]!)
}

const bits = (numbers: Float64Array): BigUint64Array => new BigUint64Array(numbers.buffer)

describe('fieldRows', () => {
  test.each<[string, Subject]>([
    ['himmelblau', catalogued('himmelblau')],
    ['rosenbrock, with its parameters', catalogued('rosenbrock')],
    ['ackley, with a cone', catalogued('ackley')],
    ['the plateau', catalogued('plateau')],
    ['the cliff', catalogued('cliff')],
    ['the monkey saddle', catalogued('monkey-saddle')],
    ['a kink along a row of the grid', written('abs(x) + y^2', { x: [-18, 18], y: [-1, 1] })],
    ['a hole', written('x*log(x) + y^2')],
    ['level ground', written('3 + 0*x')],
  ])('%s is at every point what the probe says there, by rows and by points', (_, subject) => {
    const objective = expressionObjective(subject.expression, subject.parameters)
    const { domain } = subject
    const range = heightRange(objective, domain)
    const probes = Array.from({ length: nx * ny }, (_, k) => {
      const at = [gridCoordinate(domain.x, k % nx, nx), gridCoordinate(domain.y, Math.floor(k / nx), ny)]
      return probe(objective, at, domain, range)
    })
    for (const formula of [true, false]) {
      const columns = field(subject, { formula })
      expect(names(columns)).toEqual(probes.map(({ regionClass }) => regionClass))
      const column = (read: (k: number) => number): BigUint64Array => bits(Float64Array.from(probes, (_, k) => read(k)))
      expect(bits(columns.least)).toEqual(column((k) => probes[k]!.eigenvalues[0]!))
      expect(bits(columns.greatest)).toEqual(column((k) => probes[k]!.eigenvalues[1]!))
      expect(bits(columns.condition)).toEqual(column((k) => probes[k]!.conditionNumber))
      const norms = probes.map(({ gradient: [x, y] }) => hypotenuse(x!, y!))
      expect(columns.gradientNorm).toEqual(Float64Array.from(norms))
    }
  })

  test.each(['himmelblau', 'six-hump-camel', 'plateau', 'cliff', 'beale', 'styblinski-tang'])(
    '%s has the same map in any units, on any height',
    (id) => {
      const { expression, domain } = catalogued(id)
      const plain = names(field({ expression, parameters: {}, domain }))
      expect(new Set(plain).size).toBeGreaterThan(2)
      const text = expression.text.replace(/\bx\b/g, '(x/8)').replace(/\by\b/g, '(y*4)')
      const stretched: Domain = { x: [domain.x[0] * 8, domain.x[1] * 8], y: [domain.y[0] / 4, domain.y[1] / 4] }
      expect(names(field(written(`1000*(${text})`, stretched)))).toEqual(plain)
      expect(names(field(written(`${expression.text} + 1024`, domain)))).toEqual(plain)
    },
  )

  test('what a map shows is what a teacher would point at', () => {
    const shares = (id: string): Record<RegionClass, number> => {
      const all = names(field(catalogued(id)))
      return Object.fromEntries(
        regionClasses.map((name) => [name, all.filter((each) => each === name).length / all.length]),
      ) as Record<RegionClass, number>
    }
    const himmelblau = shares('himmelblau')
    expect(himmelblau['convex-bowl']).toBeGreaterThan(0.03)
    expect(himmelblau.saddle).toBeGreaterThan(0.03)
    expect(himmelblau.slope).toBeGreaterThan(0.5)
    expect(shares('plateau').plateau).toBeGreaterThan(0.8)
    expect(shares('cliff').cliff).toBeGreaterThan(0.01)
    expect(shares('monkey-saddle').saddle).toBeGreaterThan(0.15)
    expect(shares('monkey-saddle')['convex-bowl']).toBe(0)
    // One row of 23 lies on the floor.
    expect(shares('ill-conditioned-quadratic')['ill-conditioned-valley']).toBeCloseTo(1 / 23, 1)
  })

  test('the thresholds decide', () => {
    const cliff = catalogued('cliff')
    const none = field(cliff, { thresholds: { ...regionThresholds, steep: 1e6 } })
    expect(names(field(cliff))).toContain('cliff')
    expect(names(none)).not.toContain('cliff')
    const flat = field(cliff, { thresholds: { ...regionThresholds, flat: 1e6 } })
    expect(new Set(names(flat))).toEqual(new Set(['plateau']))
  })
})
