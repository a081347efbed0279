import { expect, test } from 'vitest'
import { stream } from '../src/core/random/stream'
import { createGrids } from '../src/core/scene/grids'
import { parseScene } from '../src/core/scene/parse'
import { writeScene } from '../src/core/scene/write'
import { effort } from './support/effort'

/** Scenes that use the format's forms, one of each kind of thing. */
const scenes: readonly object[] = [
  {
    basin: 1,
    title: 'a',
    landscape: { kind: 'catalog', id: 'rosenbrock', parameters: { b: 50 } },
    start: [-1, 1],
    steps: 50,
  },
  {
    basin: 1,
    landscape: { kind: 'expression', expression: 'a*x^2 + y^2', parameters: { a: { value: 1, min: 0, max: 2 } } },
    view: { domain: { x: [-1, 1], y: [-1, 1] }, height: { scale: 'log' }, thresholds: {} },
    noise: { kind: 'student-t', scale: 0.1, degrees: 3 },
    stop: { gradientNorm: 1e-6, escape: 10 },
  },
  {
    basin: 1,
    landscape: { kind: 'expression', expression: '(a*x + y - b)^2', examples: { a: [1, 2, 3], b: [2, 3, 4] } },
    batch: { sampler: 'reshuffle', size: 2 },
    measure: { every: 3 },
    racers: [{ optimizer: 'sgd', lr: 0.1, schedule: { id: 'cosine', warmup: 3 }, clip: { kind: 'norm', value: 1 } }],
  },
  {
    basin: 1,
    landscape: {
      kind: 'catalog',
      id: 'rosenbrock-n',
      dimension: 3,
      slice: { kind: 'points', points: [{ kind: 'end', of: 'a' }, [1, 1, 1]] },
    },
    racers: [
      { id: 'a', optimizer: 'adam', start: [0, 0, 0] },
      { optimizer: 'sgd', start: { kind: 'end', of: 'a' }, fork: { at: 3, lr: 1e-3 } },
    ],
  },
  {
    basin: 1,
    landscape: {
      kind: 'catalog',
      id: 'quadratic-n',
      dimension: 4,
      slice: { origin: [0, 0, 0, 0], u: [1, 0, 0, 0], v: [0, 1, 0, 0] },
    },
    noise: {
      kind: 'covariance',
      covariance: [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
      ],
    },
    start: { float64: 'AAAAAAAA8D8AAAAAAADwPw==' },
  },
  {
    basin: 1,
    landscape: {
      kind: 'sampled',
      x: [0, 1, 2],
      y: [0, 1],
      values: [
        [1, 2, 3],
        [null, 2, 4],
      ],
      path: [[0, 0]],
    },
  },
  {
    basin: 1,
    landscape: {
      kind: 'network',
      widths: [2, 3, 2, 2],
      activation: ['tanh', 'relu'],
      loss: 'cross-entropy',
      l2: 0.01,
      batchNorm: true,
      data: { id: 'moons', examples: 20, noise: 0.1, split: [0.6, 0.2, 0.2], seed: 3, standardise: true },
      init: { id: 'xavier', gain: 2, seed: 1 },
      slice: { kind: 'axes', axes: [1, 2] },
    },
    batch: { sampler: 'reshuffle', size: 4, dropLast: true, seed: 2 },
    measure: { every: 2, what: ['validation', 'accuracy'], best: 'accuracy' },
    stop: { patience: 3 },
    racers: [
      { optimizer: 'adam' },
      {
        optimizer: 'sgd',
        batch: {
          sampler: 'listed',
          batches: [
            [0, 1],
            [2, 3, 4],
          ],
        },
      },
    ],
  },
  {
    basin: 1,
    landscape: {
      kind: 'network',
      tied: { width: 2, depth: 3 },
      activation: 'tanh',
      loss: 'mse',
      data: {
        inputs: { shape: [2, 2], values: [0, 1, 2, 3] },
        targets: [
          [0, 1],
          [2, 3],
        ],
        names: { inputs: ['a', 'b'], targets: ['c', 'd'] },
      },
      theta: [1, 2, 3, 4],
      slice: { origin: [0, 0, 0, 0], u: [1, 0, 0, 0] },
    },
  },
]

/** What may stand where something else is expected. */
const strange: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    0,
    1.5,
    1e308,
    -1e-308,
    9e15,
    '',
    'sgd',
    'end',
    '__proto__',
    '\u001b[2J',
    '\ud800',
    'x'.repeat(300),
  ],
  ...[[], [1], [1, 2], [[1, 2]], ['a'], {}, { kind: 'end' }, { kind: 'end', of: 'a' }, { value: 1 }, { float64: '!' }],
  ...[JSON.parse('{"__proto__":1}'), Array(1100).fill(1), Array(1100).fill('a'), Array(70).fill({ optimizer: 'sgd' })],
]

type Draws = ReturnType<typeof stream>

function below(draws: Draws, count: number): number {
  return Math.floor(draws.uniform() * count)
}

/** A copy with one part, however deep, replaced, removed, copied or renamed. */
function damaged(value: unknown, draws: Draws): unknown {
  if (typeof value !== 'object' || value === null || draws.uniform() < 0.15)
    return strange[below(draws, strange.length)]
  const entries = Object.entries(value) as [string, unknown][]
  const at = below(draws, entries.length)
  const [key, entry] = entries[at] ?? ['a', 1]
  switch (below(draws, 8)) {
    case 0:
      entries.splice(at, 1)
      break
    case 1:
      entries.push([`${key}${'x'.repeat(below(draws, 3))}`, entry])
      break
    case 2:
      entries.push(['__proto__', strange[below(draws, strange.length)]])
      break
    default:
      entries[at] = [key, damaged(entry, draws)]
  }
  if (Array.isArray(value)) return entries.map(([, each]) => each)
  const copy = {}
  for (const [name, each] of entries)
    Object.defineProperty(copy, name, { value: each, enumerable: true, configurable: true, writable: true })
  return copy
}

/** A text of which letters are missing, doubled or others. */
function torn(text: string, draws: Draws): string {
  const at = below(draws, text.length)
  switch (below(draws, 4)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + below(draws, 5))
    case 2:
      return text.slice(0, at) + text.slice(below(draws, text.length))
    default:
      return text.slice(0, at) + '{}[]:,"\\0e-.nt\u0000 '.charAt(below(draws, 16)) + text.slice(at)
  }
}

/** Whether a text is read; what reading it must never do is told in `wrong`. */
function isRead(text: string, wrong: string[]): boolean {
  const grids = createGrids()
  try {
    const { value: scene, problems } = parseScene(text, { grids })
    for (const { message, remedy, where = '' } of problems) {
      if (message === '' || remedy === '' || message.length + remedy.length > 4000 || where.length > 4000)
        wrong.push(`${text} is told by ${message}; ${remedy}`)
    }
    if (scene === undefined) {
      if (problems.length === 0) wrong.push(`${text} is neither read nor refused`)
      return false
    }
    if (text.includes('"__proto__":')) wrong.push(`${text} has a key that was not read`)
    const written = writeScene(scene, grids)
    const again = parseScene(written, { grids })
    if (again.value === undefined) wrong.push(`${text} is written as ${written}, which is refused`)
    else if (writeScene(again.value, grids) !== written) wrong.push(`${written} is written otherwise when it was read`)
    return true
  } catch (error) {
    wrong.push(`${text} ends in ${String(error)}`)
    return false
  }
}

test('a damaged scene is read as it says or refused, and what was read is written as it was', () => {
  const { seed, count } = effort('damaged scenes', 1500)
  const wrong: string[] = []
  expect(scenes.flatMap((scene) => parseScene(JSON.stringify(scene)).problems)).toEqual([])
  let read = 0
  for (let trial = 0; trial < count; trial++) {
    const draws = stream(seed, 'fuzz', trial)
    let scene: unknown = scenes[trial % scenes.length]
    for (let times = 1 + below(draws, 3); times > 0; times--) scene = damaged(scene, draws)
    if (isRead(JSON.stringify(scene), wrong)) read++
    isRead(torn(JSON.stringify(scenes[trial % scenes.length]), draws), wrong)
  }
  expect(wrong.slice(0, 20)).toEqual([])
  // Not all is refused, so that what is read is tried too.
  expect(read).toBeGreaterThan(count / 40)
})
