import { describe, expect, test } from 'vitest'
import { documentLimits } from './document-limits'
import { parseScene } from './parse'

const sphere = { kind: 'catalog', id: 'sphere' }
const many = (count: number, value: unknown): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, value]))
const list = (length: number, entry: unknown): readonly unknown[] => Array<unknown>(length).fill(entry)

function problemsOf(document: object): readonly string[] {
  const text = JSON.stringify({ basin: 1, landscape: sphere, ...document })
  return parseScene(text).problems.map(({ where, message }) => `${where}: ${message}`)
}

describe('what there is too much of is counted and not looked into', () => {
  // Each is told in one problem: none of the parts was compared with the others, or had a problem of its own.
  test.each<readonly [string, object, string]>([
    ['racers', { racers: list(8000, { optimizer: 3 }) }, 'racers: racers has 8000 entries, expected at most 64'],
    [
      'parameters',
      { landscape: { kind: 'expression', expression: 'x', parameters: many(100_000, 'a') } },
      'landscape.parameters: parameters has 100000 keys, expected at most 1000',
    ],
    ['unknown keys', many(130_000, 1), 'scene: scene has 130002 keys, expected at most 1000'],
    [
      'unknown keys of a racer',
      { racers: [{ optimizer: 'sgd', ...many(130_000, 1) }] },
      'racers[0]: entry has 130001 keys, expected at most 1000',
    ],
    [
      'points of a slice',
      { landscape: { ...sphere, slice: { kind: 'points', points: list(100_000, 1) } } },
      'landscape.slice.points: points has 100000 entries, expected at most 1000',
    ],
    ['entries that are no numbers', { start: list(1_000_000, 'a') }, 'start[0]: entry is "a", expected a number'],
    [
      'points that are none',
      { landscape: { kind: 'sampled', path: [...list(5000, [0, 0]), [1, 2, 3]] } },
      'landscape.path[5000]: entry is [1,2,3], expected two numbers',
    ],
    [
      'parts',
      { racers: list(20, { optimizer: 'sgd', betas: list(900, 'a') }) },
      'scene: scene has more than 10000 parts that are no numbers',
    ],
    [
      'letters of a key',
      { ['k'.repeat(10_000_000)]: 1 },
      'scene: key "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk..." has 10000000 characters, expected at most 1000',
    ],
  ])('%s', (_name, document, problem) => {
    expect(problemsOf(document)).toEqual([problem])
  })

  test.each([
    ['a title', (text: string) => ({ title: text }), 'title'],
    ['an id', (text: string) => ({ landscape: { kind: 'catalog', id: text } }), 'landscape.id'],
    ['a kind', (text: string) => ({ landscape: { kind: text } }), 'landscape.kind'],
    ['a colour', (text: string) => ({ racers: [{ optimizer: 'sgd', color: text }] }), 'racers[0].color'],
    ['a formula', (text: string) => ({ landscape: { kind: 'expression', expression: text } }), 'landscape.expression'],
  ])('a text of 10 MB as %s, which no message repeats', (_name, document, where) => {
    const [problem, ...others] = problemsOf(document('a'.repeat(10_000_000)))
    expect([problem?.startsWith(`${where}: `), problem!.length < 300, others]).toEqual([true, true, []])
  })

  test('a text of 10 MB that is cut off, or that something wrong comes after', () => {
    const start = `{"basin":1,"title":"${'a\\n'.repeat(3_300_000)}`
    expect(parseScene(start).problems[0]?.message).toBe('scene is cut off: its text ends before its JSON does')
    expect(parseScene(`${start}" x}`).problems[0]).toMatchObject({
      message: 'scene is not JSON: unexpected "x}"',
      where: `line 1, column ${start.length + 3}`,
    })
  })
})

test('lists of numbers may be as long as they are needed', () => {
  const axis = Array.from({ length: 1100 }, (_, i) => i)
  const values = axis.slice(0, 5).map(() => axis.map((x) => (x === 3 ? null : x)))
  const path = list(5000, [1, 2])
  expect(problemsOf({ landscape: { kind: 'sampled', x: axis, y: axis.slice(0, 5), values, path } })).toEqual([])
  const start = list(500, 1)
  expect(problemsOf({ landscape: { kind: 'catalog', id: 'quadratic-n', dimension: 500 }, start })).toEqual([])
  const covariance = Array.from({ length: 60 }, (_, i) => Array.from({ length: 60 }, (_, j) => (i === j ? 1 : 0)))
  const racers = list(documentLimits.racers, { optimizer: 'sgd', noise: { kind: 'covariance', covariance } })
  expect(
    problemsOf({ landscape: { kind: 'catalog', id: 'quadratic-n', dimension: 60 }, start: list(60, 1), racers }),
  ).toEqual([])
  const vector = (columns: number) => ({
    shape: [1500, columns],
    values: Array.from({ length: 1500 * columns }, (_, i) => i),
  })
  const network = { kind: 'network', widths: [2, 1], loss: 'mse' }
  expect(problemsOf({ landscape: { ...network, data: { inputs: vector(2), targets: vector(1) } } })).toEqual([])
  const rows = Array.from({ length: 1500 }, (_, i) => [i, -i])
  expect(problemsOf({ landscape: { ...network, data: { inputs: rows, targets: list(1499, 0).concat(1) } } })).toEqual(
    [],
  )
})

test.each([
  ['__proto__', '{"basin":1,"landscape":{"kind":"catalog","id":"sphere"},"__proto__":{"title":"a"}}'],
  [
    'racers[0].__proto__',
    '{"basin":1,"landscape":{"kind":"catalog","id":"sphere"},"racers":[{"optimizer":"sgd","__proto__":{"lr":1}}]}',
  ],
  [
    'landscape.parameters.__proto__',
    '{"basin":1,"landscape":{"kind":"expression","expression":"x","parameters":{"__proto__":1}}}',
  ],
  [
    'landscape.examples.__proto__',
    '{"basin":1,"landscape":{"kind":"expression","expression":"x","examples":{"__proto__":[1]}}}',
  ],
])('%s is a problem, and not silently no key', (where, text) => {
  expect(parseScene(text).problems).toMatchObject([{ where, message: 'unknown key: "__proto__"' }])
})
