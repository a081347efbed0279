import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import torch from '../../../../test/reference/torch-derivatives.json'
import type { Expression } from '../../calculus'
import { compileExpression } from '../../calculus'
import { landscapeExpression, planeLandscape, planeLandscapes } from '../../catalogue/landscapes'
import type { Domain } from '../../domain'
import type { KnownPoint, PlaneLandscape } from '../../definitions/landscape'
import { expressionObjective } from '../../objectives/expression'
import { heightRange } from './height-range'
import { probe } from './probe'
import type { ProbeResult, RegionClass } from './probe-result'

function compiled(text: string): Expression {
  const { value, problems } = compileExpression(text, { variables: ['x', 'y'], parameters: [] })
  if (value === undefined) throw new Error(JSON.stringify(problems))
  return value
}

const square: Domain = { x: [-2, 2], y: [-2, 2] }

function probeText(text: string, at: readonly [number, number], domain: Domain = square): ProbeResult {
  const objective = expressionObjective(compiled(text), {})
  return probe(objective, at, domain, heightRange(objective, domain))
}

/** Probes of one landscape at its default parameters, with its height range found once. */
function prober(definition: PlaneLandscape): (at: readonly [number, number]) => ProbeResult {
  const parameters = Object.entries(definition.parameters).map(([name, parameter]) => [name, parameter.default])
  const objective = expressionObjective(landscapeExpression(definition), Object.fromEntries(parameters))
  const range = heightRange(objective, definition.domain)
  return (at) => probe(objective, at, definition.domain, range)
}

describe('numbers', () => {
  test.each(torch.rows.map((row) => [row.function, row.at.join(', '), row] as const))(
    '%s at (%s) has the derivatives that torch finds',
    (_, __, row) => {
      const result = probeText(row.expression, row.at as [number, number])
      const got = [result.value, ...result.gradient, ...result.hessian, ...result.eigenvalues]
      const expected = [row.value, ...row.gradient, ...row.hessian.flat(), ...row.eigenvalues]
      expect(got).toHaveLength(expected.length)
      got.forEach((number, i) => {
        expect(Math.abs(number - expected[i]!)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(expected[i]!)))
      })
    },
  )

  test('eigenvectors satisfy H v = lambda v', () => {
    const { hessian, eigenvalues, eigenvectors } = probeText('(1-x)^2 + 100*(y-x^2)^2', [-1.3, 2.1])
    for (const i of [0, 1]) {
      const [a, b] = eigenvectors.subarray(2 * i) as unknown as [number, number]
      // |lambda| is 1400 at most, and a handful of operations round: 1e-12.
      expect(Math.abs(hessian[0]! * a + hessian[1]! * b - eigenvalues[i]! * a)).toBeLessThan(1e-12)
      expect(Math.abs(hessian[2]! * a + hessian[3]! * b - eigenvalues[i]! * b)).toBeLessThan(1e-12)
    }
  })

  test('what vanishes is 0 without a sign', () => {
    const { gradient, hessian, eigenvalues } = probeText('-x^2', [-1.5, 2])
    expect([...gradient]).toEqual([3, 0])
    expect([...hessian]).toEqual([-2, 0, 0, 0])
    expect([...eigenvalues]).toEqual([-2, 0])
    expect([...probeText('-x^2 - y^2', [0, 0]).gradient]).toEqual([0, 0])
  })

  test('the condition number is that of the Hessian, infinite where a direction is flat', () => {
    expect(probeText('(x^2 + 50*y^2)/2', [1, 1]).conditionNumber).toBe(50)
    expect(probeText('x^2 - 4*y^2', [1, 1]).conditionNumber).toBe(4)
    expect(probeText('x^2', [1, 1]).conditionNumber).toBe(Infinity)
    expect(probeText('x + y', [1, 1]).conditionNumber).toBe(Infinity)
    expect(probeText('log(x) + y', [-1, 1]).conditionNumber).toBeNaN()
  })

  test('the stable learning rate is 2 / lambda_max where something curves upward', () => {
    expect(probeText('(x^2 + 50*y^2)/2', [1, 1])).toMatchObject({
      stableLearningRate: 2 / 50,
      stabilityNote: expect.stringContaining('quadratic'),
    })
    const saddle = probeText('x^2 - y^2', [1, 1])
    expect(saddle.stableLearningRate).toBe(1)
    expect(saddle.stabilityNote).toContain('no learning rate')
    for (const text of ['-x^2 - y^2', 'x + y', 'log(x) + y^2']) {
      expect(probeText(text, [-1, 1])).not.toHaveProperty('stableLearningRate')
    }
  })
})

test('where a formula is not differentiable the probe says so, and claims no region class', () => {
  const corner = probeText('abs(x) + y^2', [0, 0])
  expect(corner).toMatchObject({ kink: 'abs at a corner', regionClass: 'undefined', value: 0 })
  expect([...corner.gradient]).toEqual([0, 0])
  expect(corner).not.toHaveProperty('stableLearningRate')
  expect(probeText('abs(x) + y^2', [1, 0])).not.toHaveProperty('kink')
  const round = probeText('abs(x)^2 + y^2', [0, 0])
  expect(round).not.toHaveProperty('kink')
  expect(round.regionClass).toBe('minimum')
})

describe('region class', () => {
  const expected = (id: string, { kind, kink, eigenvalues }: KnownPoint): RegionClass => {
    // The kink of drop-wave's root cancels in the cosine, which is even.
    if (kink === true && id !== 'drop-wave') return 'undefined'
    if (kind !== 'degenerate') return kind
    return eigenvalues?.[1] === 0 ? 'saddle' : 'ill-conditioned-valley'
  }
  /** On an edge f falls on outwards, and along a ring of maxima no class says what the place is. */
  const isClassed = ({ boundary, kind, eigenvalues }: KnownPoint): boolean =>
    boundary !== true && !(kind === 'degenerate' && eigenvalues![0] < 0)

  test.each(planeLandscapes.map((definition) => [definition.id, definition] as const))(
    '%s: each known point is classed as what it is; a kink is undefined, a vanishing Hessian a plateau, a level floor a valley',
    (id, definition) => {
      const at = prober(definition)
      for (const point of definition.knownPoints.filter(isClassed)) {
        expect(at(point.at).regionClass, String(point.at)).toBe(expected(id, point))
      }
    },
  )

  test.each<[id: string, at: readonly [number, number], regionClass: RegionClass, why: string]>([
    ['plateau', [-1, 1], 'plateau', 'the shelf'],
    ['plateau', [0.03, 0.02], 'plateau', 'the shelf beside its lowest point'],
    ['plateau', [2.01, 1], 'minimum', 'beside the pit'],
    ['plateau', [2.25, 1], 'slope', 'the side of the pit'],
    ['cliff', [0.5, 1], 'cliff', 'the wall'],
    ['cliff', [-1, -2], 'cliff', 'the wall, elsewhere'],
    ['cliff', [1.9, 1], 'slope', 'the upper terrace'],
    ['cliff', [0.37, 1], 'slope', 'the foot of the wall, whose exponential tail looks like the floor of a valley'],
    ['rosenbrock', [0.5, 0.25], 'ill-conditioned-valley', 'the floor'],
    ['rosenbrock', [-1, 1], 'ill-conditioned-valley', 'the floor beyond the bend'],
    ['rosenbrock', [-1.5, 0], 'slope', 'the wall, which rises with the whole picture and so is no cliff'],
    ['rosenbrock', [-2, -1], 'slope', 'the highest corner'],
    ['rosenbrock', [0.999, 0.998], 'minimum', 'beside the minimum'],
    ['ill-conditioned-quadratic', [-3, 0.01], 'ill-conditioned-valley', 'the floor'],
    ['ill-conditioned-quadratic', [-3, 2], 'slope', 'the wall'],
    ['sphere', [0.5, -0.5], 'convex-bowl', 'the bottom of a round bowl'],
    ['sphere', [3, 3], 'slope', 'its side'],
    ['himmelblau', [3.3, 2.2], 'convex-bowl', 'the surroundings of a minimum'],
    ['himmelblau', [0.3, 2.5], 'saddle', 'the surroundings of a saddle'],
    ['himmelblau', [-0.3, -0.4], 'slope', 'the side of the hill'],
    ['himmelblau', [5, 5], 'slope', 'the corner, convex but high above any minimum'],
    ['monkey-saddle', [0.2, 0.1], 'saddle', 'beside a saddle of three valleys'],
    ['rosenbrock', [0, 2.5], 'slope', 'high between the walls, though it curves down along x'],
    ['simple-saddle', [0.001, -0.001], 'saddle', 'beside the saddle'],
  ])('%s at (%s) is %s: %s', (id, at, regionClass) => {
    const result = prober(planeLandscape(id))(at)
    expect(result.regionClass).toBe(regionClass)
    expect(result.evidence.length).toBeGreaterThan(0)
    for (const { holds, value, threshold, comparison } of result.evidence) {
      expect(holds).toBe(comparison === '<' ? value < threshold : value > threshold)
    }
    if (regionClass !== 'slope') expect(result.evidence.every(({ holds }) => holds)).toBe(true)
  })

  test.each([
    ['log(x) + y', [-1, 0]],
    ['1/x', [0, 1]],
    ['sqrt(x^2 + y^2)', [0, 0]],
  ] as const)('%s at (%s) is undefined', (text, at) => {
    expect(probeText(text, at).regionClass).toBe('undefined')
  })

  test.each<[text: string, at: readonly [number, number], regionClass: RegionClass, degenerate: string | undefined]>([
    ['x^4 + y^4', [0, 0], 'minimum', 'minimum'],
    ['1e6 + x^4 + y^4', [0, 0], 'minimum', 'minimum'],
    ['-x^4 - y^6', [0, 0], 'maximum', 'maximum'],
    ['x^3 - 3 x y^2', [0, 0], 'saddle', 'monkey saddle'],
    ['x^2 - y^4', [0, 0], 'saddle', 'saddle'],
    ['x^2 + y^4', [0, 0], 'minimum', 'minimum'],
    ['x^2 + y^3', [0, 0], 'ill-conditioned-valley', 'shoulder'],
    ['x^4 - y^4', [0, 0], 'saddle', 'saddle'],
    ['x^4 - 6 x^2 y^2 + y^4', [0, 0], 'saddle', 'saddle'],
    // Rises along every line through the origin, and falls between two parabolas.
    ['(y - x^2) (y - 2 x^2)', [0, 0], 'saddle', 'saddle'],
    ['x^2 y^2', [0, 0], 'minimum', 'minimum'],
    ['x^8 + y^8', [0, 0], 'minimum', 'minimum'],
    ['hypot(x, y)^4', [0, 0], 'minimum', 'minimum'],
    ['hypot(x, y)^2', [0, 0], 'minimum', undefined],
    ['cos(hypot(x, y))', [0, 0], 'maximum', undefined],
    ['x^2', [0, 1], 'ill-conditioned-valley', undefined],
    ['x^4 + y^4', [1, 0], 'slope', undefined],
    ['relu(x)^4 + relu(y)^4', [-1, -1], 'plateau', undefined],
    ['exp(-100 (x^2 + y^2))', [2, 2], 'plateau', undefined],
  ])('%s at (%s) is a %s, degenerate: %s', (text, at, regionClass, degenerate) => {
    const result = probeText(text, at)
    expect(result.regionClass).toBe(regionClass)
    expect(result.degenerate).toBe(degenerate)
    if (degenerate === 'minimum' && result.eigenvalues[1] === 0) {
      expect(result.stabilityNote).toBe('the Hessian vanishes here, and bounds no learning rate')
    }
  })

  test.each(['3', '0*x', 'x/x'])('the constant %s is a plateau', (text) => {
    expect(probeText(text, [1, 1]).regionClass).toBe('plateau')
  })

  /** Classes that cover little of their landscape. */
  const rarePlaces: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
    cliff: [[0.5, 1]],
    'six-hump-camel': [[0.2, -0.75]],
    'ill-conditioned-quadratic': [[-3, 0.01]],
  }

  test('no unit of f, x or y decides', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    const seen = new Set<RegionClass>()
    for (const id of ['beale', 'cliff', 'plateau', 'six-hump-camel', 'rastrigin', 'ill-conditioned-quadratic']) {
      const definition = planeLandscape(id)
      const { domain } = definition
      const plain = prober(definition)
      const text = definition.expression.replaceAll('kappa', '100')
      // f times 1000, x stretched by 8 and y shrunk by 4: powers of two, so that not even rounding moves a grid point.
      const stretched = compiled(`1000*(${text.replace(/\bx\b/g, '(x/8)').replace(/\by\b/g, '(y*4)')})`)
      const objective = expressionObjective(stretched, {})
      const wide: Domain = {
        x: [domain.x[0] * 8, domain.x[1] * 8],
        y: [domain.y[0] / 4, domain.y[1] / 4],
      }
      const range = heightRange(objective, wide)
      const places = [...definition.knownPoints.map(({ at }) => at), ...(rarePlaces[id] ?? [])]
      const place = fc
        .tuple(unit, unit)
        .map(
          ([u, v]) =>
            [domain.x[0] + u * (domain.x[1] - domain.x[0]), domain.y[0] + v * (domain.y[1] - domain.y[0])] as const,
        )
      fc.assert(
        fc.property(fc.oneof(place, fc.constantFrom(...places)), (at) => {
          const one = plain(at)
          const other = probe(objective, [at[0] * 8, at[1] / 4], wide, range)
          seen.add(one.regionClass)
          expect(other.regionClass).toBe(one.regionClass)
          other.evidence.forEach(({ label, value }, i) => {
            expect(label).toBe(one.evidence[i]!.label)
            // Distances at a critical point are rounding themselves.
            if (Number.isFinite(value))
              expect(Math.abs(value - one.evidence[i]!.value)).toBeLessThanOrEqual(1e-9 * Math.abs(value) + 1e-12)
          })
        }),
        { seed: 5, numRuns: 150 },
      )
    }
    expect([...seen].sort()).toEqual([
      'cliff',
      'convex-bowl',
      'ill-conditioned-valley',
      'maximum',
      'minimum',
      'plateau',
      'saddle',
      'slope',
    ])
  })
})

describe('height range', () => {
  const range = (text: string): readonly [number, number] => {
    const { low, high } = heightRange(expressionObjective(compiled(text), {}), square)
    return [low, high]
  }
  test('one huge corner does not decide', () => {
    const [, plain] = range('x^2 + y^2')
    const [, spiked] = range('x^2 + y^2 + 10^9*exp(-50*((x - 2)^2 + (y - 2)^2))')
    expect(spiked).toBeLessThan(1.1 * plain)
  })
  test('a narrow pit does', () => {
    // The four grid points nearest to the pit are 0.0725 from it: 1 - exp(-0.263) = 0.231.
    expect(range('1 - exp(-50*(x^2 + y^2))')[0]).toBeCloseTo(0.231, 3)
  })
  test('holes are left out, and a landscape of holes has no heights', () => {
    expect(range('log(x)').every(Number.isFinite)).toBe(true)
    expect(range('log(-1 - x^2)')).toEqual([NaN, NaN])
  })
})
