import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'
import { readNpz } from '../formats/npz'

/** A folder with the scene in it. */
function prepared() {
  const folder = scratchFolder()
  const at = (name: string): string => join(folder, name)
  const scene = at('net.basin')
  writeFileSync(scene, JSON.stringify({ basin: 1, landscape, racers, steps: 300 }))
  return { at, scene }
}

const landscape = {
  kind: 'network',
  widths: [2, 6, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 60, noise: 0.15, seed: 1 },
}
const racers = [
  { id: 'one', optimizer: 'adam', lr: 0.05 },
  { id: 'two', optimizer: 'adam', lr: 0.05, start: { kind: 'initialisation', seed: 7 } },
]

interface Found {
  readonly from: { readonly loss: number; readonly theta: readonly number[] }
  readonly to: { readonly loss: number; readonly theta: readonly number[] }
  readonly distance: number
  readonly orbit?: { readonly count: string }
  readonly paths: readonly {
    readonly path: string
    readonly found: boolean
    readonly reason?: string
    readonly barrier: { readonly height: number | null; readonly aboveEnds: number | null }
    readonly loss: readonly number[]
    readonly performance: readonly number[]
    readonly bend?: readonly number[]
    readonly matched?: readonly number[]
  }[]
}

async function found(...args: readonly string[]): Promise<Found> {
  const { code, stdout, stderr } = await basin(['connect', ...args, '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Found
}

describe('basin connect', () => {
  test('joins two racers of a scene by all paths, and writes them', async () => {
    const { at, scene } = prepared()
    const all = ['--path', 'match,bezier,polygonal', '--points', '21', '--steps', '600']
    const out = at('paths.npz')
    const { from, to, distance, orbit, paths } = await found(`${scene}#one`, `${scene}#two`, ...all, '--out', out)
    expect(paths.map(({ path }) => path)).toEqual(['straight', 'match', 'bezier', 'polygonal'])
    expect(orbit!.count).toBe(String(720 * 64))
    expect([from.theta.length, to.theta.length]).toEqual([32, 32])
    expect(distance).toBeGreaterThan(1)
    const [straight, match, bezier] = paths
    expect(straight!.barrier.height).toBeGreaterThan(0.05)
    expect(bezier!.found).toBe(true)
    expect(bezier!.barrier.height).toBeLessThan(straight!.barrier.height!)
    expect(match!.matched).toHaveLength(32)
    for (const { loss, performance } of paths) {
      expect([loss.length, performance.length]).toEqual([21, 21])
      expect(loss[0]).toBe(from.loss)
    }
    const { arrays } = readNpz(readFileSync(out)).value!
    expect([...arrays.keys()].sort()).toEqual(
      [
        ...['from', 'to', 't', 'match_to', 'bezier_bend', 'polygonal_bend'],
        ...['straight', 'match', 'bezier', 'polygonal'].flatMap((path) => [`${path}_loss`, `${path}_performance`]),
      ].sort(),
    )
    expect([...arrays.get('bezier_loss')!.data]).toEqual(bezier!.loss)
    // What was written are parameters: a path to where it ends again has no length.
    const json = at('end.json')
    writeFileSync(json, JSON.stringify(to.theta))
    const again = await found(json, json, '--scene', scene, '--points', '2')
    expect([again.distance, again.from.loss]).toEqual([0, to.loss])
  })

  test('says what it found in lines, and what it did not', async () => {
    const { at } = prepared()
    const valley = at('ridge.basin')
    const ridge = { kind: 'expression', expression: '(x^2 - 1)^2 + y^2', domain: { x: [-2, 2], y: [-2, 2] } }
    const ends = [
      { id: 'left', optimizer: 'sgd', lr: 0.05, start: [-1.2, 0.5] },
      { id: 'right', optimizer: 'sgd', lr: 0.05, start: [1.2, 0.5] },
    ]
    writeFileSync(valley, JSON.stringify({ basin: 1, landscape: ridge, racers: ends, steps: 400 }))
    const args = [
      'connect',
      `${valley}#left`,
      `${valley}#right`,
      '--path',
      'bezier',
      '--points',
      '101',
      '--steps',
      '50',
    ]
    const { code, stdout } = await basin(args)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^from {10}ridge.basin#left: loss .*\nto {12}ridge.basin#right: loss/)
    expect(stdout).toMatch(/\npath +barrier +at +above ends +highest loss\nstraight +1 +0.5 +1 +1\nbezier/)
    expect(stdout).toContain('bezier: no path found below the straight line’s barrier of 1')
    const table = at('ridge.csv')
    expect((await basin([...args, '--out', table])).code).toBe(0)
    expect(readFileSync(table, 'utf8').split('\n')[0]).toBe('t,straight_loss,bezier_loss')
  })

  test('refuses what cannot be joined, and says how to mend it', async () => {
    const { at, scene } = prepared()
    const message = async (...args: readonly string[]): Promise<string> => {
      const { code, stderr, stdout } = await basin(['connect', ...args])
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      return stderr
    }
    expect(await message(`${scene}#one`, `${scene}#tow`)).toContain('unknown racer: "tow" (did you mean "two"?)')
    expect(await message(scene, scene, '--path', 'curved')).toBe(
      '--path: unknown path: "curved"; take some of straight,match,bezier,polygonal\n',
    )
    expect(await message(at('a.npy'), at('b.npy'))).toContain('add --scene SCENE')
    expect(await message(at('a.npy'), at('b.npy'), '--scene', scene)).toContain('cannot be read')
    expect(await message('rosenbrock', 'rosenbrock', '--path', 'match')).toContain('matched units of a landscape')
    expect(await message(scene, 'rosenbrock')).toContain('to has 2 numbers, expected 32')
    expect(await message(scene)).toContain("missing required argument 'B'")
  })
})
