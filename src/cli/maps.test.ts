import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'

async function document(args: readonly string[], circumstances = {}): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await basin(args, circumstances)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as Record<string, unknown>
}

describe('basins', () => {
  test('tells where a racer ends from every start, as text, JSON, CSV and NPZ', async () => {
    const cwd = scratchFolder()
    const given = ['basins', 'himmelblau', '--racer', 'adam', '--resolution', '16', '--steps', '300']
    const map = await document([...given, '--json'], { cwd })
    expect(map).toMatchObject({ racer: 'adam', resolution: [16, 16], attractors: expect.any(Array) })
    expect(map['attractors']).toHaveLength(4)
    const attractor = (map['attractor'] as number[][]).flat()
    expect(new Set(attractor)).toEqual(new Set([0, 1, 2, 3]))
    expect((await basin([...given, '--out', 'map.csv'], { cwd })).code).toBe(0)
    const lines = readFileSync(join(cwd, 'map.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('i,j,endX,endY,loss,steps,outcome,attractor')
    expect(lines.slice(1).map((line) => Number(line.split(',').at(-1)))).toEqual(attractor)
    expect((await basin([...given, '--out', 'map.npz'], { cwd })).code).toBe(0)
    expect(existsSync(join(cwd, 'map.npz'))).toBe(true)
  })

  test('a map of 10^9 steps is refused with its cost, a smaller one and the way to insist', async () => {
    const cwd = scratchFolder()
    const given = ['basins', 'himmelblau', '--resolution', '1024', '--steps', '1000', '--out', 'map.csv']
    const { code, stderr } = await basin(given, { cwd })
    expect(code).toBe(2)
    expect(readdirSync(cwd)).toEqual([])
    expect(stderr).toMatch(/about 1\.0e\+9 evaluations.*take at most \d+ x \d+ starts, or \d+ steps, or add --force/)
  })

  test('names the racers there are', async () => {
    const { code, stderr } = await basin(['basins', 'himmelblau', '--racer', 'adm'])
    expect(code).toBe(2)
    expect(stderr).toContain('unknown racer: "adm" (did you mean "adam"?)')
  })
})

describe('sweep', () => {
  test('tells the best and the last stable learning rate', async () => {
    const given = ['sweep', '-e', '(x^2 + 20*y^2)/2', '--racer', 'sgd', '--x', 'lr=0.01:0.16:5', '--steps', '2000']
    const { racers, x } = await document([...given, '--json'])
    expect(x).toEqual({ hyperparameter: 'lr', values: [0.01, 0.02, 0.04, 0.08, 0.16] })
    // Stable below 2 / 20.
    expect(racers).toEqual([expect.objectContaining({ id: 'sgd', stabilityEdge: [3] })])
  })

  test('is that of the scene where no option says otherwise', async () => {
    const sweep = { x: { hyperparameter: 'lr', ends: [0.01, 0.16] }, values: 5, after: 1 }
    const scene = join(scratchFolder(), 'swept.basin')
    const landscape = { kind: 'expression', expression: '(x^2 + 20*y^2)/2' }
    const racers = [{ id: 'gd', optimizer: 'sgd', lr: 1 }]
    writeFileSync(scene, JSON.stringify({ basin: 1, landscape, start: [1, 0], racers, view: { sweep } }))
    const swept = await document(['sweep', scene, '--json'])
    const rates = [0.01, 0.02, 0.04, 0.08, 0.16]
    expect(swept).toMatchObject({ x: { hyperparameter: 'lr', values: rates }, afterStep: 1 })
    const [{ after }] = swept['racers'] as [{ after: readonly (readonly number[])[] }]
    after[0]!.forEach((loss, k) => expect(loss).toBeCloseTo((1 - rates[k]!) ** 2 / 2, 15))
    const other = await document(['sweep', scene, '--x', 'lr=0.1:0.2:2', '--after', '7', '--json'])
    expect(other).toMatchObject({ x: { values: [0.1, 0.2] }, afterStep: 7 })
  })

  test.each([
    [['--x', 'lr=1'], 'expected NAME=FROM:TO:COUNT'],
    [['--x', 'lr=1:0.1:5'], 'expected NAME=FROM:TO:COUNT'],
    [['--x', 'beta=0:1:5'], 'has no hyperparameter "beta" to sweep'],
  ])('refuses %j', async (options, message) => {
    const { code, stderr } = await basin(['sweep', 'himmelblau', ...options])
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})
