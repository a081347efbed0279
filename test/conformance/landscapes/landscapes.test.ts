import { describe, expect, test } from 'vitest'
import { findLandscape, planeLandscapes } from '../../../src/core/catalogue/landscapes'
import { images, kindOf, refined } from '../../../src/core/definitions/known-points'
import type { Domain } from '../../../src/core/domain'
import type { KnownPoint, Symmetry } from '../../../src/core/definitions/landscape'
import { landscapeGroups } from '../../../src/core/definitions/landscape'
import { encloser, exactly, holds, type Interval, overlap, roundedTo, width } from '../../support/enclosure'
import { type Place, type Plane, planeOf, spread } from '../../support/plane-landscape'
import { lowestFound } from '../../support/lowest-found'
import { eigenvalueBounds } from '../../support/symmetric-enclosure'
import golden from './landscapes.golden.json'

/** Every function of the reference table of plane test functions, and three of our own. */
const ids = [
  ...['ackley', 'ackley-3', 'adjiman', 'beale', 'bird', 'bohachevsky-1', 'booth', 'branin', 'brown-badly-scaled'],
  ...[
    'bukin-6',
    'cliff',
    'cross-in-tray',
    'cube',
    'de-jong-5',
    'deep-chain',
    'drop-wave',
    'dupont-bowl',
    'easom',
    'eggholder',
  ],
  ...['griewank', 'himmelblau', 'holder-table', 'ill-conditioned-quadratic', 'jennrich-sampson', 'langermann', 'levy'],
  ...['levy-13', 'lilipads-local-minimum', 'lilipads-plateau', 'lilipads-saddle', 'matyas', 'mccormick', 'michalewicz'],
  ...['monkey-saddle', 'peaks', 'plateau', 'powell-badly-scaled', 'rastrigin', 'rnn-cliff', 'rosenbrock', 'schaffer-2'],
  ...['schaffer-4', 'schwefel', 'shubert', 'simple-saddle', 'six-hump-camel', 'sphere', 'styblinski-tang', 'trid'],
  ...['two-layer-linear', 'zakharov'],
]

test('the catalogue holds every plane function, sorted by id, and a landscape of each group', () => {
  expect(planeLandscapes.map(({ id }) => id)).toEqual(ids)
  expect(Object.keys(golden)).toEqual(ids)
  expect(findLandscape('rosenbrock')?.id).toBe('rosenbrock')
  expect(findLandscape('rosenbrok')).toBeUndefined()
  const groups = new Set(planeLandscapes.map(({ group }) => group))
  expect(landscapeGroups.filter((group) => !groups.has(group))).toEqual(['Any dimension'])
  expect(new Set(planeLandscapes.map(({ title }) => title)).size).toBe(ids.length)
})

describe.each(planeLandscapes.map((definition) => [definition.id, definition] as const))('%s', (id, definition) => {
  const plane = planeOf(definition)
  const { domain, start, parameters, knownPoints, hazards } = definition
  const symmetries: readonly Symmetry[] = definition.symmetries ?? []

  test('its texts, domain, start and parameters are in order', () => {
    const texts = [definition.title, definition.description, definition.citation, ...(definition.notes ?? [])]
    for (const text of texts) expect(text.trim()).toMatch(/.{4}/)
    expect(domain.x[0]).toBeLessThan(domain.x[1])
    expect(domain.y[0]).toBeLessThan(domain.y[1])
    for (const at of [start, ...knownPoints.map((point) => point.at)]) expect(inside(domain, at), String(at)).toBe(true)
    for (const [name, { min, max, default: value, scale }] of Object.entries(parameters)) {
      expect(min, name).toBeLessThan(max)
      expect(value >= min && value <= max, name).toBe(true)
      if (scale === 'log') expect(min, name).toBeGreaterThan(0)
    }
    expect(Math.hypot(...plane.evaluate(start).subarray(1, 3))).toBeGreaterThan(0)
  })

  test('it is finite at its start over the whole range of each parameter', () => {
    Object.values(parameters).forEach(({ min, max }, i) => {
      for (const value of [min, max]) {
        expect(plane.evaluate(start, plane.defaults.with(i, value)).every(Number.isFinite)).toBe(true)
      }
    })
  })

  test('every parameter and variable matters', () => {
    const [u, v] = plane.halfWidths
    const places = [start, ...knownPoints.map(({ at }) => at)]
    ;[u, v, ...plane.defaults.map(() => 1)].forEach((unit, i) => {
      const changes = places.some((place) => {
        const inputs = [...place, ...plane.defaults]
        const [x, y, ...others] = inputs.with(i, inputs[i]! + unit / 8)
        return plane.value([x!, y!], others) !== plane.value(place)
      })
      expect(changes).toBe(true)
    })
  })

  test('its domain and critical points are those computed to 50 digits', () => {
    const computed = golden[id as keyof typeof golden]
    expect([...domain.x, ...domain.y]).toEqual(computed.domain)
    const listed = new Map(knownPoints.map((point) => [point.at.join(), point]))
    const motions = symmetries.filter((symmetry) => symmetry !== 'radial' && symmetry !== 'odd')
    const expected = computed.points
      .flatMap(([x, y, value, ...eigenvalues]) => images([x!, y!], motions).map((at) => ({ at, value, eigenvalues })))
      .filter(({ at }) => inside(domain, at))
    for (const point of expected) expect(listed.get(point.at.join())).toMatchObject(point)
    expect(new Set(knownPoints.map(({ at }) => at.join())).size).toBe(knownPoints.length)
    // What is not among them needs no computing, and says so.
    const places = new Set(expected.map(({ at }) => at.join()))
    for (const { at, source } of knownPoints) if (source === refined) expect(places).toContain(at.join())
  })

  test.each(knownPoints.map((point) => [point.at.join(', '), point] as const))(
    'known point (%s) is what it is declared to be',
    (_, point) => {
      checkKnownPoint(plane, point)
    },
  )

  test('no place of the domain lies lower than the lowest known point', () => {
    const lowest = Math.min(...knownPoints.filter(({ kind }) => kind !== 'saddle').map(({ value }) => value))
    const found = lowestFound(plane)
    if (knownPoints.every(({ kind }) => kind === 'saddle') || id === 'monkey-saddle') {
      // Without a minimum the domain's edge is lower.
      expect(hazards).toContain('unbounded')
      expect(found.value).toBeLessThan(0)
      return
    }
    const rounding = width(encloser(plane.expression.value, plane.defaults)(found.at.map(exactly))[0]!)
    expect(found.value).toBeGreaterThanOrEqual(lowest - rounding)
  })

  test('its hazards are those that can be seen', () => {
    const regular = knownPoints.filter(({ kink, boundary }) => kink !== true && boundary !== true)
    const boundary = knownPoints.some((point) => point.boundary === true)
    expect(hazards.includes('boundary-optimum')).toBe(boundary)
    expect(hazards.includes('degenerate')).toBe(regular.some(({ kind }) => kind === 'degenerate'))
    expect(hazards.includes('kink')).toBe(plane.mayKink(plane.at(0, 0), plane.at(1, 1)))
    expect(hazards.includes('unbounded')).toBe(isLowerOutside(plane))
    const best = regular.filter(({ kind }) => kind === 'minimum').sort((a, b) => a.value - b.value)[0]
    const condition = best?.eigenvalues === undefined ? 1 : best.eigenvalues[1] / best.eigenvalues[0]
    if (condition > 100) expect(hazards).toContain('ill-conditioned')
  })

  test('it has the symmetries it claims and no other', () => {
    expect(symmetriesOf(plane).sort()).toEqual(symmetries.toSorted())
  })
})

function checkKnownPoint(plane: Plane, point: KnownPoint): void {
  const { domain } = plane.definition
  const zero = (interval: readonly [number, number]): number => 2 ** -53 * Math.max(...interval.map(Math.abs))
  const enclose = encloser(plane.expression.hessian, plane.defaults)
  const boundsAt = ([x, y]: Place): readonly Interval[] =>
    enclose([roundedTo(x, zero(domain.x)), roundedTo(y, zero(domain.y))])
  const [f, fx, fy, fxx, fxy, fyy] = boundsAt(point.at) as [Interval, Interval, Interval, Interval, Interval, Interval]
  expect(overlap(f, roundedTo(point.value))).toBe(true)
  if (point.kink === true) return checkKink(plane, point)
  // The bounds of a value that is right to its last digits are as narrow as the terms that cancel in it allow.
  expect(width(f)).toBeLessThan(1e-9 * Math.max(1, Math.abs(point.value)))
  if (point.boundary === true) return checkBoundary(domain, point, [fx, fy], [fxx, fyy])

  expect(holds(fx, 0) && holds(fy, 0)).toBe(true)
  const eigenvalues = eigenvalueBounds(fxx, fxy, fyy)
  const stiffness = Math.max(...eigenvalues.flat().map(Math.abs))
  expect(point.eigenvalues).toBeDefined()
  expect(kindOf(...point.eigenvalues!)).toBe(point.kind)
  point.eigenvalues!.forEach((declared, i) => {
    const bounds = eigenvalues[i]!
    expect(overlap(bounds, roundedTo(declared))).toBe(true)
    // An eigenvalue that is not 0 has its sign for certain; one that is, has no leading digit of the other.
    if (declared === 0) expect(width(bounds)).toBeLessThanOrEqual(1e-6 * Math.max(1e-6, stiffness))
    else expect(holds(bounds, 0)).toBe(false)
  })
  if (point.kind === 'degenerate') return
  // A place wrong in the seventh digit of the domain is certainly not stationary: the bounds above are no formality.
  for (const axis of [0, 1] as const) {
    for (const sign of [-1, 1]) {
      const [x, y] = point.at.with(axis, point.at[axis] + sign * 1e-7 * plane.halfWidths[axis])
      const [, gx, gy] = boundsAt([x!, y!])
      expect(holds(gx!, 0) && holds(gy!, 0)).toBe(false)
    }
  }
}

/** Where no gradient is, a minimum is lower than rings of neighbours around it. */
function checkKink(plane: Plane, { at, value, kind }: KnownPoint): void {
  expect(kind).toBe('minimum')
  expect(plane.evaluate(at).subarray(1, 3).every(Number.isFinite)).toBe(false)
  for (const radius of [1e-2, 1e-4, 1e-6, 1e-8]) {
    for (let k = 0; k < 64; k++) {
      const angle = (2 * Math.PI * k) / 64
      const [dx, dy] = [radius * Math.cos(angle), radius * Math.sin(angle)]
      // Within 1e-8 half-widths of a smooth bottom heights agree to all digits.
      const neighbour = plane.value([at[0] + dx * plane.halfWidths[0], at[1] + dy * plane.halfWidths[1]])
      if (radius > 1e-7) expect(neighbour).toBeGreaterThan(value)
      else expect(neighbour).toBeGreaterThanOrEqual(value)
    }
  }
}

/** On an edge f is least along it and falls on across it. */
function checkBoundary(
  { x, y }: Domain,
  { at, kind }: KnownPoint,
  gradient: readonly [Interval, Interval],
  curvatures: readonly [Interval, Interval],
): void {
  expect(kind).toBe('minimum')
  const onEdge = [x.includes(at[0]), y.includes(at[1])]
  expect(onEdge.filter(Boolean)).toHaveLength(1)
  const across = onEdge[0] === true ? 0 : 1
  const along = 1 - across
  expect(holds(gradient[along]!, 0)).toBe(true)
  expect(curvatures[along]![0]).toBeGreaterThan(0)
  const [low, high] = gradient[across]
  if (at[across] === (across === 0 ? x : y)[1]) expect(high).toBeLessThan(0)
  else expect(low).toBeGreaterThan(0)
}

/** Whether f is lower far outside the domain than anything known in it. */
function isLowerOutside(plane: Plane): boolean {
  const lowest = Math.min(...plane.definition.knownPoints.map(({ value }) => value))
  const [u, v] = plane.halfWidths
  const [x, y] = plane.at(0.5, 0.5)
  let isLower = false
  for (let k = 0; k < 2000; k++) {
    const angle = k * 2.399963 // the golden angle: no direction is left out
    const reach = 1.5 * 1.005 ** k // up to 30 000 half-widths
    const at = [x + reach * u * Math.cos(angle), y + reach * v * Math.sin(angle)] as const
    const value = plane.value(at)
    if (value < lowest - 1e-9 * Math.max(1, Math.abs(lowest))) isLower = true
  }
  return isLower
}

const moved: Readonly<Record<Symmetry, (x: number, y: number) => Place>> = {
  'even-x': (x, y) => [-x, y],
  'even-y': (x, y) => [x, -y],
  point: (x, y) => [-x, -y],
  exchange: (x, y) => [y, x],
  // By an angle that is no part of a whole turn.
  radial: (x, y) => [Math.cos(1) * x - Math.sin(1) * y, Math.sin(1) * x + Math.cos(1) * y],
  odd: (x, y) => [-x, -y],
}

/** The symmetries that no place of a sample, and no parameters, contradict by more than rounding. */
function symmetriesOf({ definition, expression }: Plane): Symmetry[] {
  const { domain, parameters } = definition
  const reach = (interval: readonly [number, number]): number => Math.max(...interval.map(Math.abs))
  let remaining = Object.keys(moved) as Symmetry[]
  for (const k of [0, 1, 2]) {
    const values = Object.values(parameters).map(({ min, max, integer }, i) =>
      // Of what counts, even and odd numbers.
      integer === true ? min + k : min + (max - min) * spread(k, i as 0 | 1 | 2),
    )
    const enclose = encloser(expression.value, values)
    // The turned place is rounded, so both are given the room of a rounding.
    const at = ([x, y]: Place): Interval => enclose([roundedTo(x), roundedTo(y)])[0]!
    for (let j = 0; j < 20; j++) {
      const place = [(2 * spread(j, 0) - 1) * reach(domain.x), (2 * spread(j, 1) - 1) * reach(domain.y)] as const
      const here = at(place)
      remaining = remaining.filter((symmetry) => {
        const [low, high] = at(moved[symmetry](...place))
        return overlap(here, symmetry === 'odd' ? [-high, -low] : [low, high])
      })
    }
  }
  return remaining
}

function inside({ x, y }: Domain, [a, b]: Place): boolean {
  return a >= x[0] && a <= x[1] && b >= y[0] && b <= y[1]
}
