import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'

const network = {
  kind: 'network',
  widths: [2, 4, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 40, noise: 0.1 },
}
const race = {
  basin: 1,
  steps: 20,
  record: 5,
  batch: { sampler: 'reshuffle', size: 8 },
  measure: { every: 20 },
  racers: [{ id: 'adam', optimizer: 'adam', lr: 0.05 }],
}
const zeros = Array<number>(22).fill(0)
const first = zeros.with(0, 1)
const [start, end] = [
  { kind: 'start', of: 'adam' },
  { kind: 'end', of: 'adam' },
]
const step = (at: unknown) => ({ kind: 'random', origin: { kind: 'step', of: 'adam', step: at } })

/** What the command says of a scene on a slice: one line. */
async function refusal(slice: object, more: object = {}): Promise<string> {
  const scene = { ...race, ...more, landscape: { ...network, slice } }
  const { code, stdout, stderr } = await basin(['slice', '-', '--json'], { input: JSON.stringify(scene) })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  return stderr
}

describe('a slice that cannot be had is told in one line', () => {
  test.each<readonly [string, object, object, string]>([
    ['no length', { origin: zeros, u: zeros, v: first }, {}, 'slice.u: u of the slice has a largest entry of 0'],
    ['parallel', { origin: zeros, u: first, v: zeros.with(0, 2) }, {}, 'slice.v: u and v of the slice are parallel'],
    ['wrong size', { origin: zeros, u: first.slice(1), v: first }, {}, 'slice.u: u of the slice has 21 numbers'],
    ['a racer that is gone', { kind: 'pca', of: 'sgd' }, {}, 'slice.of: unknown racer: "sgd"'],
    [
      'no step taken',
      { kind: 'pca', of: 'adam' },
      { steps: 0 },
      'path of adam has 1 point, and a plane of principal directions needs 3',
    ],
    [
      'two points for a plane',
      { kind: 'pca', of: 'adam' },
      { steps: 1 },
      'path of adam has 2 points, and a plane of principal directions needs 3; race more steps, or record more of them, or draw a line',
    ],
    ['one point twice', { kind: 'points', points: [start, end] }, { steps: 0 }, 'points of the slice are one'],
    ['points on a line', { kind: 'points', points: [start, end, end] }, {}, 'or lie on one line'],
    ['a missing blob', { origin: { blob: 'ab' }, u: first }, {}, 'vector "ab" lies beside its file'],
    ['a step not recorded', step(7), {}, 'slice.origin: step 7 of adam was not recorded; take 5 or 10'],
    [
      'a step not taken',
      step(70),
      {},
      'slice.origin: adam ended at step 20, and has no step 70; take one from 0 to 20',
    ],
    ['no step', step(-1), {}, 'slice.origin.step: step is -1'],
    [
      'no update yet',
      { kind: 'gradient', with: 'update', origin: { kind: 'step', of: 'adam', step: 0 } },
      {},
      'slice.origin: last update is a racer’s, and origin is not where one has come to by a step',
    ],
  ])('%s', async (_, slice, more, message) => {
    expect(await refusal(slice, more)).toContain(message)
  })
})

test('a slice lies where a racer was after a recorded step', async () => {
  const scene = { ...race, landscape: { ...network, slice: step(10) } }
  const slice = await basin(['slice', '-', '--json'], { input: JSON.stringify(scene) })
  const raced = await basin(['race', '-', '--json'], { input: JSON.stringify({ ...race, landscape: network }) })
  const { origin } = JSON.parse(slice.stdout) as { readonly origin: number[] }
  const { racers } = JSON.parse(raced.stdout) as {
    readonly racers: readonly [{ readonly trace: { readonly step: number[]; readonly theta: number[][] } }]
  }
  const { step: steps, theta } = racers[0].trace
  expect(origin).toEqual(theta[steps.indexOf(10)])
})

test('principal directions are told beside those of a random walk', async () => {
  const scene = { ...race, landscape: { ...network, slice: { kind: 'pca', of: 'adam' } } }
  const { stdout } = await basin(['slice', '-', '--json'], { input: JSON.stringify(scene) })
  const { shares, walk } = JSON.parse(stdout) as { readonly shares: number[]; readonly walk: number[] }
  // Of four steps of as many as were recorded: the squared singular values of min(i, j) are 1 / (4 sin^2 ...).
  expect(walk[0]! + walk[1]!).toBeGreaterThan(0.9)
  expect(shares).toHaveLength(2)
})
