import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../../src/core/calculus'
import {
  isFamily,
  landscapeCard,
  landscapeExpression,
  landscapes,
  planeLandscapes,
} from '../../../src/core/catalogue/landscapes'
import type { KnownPoint, LandscapeFamily } from '../../../src/core/definitions/landscape'
import { symmetricEigen } from '../../../src/core/linalg/symmetric-eigen'
import { expressionObjective } from '../../../src/core/objectives/expression'
import { takeLimits } from '../../../src/core/objectives/limits'
import type { Objective } from '../../../src/core/objectives/objective'
import { spacedSpectrum } from '../../../src/core/objectives/quadratic'
import { randomRotation } from '../../../src/core/random/orthogonal'
import { stream } from '../../../src/core/random/stream'
import { liftTo } from '../../../src/core/slice/slice'
import { sliceProblems } from '../../../src/core/slice/check-slice'
import { sliceIn } from '../../../src/core/slice/slice-pattern'
import { sliceObjective } from '../../../src/core/slice/slice-objective'

const epsilon = 2 ** -52
const families = landscapes.filter(isFamily)
const dimensions = [2, 3, 10, 50]

function family(id: string): LandscapeFamily {
  return families.find((each) => each.id === id)!
}

function defaultsOf({ parameters }: LandscapeFamily): Record<string, number> {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]))
}

function made(id: string, n: number, parameters: Record<string, number> = {}): Objective {
  return family(id).objective(n, { ...defaultsOf(family(id)), ...parameters })
}

/** Points in the box of a family's domain, the same each time. */
function pointsIn({ domain: { x, y } }: LandscapeFamily, n: number, count: number): readonly Float64Array[] {
  const [low, high] = [Math.max(x[0], y[0]), Math.min(x[1], y[1])]
  return Array.from({ length: count }, (_, k) => {
    const { uniform } = stream(1, 'families', n, k)
    return Float64Array.from({ length: n }, () => low + (high - low) * uniform())
  })
}

function gaussian(n: number, key: number): Float64Array {
  const { normal } = stream(2, 'families', n, key)
  return Float64Array.from({ length: n }, normal)
}

const gradientOf = (objective: Objective, theta: Float64Array): Float64Array => {
  const gradient = new Float64Array(theta.length)
  objective.valueGrad(theta, gradient)
  return gradient
}
const hessianOf = (objective: Objective, theta: Float64Array): Float64Array => {
  const hessian = new Float64Array(theta.length ** 2)
  objective.hessian(theta, hessian)
  return hessian
}
const productOf = (objective: Objective, theta: Float64Array, v: Float64Array): Float64Array => {
  const product = new Float64Array(theta.length)
  objective.hessianVector(theta, v, product)
  return product
}
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0)
const moved = (theta: Float64Array, along: Float64Array, h: number): Float64Array =>
  theta.map((entry, i) => entry + h * along[i]!)
const largest = (numbers: Float64Array): number => Math.max(...numbers.map(Math.abs))

test('there are six, and a card of each without its functions', () => {
  expect(families.map(({ id }) => id)).toEqual([
    'ackley-n',
    'quadratic-n',
    'random-field',
    'rastrigin-n',
    'rosenbrock-n',
    'styblinski-tang-n',
  ])
  for (const each of families) {
    const card = landscapeCard(each)
    expect(JSON.parse(JSON.stringify(card))).toEqual(card)
    expect(card.dimension).toEqual(each.dimension)
    expect(card.expression).toBeUndefined()
  }
})

describe.each(families.map((each) => [each.id, each] as const))('%s', (id, definition) => {
  const { dimension, domain, start, parameters, knownPoints } = definition
  const n = dimension.default

  test('its texts, domain, start, dimensions and slices are in order', () => {
    for (const text of [definition.title, definition.description, definition.citation]) expect(text).toMatch(/.{4}/)
    for (const [x, y] of [start, ...knownPoints.map(({ at }) => at)]) {
      expect(x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1]).toBe(true)
    }
    expect(dimension.min).toBe(2)
    expect(n > 2 && n <= dimension.max).toBe(true)
    for (const size of [dimension.min, 3, n, dimension.max]) {
      expect(sliceProblems(sliceIn(definition.defaultSlice, size), size, '')).toEqual([])
    }
    expect(() => made(id, dimension.max).value(new Float64Array(dimension.max))).not.toThrow()
  })

  test('its TeX typesets and shows every parameter', () => {
    const { tex } = landscapeCard(definition)
    expect(katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true })).toContain('katex')
    for (const { symbol } of Object.values(parameters)) expect(tex).toContain(symbol)
  })

  test('every parameter matters, and its whole range is finite', () => {
    const at = new Float64Array(n)
    liftTo(sliceIn(definition.defaultSlice, n), ...start, at)
    for (const [name, { min, max }] of Object.entries(parameters)) {
      const values = [min, max].map((value) => made(id, n, { [name]: value }).value(at))
      expect(values.every(Number.isFinite), name).toBe(true)
      expect(values[0], name).not.toBe(values[1])
    }
  })

  test.each(dimensions)('in %i dimensions value, gradient, Hessian and products agree', (size) => {
    const objective = made(id, size)
    const points = pointsIn(definition, size, 12)
    // Terms cancel in a value; none of them, summed, is more than a few times the largest value or 50 a coordinate.
    const scale = Math.max(...points.map((theta) => Math.abs(objective.value(theta)))) + 50 * size
    points.forEach((theta, k) => {
      const direction = gaussian(size, k)
      const unit = direction.map((entry) => entry / Math.sqrt(dot(direction, direction)))
      const gradient = gradientOf(objective, theta)
      const hessian = hessianOf(objective, theta)
      const product = productOf(objective, theta, unit)
      expect(objective.valueGrad(theta, new Float64Array(size))).toBe(objective.value(theta))
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < i; j++) expect(hessian[i * size + j]).toBe(hessian[j * size + i])
        // A sum of `size` products, in another order.
        const rounding = 8 * size * epsilon * largest(hessian)
        expect(Math.abs(dot(hessian.subarray(i * size, (i + 1) * size), unit) - product[i]!)).toBeLessThanOrEqual(
          rounding,
        )
      }

      // eps^(1/3) balances the truncation error of central differences with the rounding error, in units of the domain.
      const h = 4 * Math.cbrt(epsilon)
      const slope = (step: number): number =>
        (objective.value(moved(theta, unit, step)) - objective.value(moved(theta, unit, -step))) / (2 * step)
      // The truncation error is a third of what doubling the step changes, to leading order; rounding is of a few
      // operations.
      const slopeError = Math.abs(slope(2 * h) - slope(h)) + (16 * epsilon * scale) / h
      expect(Math.abs(dot(gradient, unit) - slope(h))).toBeLessThanOrEqual(slopeError)

      const change = (step: number): Float64Array => {
        const above = gradientOf(objective, moved(theta, unit, step))
        const below = gradientOf(objective, moved(theta, unit, -step))
        return above.map((entry, i) => (entry - below[i]!) / (2 * step))
      }
      const [near, far] = [change(h), change(2 * h)]
      const gradientScale = 64 * largest(gradient) + largest(hessian)
      near.forEach((entry, i) => {
        const changeError = Math.abs(far[i]! - entry) + (16 * epsilon * gradientScale) / h
        expect(Math.abs(product[i]! - entry)).toBeLessThanOrEqual(changeError)
      })
    })
  })

  test('many points are as many calls', () => {
    const [size, count] = [3, 37]
    const objective = made(id, size)
    const points = pointsIn(definition, size, count)
    const thetas = Float64Array.from({ length: size * count }, (_, at) => points[at % count]![Math.floor(at / count)]!)
    const [values, gradients] = [new Float64Array(count), new Float64Array(size * count)]
    objective.valueGradMany(thetas, count, values, gradients)
    expect(objective.counts.gradients).toBe(count)
    const gradient = new Float64Array(size)
    points.forEach((theta, i) => {
      expect(objective.valueGrad(theta, gradient)).toBe(values[i])
      expect([...gradient]).toEqual([0, 1, 2].map((j) => gradients[j * count + i]))
    })
  })

  test.each(knownPoints.map((point) => [point.at.join(', '), point] as const))(
    'known point (%s) of its default slice is what it is declared to be',
    (_, point) => checkKnownPoint(definition, point),
  )
})

function checkKnownPoint(definition: LandscapeFamily, point: KnownPoint): void {
  const n = definition.dimension.default
  const objective = definition.objective(n, defaultsOf(definition))
  const slice = sliceIn(definition.defaultSlice, n)
  const plane = sliceObjective(objective, slice)
  const at = Float64Array.from(point.at)
  // Terms of up to a few hundred cancel in a value, each with an error of eps / 2.
  expect(Math.abs(plane.value(at) - point.value)).toBeLessThanOrEqual(
    256 * epsilon * Math.max(1, Math.abs(point.value)),
  )
  if (point.kink === true) return
  const values = new Float64Array(2)
  symmetricEigen(hessianOf(plane, at), 2, values, new Float64Array(4))
  const stiffness = Math.max(1, largest(values))
  // A place rounded by half a unit in its last digit, and a few dozen roundings of terms of the Hessian's size.
  expect(largest(gradientOf(plane, at))).toBeLessThanOrEqual(64 * epsilon * stiffness * Math.max(1, largest(at)))
  point.eigenvalues?.forEach((eigenvalue, i) => {
    expect(Math.abs(values[i]! - eigenvalue)).toBeLessThanOrEqual(64 * epsilon * stiffness)
  })
  expect(values[0]! > 0 ? 'minimum' : values[1]! < 0 ? 'maximum' : 'saddle').toBe(point.kind)
  // And it is critical in all dimensions, not on the plane alone.
  const theta = new Float64Array(n)
  liftTo(slice, ...point.at, theta)
  expect(largest(gradientOf(objective, theta))).toBeLessThanOrEqual(64 * epsilon * stiffness * Math.max(1, largest(at)))
}

describe('against formulas, differentiated by the compiler', () => {
  const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `x${i + 1}`)
  const sumOf = (n: number, term: (x: string, next: string) => string, count = n): string =>
    Array.from({ length: count }, (_, i) => term(`x${i + 1}`, `x${i + 2}`)).join(' + ')
  const randomField = (n: number): string => {
    const waves = [0, 1, 2, 3, 4].map((k) => {
      const { uniform, normal } = stream(3, 'random-field', k)
      const phase = 2 * Math.PI * uniform()
      return `cos(${names(n)
        .map((x) => `(${normal() / 0.5})*${x}`)
        .join(' + ')} + ${phase})`
    })
    return `sqrt(2/5)*(${waves.join(' + ')}) + 0.3/2*(${sumOf(n, (x) => `${x}^2`)})`
  }
  const diagonal = (n: number): string =>
    sumOf(n, (x) => `${spacedSpectrum(n, 50, 1, 1)[Number(x.slice(1)) - 1]}*${x}^2/2`)
  const texts: readonly (readonly [string, Record<string, number>, (n: number) => string])[] = [
    ['rosenbrock-n', { b: 30 }, (n) => sumOf(n, (x, next) => `30*(${next} - ${x}^2)^2 + (1 - ${x})^2`, n - 1)],
    ['rastrigin-n', {}, (n) => sumOf(n, (x) => `10 + ${x}^2 - 10*cos(2*pi*${x})`)],
    ['styblinski-tang-n', {}, (n) => `(${sumOf(n, (x) => `${x}^4 - 16*${x}^2 + 5*${x}`)})/2`],
    [
      'ackley-n',
      {},
      (n) =>
        `-20*exp(-0.2*sqrt((${sumOf(n, (x) => `${x}^2`)})/${n})) - exp((${sumOf(n, (x) => `cos(2*pi*${x})`)})/${n}) + e + 20`,
    ],
    ['random-field', { seed: 3, features: 5, length: 0.5, confinement: 0.3 }, randomField],
    ['quadratic-n', { kappa: 50, spacing: 1, negative: 0.3, rotation: 0 }, diagonal],
  ]

  test.each(texts)('%s', (id, parameters, text) => {
    for (const n of [2, 3, 5]) {
      const { value: expression, problems } = compileExpression(text(n), { variables: names(n), parameters: [] })
      expect(problems).toEqual([])
      const expected = expressionObjective(expression!, {})
      // A third of two or three coordinates is one negative eigenvalue, of five two.
      const objective = made(id, n, n === 5 ? { ...parameters, negative: 0.2 } : parameters)
      pointsIn(family(id), n, 20).forEach((theta, k) => {
        const v = gaussian(n, k)
        const pairs: readonly (readonly [Float64Array, Float64Array])[] = [
          [Float64Array.of(objective.value(theta)), Float64Array.of(expected.value(theta))],
          [gradientOf(objective, theta), gradientOf(expected, theta)],
          [hessianOf(objective, theta), hessianOf(expected, theta)],
          [productOf(objective, theta, v), productOf(expected, theta, v)],
        ]
        for (const [got, wanted] of pairs) {
          // Some dozens of roundings of terms that partly cancel: a few hundred units of the largest entry, or of 100.
          const tolerance = 200 * epsilon * Math.max(100, largest(wanted))
          got.forEach((entry, i) => expect(Math.abs(entry - wanted[i]!)).toBeLessThanOrEqual(tolerance))
        }
      })
    }
  })
})

describe('in two dimensions', () => {
  const twins = families.flatMap((each) => {
    const twin = planeLandscapes.find(({ id }) => `${id}-n` === each.id)
    return twin === undefined ? [] : [[each.id, each, twin] as const]
  })

  test('three families at least have a twin in the plane', () => {
    expect(twins.map(([id]) => id)).toEqual(expect.arrayContaining(['ackley-n', 'rastrigin-n', 'rosenbrock-n']))
  })

  test.each(twins)('%s is its twin', (_, each, twin) => {
    const parameters = Object.entries(twin.parameters).map(([name, parameter]) => [name, parameter.default])
    const plane = expressionObjective(landscapeExpression(twin), Object.fromEntries(parameters))
    const objective = sliceObjective(each.objective(2, defaultsOf(each)), sliceIn(each.defaultSlice, 2))
    for (const theta of pointsIn(each, 2, 50)) {
      // The same few operations on terms of up to some hundred, in another order.
      expect(Math.abs(objective.value(theta) - plane.value(theta))).toBeLessThanOrEqual(
        16 * epsilon * Math.max(100, Math.abs(plane.value(theta))),
      )
      const [got, wanted] = [gradientOf(objective, theta), gradientOf(plane, theta)]
      got.forEach((entry, i) =>
        expect(Math.abs(entry - wanted[i]!)).toBeLessThanOrEqual(16 * epsilon * Math.max(100, largest(wanted))),
      )
    }
  })
})

describe('known minimisers', () => {
  const minimisers: readonly (readonly [string, number, (n: number) => number])[] = [
    ['rosenbrock-n', 1, () => 0],
    ['rastrigin-n', 0, () => 0],
    ['quadratic-n', 0, () => 0],
    ['styblinski-tang-n', -2.9035340277711771, (n) => -39.166165703771415 * n],
  ]

  test.each(minimisers)('%s has one in every number of dimensions', (id, place, valueAt) => {
    for (const n of dimensions) {
      const objective = made(id, n)
      const theta = new Float64Array(n).fill(place)
      expect(Math.abs(objective.value(theta) - valueAt(n))).toBeLessThanOrEqual(
        64 * epsilon * Math.max(1, Math.abs(valueAt(n))),
      )
      // The place is rounded, which a curvature of up to 35 turns into slope; at 0 and 1 the terms vanish exactly.
      expect(largest(gradientOf(objective, theta))).toBeLessThanOrEqual(64 * epsilon)
      const values = new Float64Array(n)
      symmetricEigen(hessianOf(objective, theta), n, values, new Float64Array(n * n))
      expect(values[0]).toBeGreaterThan(0)
    }
  })

  test('Ackley’s is a cone, without a gradient, in every number of dimensions', () => {
    for (const n of dimensions) {
      const objective = made('ackley-n', n)
      const origin = new Float64Array(n)
      // 20 and e come and go.
      expect(Math.abs(objective.value(origin))).toBeLessThanOrEqual(32 * epsilon)
      expect(gradientOf(objective, origin).every(Number.isNaN)).toBe(true)
      expect(takeLimits(objective, origin, 0, new Float64Array(n))).toEqual({
        missing: 'gradient',
        reason: 'cone at a corner',
      })
      const beside = moved(origin, new Float64Array(n).fill(1), 1e-9)
      expect(takeLimits(objective, beside, objective.value(beside), gradientOf(objective, beside))).toBeUndefined()
      // The cone's slope is 4 / sqrt(n) in every direction, up to the ripple's curvature.
      const unit = new Float64Array(n).fill(1 / Math.sqrt(n))
      expect(objective.value(moved(origin, unit, 1e-7)) / 1e-7).toBeCloseTo(4 / Math.sqrt(n), 4)
    }
  })

  test('Rosenbrock’s chain has a second minimum near (-1, 1, ..., 1), and none in three dimensions', () => {
    for (const n of [3, 4, 10]) {
      const objective = made('rosenbrock-n', n)
      const theta = Float64Array.from({ length: n }, (_, i) => (i === 0 ? -1 : 1))
      // Newton's method, by the eigenpairs of the Hessian: it goes to the nearest critical point.
      for (let step = 0; step < 60; step++) {
        const [values, vectors] = [new Float64Array(n), new Float64Array(n * n)]
        symmetricEigen(hessianOf(objective, theta), n, values, vectors)
        const gradient = gradientOf(objective, theta)
        values.forEach((value, i) => {
          const vector = vectors.subarray(i * n, (i + 1) * n)
          const along = dot(vector, gradient) / Math.abs(value)
          vector.forEach((entry, j) => (theta[j] -= along * entry))
        })
      }
      // Rounding of terms of 400 and more.
      expect(largest(gradientOf(objective, theta))).toBeLessThan(1e-11)
      expect(Math.sign(theta[0]!)).toBe(n === 3 ? 1 : -1)
    }
  })
})

describe('structure', () => {
  test.each(['rastrigin-n', 'styblinski-tang-n'])(
    '%s is a sum over coordinates: blocks do not see each other',
    (id) => {
      const [whole, part] = [made(id, 6), made(id, 3)]
      for (const theta of pointsIn(family(id), 6, 10)) {
        const [left, right] = [theta.slice(0, 3), theta.slice(3)]
        // Six terms of up to some hundred.
        expect(Math.abs(whole.value(theta) - part.value(left) - part.value(right))).toBeLessThan(1e-12 * 100)
        expect([...gradientOf(whole, theta)]).toEqual([...gradientOf(part, left), ...gradientOf(part, right)])
        const product = productOf(whole, theta, Float64Array.of(1, 2, 3, 0, 0, 0))
        expect([...product.subarray(3)].map(Math.abs)).toEqual([0, 0, 0])
      }
    },
  )

  test('Rosenbrock’s chain is the sum of its two halves, joined at a coordinate', () => {
    const [whole, left, right] = [made('rosenbrock-n', 7), made('rosenbrock-n', 4), made('rosenbrock-n', 4)]
    for (const theta of pointsIn(family('rosenbrock-n'), 7, 10)) {
      const sum = left.value(theta.slice(0, 4)) + right.value(theta.slice(3))
      // Six links, added in another order.
      expect(Math.abs(whole.value(theta) - sum)).toBeLessThanOrEqual(8 * epsilon * sum)
    }
  })
})

describe('the quadratic', () => {
  test('has the spectrum that is declared, however it is turned', () => {
    for (const n of [2, 3, 10, 50]) {
      for (const parameters of [
        { kappa: 1000, spacing: 1, negative: 0, rotation: 1 },
        { kappa: 1e6, spacing: 0, negative: 0.3, rotation: 2 },
        { kappa: 20, spacing: -1, negative: 1, rotation: 0 },
      ]) {
        const { kappa, spacing, negative } = parameters
        const expected = spacedSpectrum(n, kappa, spacing, Math.round(negative * n)).sort()
        const values = new Float64Array(n)
        const hessian = hessianOf(made('quadratic-n', n, parameters), pointsIn(family('quadratic-n'), n, 1)[0]!)
        symmetricEigen(hessian, n, values, new Float64Array(n * n))
        // Two applications of n reflections: an entry's error is a few eps kappa for each of them.
        values.forEach((value, i) =>
          expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(8 * n * epsilon * kappa),
        )
      }
    }
  })

  test('spaces its eigenvalues evenly, geometrically or harmonically, and continuously between', () => {
    const differences = (numbers: readonly number[]): number[] => numbers.slice(1).map((x, i) => x - numbers[i]!)
    const spread = (numbers: readonly number[]): number => Math.max(...numbers) / Math.min(...numbers) - 1
    // Each entry is right to some 10 ulp, of which the differences of neighbours keep 1 in 1e-3.
    expect(spread(differences([...spacedSpectrum(9, 100, 1, 0)]))).toBeLessThan(1e-12)
    expect(spread(differences([...spacedSpectrum(9, 100, 0, 0)].map(Math.log)))).toBeLessThan(1e-12)
    expect(spread(differences([...spacedSpectrum(9, 100, -1, 0)].map((x) => -1 / x)))).toBeLessThan(1e-12)
    const [nearby, geometric] = [spacedSpectrum(9, 100, 1e-9, 0), spacedSpectrum(9, 100, 0, 0)]
    nearby.forEach((value, i) => expect(value / geometric[i]!).toBeCloseTo(1, 7))
    for (const spacing of [-1, -0.3, 0, 1]) {
      const spectrum = spacedSpectrum(5, 12.5, spacing, 2)
      expect([spectrum[0], spectrum[4]]).toEqual([-1, 12.5])
      expect([...spectrum].map(Math.sign)).toEqual([-1, -1, 1, 1, 1])
    }
  })

  test('its rotation is orthogonal to rounding, undone by its transpose, and falls in no direction of its own', () => {
    const n = 40
    const { apply, applyTransposed } = randomRotation(n, 5)
    const columns = Array.from({ length: n }, (_, j) => {
      const column = Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0))
      apply(column)
      return column
    })
    columns.forEach((column, i) => {
      // 39 reflections, each right to an ulp or two.
      columns.forEach((other, j) =>
        expect(Math.abs(dot(column, other) - (i === j ? 1 : 0))).toBeLessThan(200 * epsilon),
      )
      const back = column.slice()
      applyTransposed(back)
      back.forEach((entry, k) => expect(Math.abs(entry - (k === i ? 1 : 0))).toBeLessThan(200 * epsilon))
    })
    // Over the rotations the square of every entry has mean 1/3 and variance 4/45 in three dimensions (Haar).
    const draws = 2000
    const squares = new Float64Array(9)
    for (let seed = 0; seed < draws; seed++) {
      const rotation = randomRotation(3, seed)
      for (let j = 0; j < 3; j++) {
        const column = Float64Array.from([0, 1, 2], (i) => (i === j ? 1 : 0))
        rotation.apply(column)
        column.forEach((entry, i) => (squares[3 * i + j] += (entry * entry) / draws))
      }
    }
    // Four standard errors.
    for (const mean of squares) expect(Math.abs(mean - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / draws))
  })
})

describe('the random field', () => {
  test('has variance 1 and its covariance at a distance, over the draws', () => {
    const draws = 600
    const n = 4
    const origin = new Float64Array(n)
    const away = Float64Array.of(0.6, 0, -0.8, 1)
    let [square, product, slope] = [0, 0, 0]
    for (let seed = 0; seed < draws; seed++) {
      const field = made('random-field', n, { seed, confinement: 0, length: 1.25, features: 64 })
      const here = field.value(origin)
      square += (here * here) / draws
      product += (here * field.value(away)) / draws
      slope += gradientOf(field, origin)[1]! ** 2 / draws
    }
    // A square of a normal number has variance 2, and so nearly has a product of correlated ones: four standard errors.
    const error = 4 * Math.sqrt(2 / draws)
    expect(Math.abs(square - 1)).toBeLessThan(error)
    expect(Math.abs(product - Math.exp(-2 / (2 * 1.25 ** 2)))).toBeLessThan(error)
    expect(Math.abs(slope * 1.25 ** 2 - 1)).toBeLessThan(error)
  })

  test('is a function of its seed, and another one for another', () => {
    const theta = Float64Array.of(0.5, -1, 2)
    expect(made('random-field', 3, { seed: 7 }).value(theta)).toBe(made('random-field', 3, { seed: 7 }).value(theta))
    expect(made('random-field', 3, { seed: 8 }).value(theta)).not.toBe(
      made('random-field', 3, { seed: 7 }).value(theta),
    )
  })

  test('on its first coordinates it is the field in fewer dimensions', () => {
    const theta = Float64Array.of(0.5, -1, 2)
    const few = made('random-field', 3)
    const many = made('random-field', 9)
    const placed = Float64Array.from([...theta, 0, 0, 0, 0, 0, 0])
    expect(many.value(placed)).toBe(few.value(theta))
    expect([...gradientOf(many, placed).subarray(0, 3)]).toEqual([...gradientOf(few, theta)])
  })

  test('grows in every direction where it is confined', () => {
    const field = made('random-field', 10)
    const direction = gaussian(10, 1)
    // mu r^2 / 2 against a sum of 128 waves of amplitude 1/8.
    expect(field.value(direction.map((entry) => 100 * entry))).toBeGreaterThan(16)
  })
})
