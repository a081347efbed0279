import { expect, test } from 'vitest'
import { cos, sin } from '../elementary'
import { stream } from '../random/stream'
import { randomFieldObjective } from './random-field'

const settings = { seed: 4, lengthScale: 0.7, confinement: 0.1 }

test.each([
  [1, 1],
  [3, 4],
  [5, 11],
  [9, 7],
])('a random field in %i dimensions of %i waves has the bits of its sums, wave by wave', (n, features) => {
  const field = randomFieldObjective(n, { ...settings, features })
  const waves = Array.from({ length: features }, (_, k) => {
    const { uniform, normal } = stream(settings.seed, 'random-field', k)
    const phase = 6.283185307179586 * uniform()
    return { phase, w: Float64Array.from({ length: n }, () => normal() / settings.lengthScale) }
  })
  const amplitude = Math.sqrt(2 / features)
  const { normal } = stream(1, 'theta')
  const [theta, v] = [0, 1].map(() => Float64Array.from({ length: n }, normal)) as [Float64Array, Float64Array]
  const along = (w: Float64Array, x: Float64Array): number => w.reduce((sum, entry, j) => sum + entry * x[j]!, 0)
  const summed = (start: Float64Array, factors: readonly number[]): number[] =>
    Array.from(start, (first, j) =>
      waves.reduce((sum, { w }, k) => sum + factors[k]! * w[j]!, settings.confinement * first),
    )
  const angles = waves.map(({ w, phase }) => along(w, theta) + phase)
  const squares = theta.reduce((sum, entry) => sum + entry * entry, 0)
  const value = amplitude * angles.reduce((sum, angle) => sum + cos(angle), 0) + (settings.confinement / 2) * squares

  const out = new Float64Array(n)
  expect(field.value(theta)).toBe(value)
  expect(field.valueGrad(theta, out)).toBe(value)
  expect([...out]).toEqual(
    summed(
      theta,
      angles.map((angle) => -amplitude * sin(angle)),
    ),
  )
  const product = (x: Float64Array): number[] =>
    summed(
      x,
      waves.map(({ w }, k) => -amplitude * cos(angles[k]!) * along(w, x)),
    )
  field.hessianVector(theta, v, out)
  expect([...out]).toEqual(product(v))
  const hessian = new Float64Array(n * n)
  field.hessian(theta, hessian)
  for (let j = 0; j < n; j++) {
    const column = product(Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)))
    for (let i = 0; i <= j; i++) expect([hessian[i * n + j], hessian[j * n + i]]).toEqual([column[i], column[i]])
  }
})
