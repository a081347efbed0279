import { expect, test } from 'vitest'
import { examine } from '../src/core/doctor/doctor'
import { surfaceEvidence } from '../src/core/doctor/evidence'
import { heightsOn } from '../src/core/doctor/transposition'
import { finish } from '../src/core/pieces'
import { stream } from '../src/core/random/stream'
import { effort } from './support/effort'

type Of = (x: number, y: number) => number

/** Surfaces as people measure them, by random numbers: none has anything odd about it. */
const families: readonly ((c: readonly number[]) => Of)[] = [
  ([a = 0, b = 0, c = 0, d = 0, e = 0]) =>
    (x, y) =>
      a * x * x + b * y * y + c * x * y + d * x + e * y,
  (c) => (x, y) => sum(8, (k) => c[k]! * Math.exp(-5 * ((x - c[k + 8]!) ** 2 + (y - c[k + 16]!) ** 2))),
  ([a = 0, b = 0]) =>
    (x, y) =>
      Math.exp(3 * a * x + 3 * b * y),
  (c) => (x, y) => sum(6, (k) => c[k]! * Math.sin(6 * c[k + 6]! * x + 6 * c[k + 12]! * y + c[k + 18]!)),
  ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) =>
    (x, y) =>
      Math.max(0, a * x + b * y + c) + Math.max(0, d * x + e * y) + Math.abs(f * x - y),
  ([a = 0, b = 0]) =>
    (x, y) =>
      Math.min(a * a + 0.2, x * x + 3 * y * y + b * x),
  ([a = 0]) =>
    (x, y) =>
      (a - x) ** 2 + 100 * (y - x * x) ** 2,
  ([a = 0, b = 0, c = 0, d = 0, e = 0]) =>
    (x, y) =>
      Math.log1p(Math.exp(5 * a * x + 5 * b * y)) + Math.tanh(4 * c * x + d) * e,
  ([a = 0]) =>
    (x, y) =>
      Math.round(10 * (x * x + y * y + a * x)) / 10,
]

function sum(count: number, term: (k: number) => number): number {
  return Array.from({ length: count }, (_, k) => term(k)).reduce((all, each) => all + each, 0)
}

test('no false alarms on surfaces in order, with a path that descends them', () => {
  const { seed, count } = effort('doctor', 300)
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'doctor-fuzz', trial)
    const numbers = Array.from({ length: 30 }, () => draw.normal())
    const f = families[trial % families.length]!(numbers)
    const side = (): number => 8 + Math.floor(60 * draw.uniform())
    const n = side()
    const [x, y] = [n, draw.uniform() < 0.6 ? n : side()].map((points) =>
      Float64Array.from({ length: points }, (_, i) => -1 + (2 * i) / (points - 1)),
    ) as [Float64Array, Float64Array]
    const isFloat32 = draw.uniform() < 0.5
    const values = Float64Array.from({ length: x.length * y.length }, (_, p) => {
      const value = f(x[p % n]!, y[Math.floor(p / n)]!)
      return isFloat32 ? Math.fround(value) : value
    })
    const surface = surfaceEvidence({ x, y, values }, { isMeasured: true, scale: 'linear' })
    const places = descent(f, surface.usual.at(-1)! - surface.usual[0]!, () => draw.normal())
    const path = { name: 'path', step: places, places, drawn: heightsOn(surface.grid, places) }
    const found = finish(examine({ surface, paths: [path] })).filter(({ severity }) => severity === 'warning')
    expect(found, `trial ${trial} from seed ${seed}`).toEqual([])
  }
})

/** A path down a surface of this height, with noise, inside its square. */
function descent(f: Of, height: number, normal: () => number): Float64Array {
  const inside = (t: number): number => Math.max(-1, Math.min(1, t))
  const [rate, step] = [0.05 / (height || 1), 1e-4]
  let [a, b] = [inside(normal() / 2), inside(normal() / 2)]
  const places: number[] = []
  for (let k = 0; k < 40; k++) {
    places.push(a, b)
    const [alongX, alongY] = [f(a + step, b) - f(a - step, b), f(a, b + step) - f(a, b - step)]
    a = inside(a - (rate * alongX) / (2 * step) + 0.01 * normal())
    b = inside(b - (rate * alongY) / (2 * step) + 0.01 * normal())
  }
  return Float64Array.from(places)
}
