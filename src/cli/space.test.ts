import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'
import { landscapeOf } from '../engine/kinds/landscapes'
import { readNpy } from '../formats/npy'
import { readNpz } from '../formats/npz'

const racers = [{ optimizer: 'adam', lr: 0.05 }]
const chain = { basin: 1, landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 4 }, start: [-1.2, 1], racers }

async function document(args: readonly string[], input = ''): Promise<Record<string, never>> {
  const { code, stdout, stderr } = await basin([...args, '--json'], { input })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Record<string, never>
}

describe('a slice that rests on a race', () => {
  const [a, b, c] = [
    [0.5, -0.5, 0.25, 1],
    [1, 1, 1, 0],
    [0, 0, 0, 0.5],
  ] as const
  const scene = {
    ...chain,
    landscape: {
      ...chain.landscape,
      slice: { kind: 'points', points: [c, { kind: 'end', of: 'a' }, { kind: 'end', of: 'b' }] },
    },
    racers: [
      { id: 'a', optimizer: 'adam', lr: 0.05, start: a },
      { id: 'b', optimizer: 'sgd', lr: 0.001, start: b },
    ],
  }
  const file = JSON.stringify(scene)

  test('is resolved before the command’s own work: both ends lie on it, at (1, 0) and (0, 1)', async () => {
    const { racers } = (await document(['race', '-', '--steps', '20'], file)) as unknown as {
      readonly racers: readonly { readonly trace: { readonly plane: number[][]; readonly distance: number[] } }[]
    }
    for (const [i, { trace }] of racers.entries()) {
      expect(trace.distance[0]).toBeGreaterThan(0.01)
      expect(trace.distance.at(-1)).toBeLessThan(1e-14)
      const at = trace.plane.at(-1)!
      expect(Math.abs(at[0]! - (i === 0 ? 1 : 0)) + Math.abs(at[1]! - i)).toBeLessThan(1e-14)
    }
  })

  test('does not go by vectors of another race', async () => {
    const vectors = { origin: [9, 9, 9, 9], u: [1, 0, 0, 0], v: [0, 1, 0, 0] }
    const stale = { ...scene, landscape: { ...scene.landscape, slice: { ...scene.landscape.slice, vectors } } }
    const run = ['race', '-', '--steps', '20']
    expect(await document(run, JSON.stringify(stale))).toEqual(await document(run, file))
  })

  test('that spans no plane is told', async () => {
    const ends = [c, { kind: 'end', of: 'a' }, { kind: 'end', of: 'a' }]
    const flat = { ...scene, landscape: { ...scene.landscape, slice: { kind: 'points', points: ends } } }
    const { code, stderr } = await basin(['points', '-'], { input: JSON.stringify(flat) })
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'landscape.slice: points of the slice are one, or lie on one line: they span no slice; take points apart from each other\n',
    })
  })
})

describe('a race in space', () => {
  interface Raced {
    readonly racers: readonly {
      readonly trace: Readonly<Record<'step' | 'distance' | 'loss', number[]>> &
        Readonly<Record<'theta' | 'plane', number[][]>>
    }[]
  }

  test('gives theta in all dimensions, the plane’s coordinates and the distance, in JSON, CSV and NPZ alike', async () => {
    const cwd = scratchFolder()
    writeFileSync(join(cwd, 'chain.basin'), JSON.stringify(chain))
    const run = ['race', 'chain.basin', '--steps', '20', '--json', '--out']
    const { stdout } = await basin([...run, 'race.csv'], { cwd })
    const { trace } = (JSON.parse(stdout) as Raced).racers[0]!
    expect(trace.theta[0]).toEqual([-1.2, 1, -1.2, 1])
    expect([trace.plane[0], trace.distance[0]]).toEqual([[-1.2, 1], 0])
    expect(trace.theta[20]).toHaveLength(4)
    expect(trace.distance[20]).toBeGreaterThan(0)
    const lines = readFileSync(join(cwd, 'race.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('racer,step,x1,x2,x3,x4,a,b,distance,loss,gradientNorm,learningRate')
    expect(lines[8]!.split(',').slice(1, 10).map(Number)).toEqual([
      7,
      ...trace.theta[7]!,
      ...trace.plane[7]!,
      trace.distance[7],
      trace.loss[7],
    ])
    await basin([...run, 'race.npz'], { cwd })
    const arrays = readNpz(readFileSync(join(cwd, 'race.npz'))).value!.arrays
    expect(arrays.get('adam/theta')!.shape).toEqual([21, 4])
    expect(arrays.get('adam/plane')!.shape).toEqual([21, 2])
    expect([...arrays.get('adam/distance')!.data]).toEqual(trace.distance)
  })

  test('says what is left out where theta is too much, and has the rest', async () => {
    const cwd = scratchFolder()
    const landscape = { kind: 'catalog', id: 'rosenbrock-n', dimension: 1000 }
    writeFileSync(join(cwd, 'wide.basin'), JSON.stringify({ ...chain, landscape, steps: 17_000 }))
    const run = ['race', 'wide.basin', '--json']
    const { stdout, stderr } = await basin([...run, '--out', 'race.csv'], { cwd })
    const warning =
      'theta left out of the trace, whose rows would take 130 MiB, expected at most 128 MiB; take --record 2 or more to have it'
    expect(stderr).toBe(`warning: ${warning}\n`)
    const { leftOut, racers: raced } = JSON.parse(stdout) as Raced & { readonly leftOut: string }
    expect(leftOut).toBe(warning)
    expect(Object.keys(raced[0]!.trace)).toEqual(['step', 'plane', 'distance', 'loss', 'gradientNorm', 'learningRate'])
    const lines = readFileSync(join(cwd, 'race.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('racer,step,a,b,distance,loss,gradientNorm,learningRate')
    expect(lines).toHaveLength(17_002)
    const seldom = await basin([...run, '--record', '1700'], { cwd })
    expect(seldom.stderr).toBe('')
    expect(JSON.parse(seldom.stdout)).not.toHaveProperty('leftOut')
    const { trace } = (JSON.parse(seldom.stdout) as Raced).racers[0]!
    expect(trace.theta.map(({ length }) => length)).toEqual(Array(11).fill(1000))
    expect(trace.plane[10]).toEqual(raced[0]!.trace.plane[17_000])
  })

  test('takes the dimension from the command line, of families and of formulas', async () => {
    const { racers: wide } = (await document([
      'race',
      'styblinski-tang-n',
      '--dimension',
      '3',
      '--steps',
      '2',
    ])) as unknown as Raced
    expect(wide[0]!.trace.theta[2]).toHaveLength(3)
    const args = ['race', '-e', 'x1^2 + 2*x2^2 + x3^4 + x4', '--dimension', '4', '--steps', '2']
    expect(((await document(args)) as unknown as Raced).racers[0]!.trace.theta[0]).toHaveLength(4)
  })
})

describe('probe', () => {
  test('takes two coordinates in the plane, or one for each dimension', async () => {
    const input = JSON.stringify(chain)
    const plane = await document(['probe', '-', '--at', '-1.2,1'], input)
    expect(plane).toMatchObject({ at: [-1.2, 1], class: expect.any(String) })
    const whole = await document(['probe', '-', '--at', '-1.2,1,-1.2,1'], input)
    expect(whole).toMatchObject({ at: [-1.2, 1, -1.2, 1], value: plane['value'], class: expect.any(String) })
    expect(whole['hessian']).toHaveLength(4)
    expect(whole['eigenvalues']).toHaveLength(4)
  })

  test('refuses any other number', async () => {
    const { code, stderr } = await basin(['probe', '-', '--at', '1,2,3'], { input: JSON.stringify(chain) })
    expect(code).toBe(2)
    expect(stderr).toBe(
      '--at: expected 2 numbers in the plane, or 4, one for each coordinate, got 3; write --at -1.5,2\n',
    )
    expect((await basin(['probe', 'sphere', '--at', '1'])).stderr).toContain(
      'expected 2 numbers, one for each of x and y, got 1',
    )
  })
})

describe('spectrum', () => {
  test('of a line is that at its origin where no place is given', async () => {
    const landscape = { ...chain.landscape, slice: { kind: 'axes', axes: [2] } }
    const file = JSON.stringify({ ...chain, landscape, start: [1] })
    const given = await document(['spectrum', '-'], file)
    expect(given).toEqual(await document(['spectrum', '-', '--at', '0'], file))
    const { code, stderr } = await basin(['spectrum', '-', '--at', '0,0'], { input: file })
    expect([code, stderr]).toEqual([
      2,
      '--at: expected 1 number along the line, or 4, one for each coordinate, got 2; write --at -1.5\n',
    ])
  })

  test('of a plane landscape has all eigenvalues, at the point', async () => {
    const result = await document(['spectrum', 'rosenbrock', '--at', '1,1'])
    expect(result).toMatchObject({
      at: [1, 1],
      dimension: 2,
      method: 'dense',
      trace: { value: 1002, standardError: 0 },
    })
    const [small, large] = result['eigenvalues'] as [number, number]
    // The trace and the determinant of [802, -400; -400, 200].
    expect(small + large).toBeCloseTo(1002, 9)
    expect(small * large).toBeCloseTo(400, 8)
  })

  test.each([4, 150])('writes the eigenvectors, a row each, in %i dimensions', async (n) => {
    const cwd = scratchFolder()
    const at = Array.from({ length: n }, (_, i) => Math.cos(i))
    const given = ['spectrum', 'rosenbrock-n', '--dimension', String(n), `--at=${at.join(',')}`, '--top', '2']
    const { code, stdout, stderr } = await basin([...given, '--vectors', 'v.npy', '--json'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { eigenvalues } = JSON.parse(stdout) as { eigenvalues: readonly number[] }
    const { shape, data } = readNpy(readFileSync(join(cwd, 'v.npy'))).value!
    expect(shape).toEqual([4, n])
    const objective = landscapeOf({ kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: n }).objective()
    const image = new Float64Array(n)
    for (const [k, value] of eigenvalues.entries()) {
      const vector = data.slice(k * n, (k + 1) * n)
      expect(Math.hypot(...vector)).toBeCloseTo(1, 12)
      objective.hessianVector(Float64Array.from(at), vector, image)
      // Of eigenvalues of a thousand and more.
      image.forEach((entry, i) => expect(entry).toBeCloseTo(value * vector[i]!, 6))
    }
  })

  test('of a family is that of its whole Hessian, at the plane’s origin', async () => {
    const args = ['spectrum', 'quadratic-n', '--dimension', '200', '--param', 'spacing=1', '--top', '3', '--density']
    const result = await document(args)
    expect(result).toMatchObject({ dimension: 200, method: 'lanczos' })
    expect(result['at']).toEqual(Array<number>(200).fill(0))
    // Evenly from 1 to 100, converged at 1e-10 of the largest.
    const gap = 99 / 199
    const expected = [1, 1 + gap, 1 + 2 * gap, 100 - 2 * gap, 100 - gap, 100]
    ;(result['eigenvalues'] as number[]).forEach((value, i) =>
      expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-8),
    )
    const { value, standardError } = result['trace'] as { value: number; standardError: number }
    expect(Math.abs(value - 200 * 50.5)).toBeLessThan(4 * standardError)
    expect(Object.keys(result['density'])).toEqual(['at', 'value'])
  })

  test('for a person it tells the method, residuals and what is left out', async () => {
    const { code, stdout } = await basin(['spectrum', 'rosenbrock-n', '--at', '1,1', '--top', '2', '--density'])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^dimension +10\nat +1 {2}1 {2}1 {2}1 {2}1 {2}1 {2}\.\.\.\nmethod +the whole Hessian, decomposed\ntrace +/,
    )
    expect(stdout).toMatch(/^ +2 +\S+ +\S+\n +\.\.\.\n +9 +\S+ +\S+\n/m)
    expect(stdout).toMatch(/^ *eigenvalue {2}density\n.*#/ms)
  })

  test('where there is no Hessian it says so', async () => {
    const result = await document(['spectrum', 'ackley-n', '--at', '0,0'])
    expect(result).toMatchObject({ nonFinite: 'the Hessian is not finite here' })
    expect((result['eigenvalues'] as unknown[])[0]).toBeNull()
    expect((await basin(['spectrum', 'ackley-n'])).stdout).toContain(
      'eigenvalues   none: the Hessian is not finite here',
    )
  })
})

test('a vector in base64, or beside its scene, is the same as a list; one that is missing is told', async () => {
  const cwd = scratchFolder()
  const start = [0.5, -0.25, 1, 2 ** -1074]
  const bytes = new Uint8Array(Float64Array.from(start).buffer)
  const name = createHash('sha256').update(bytes).digest('hex')
  const write = (file: string, given: unknown): void =>
    writeFileSync(join(cwd, file), JSON.stringify({ ...chain, start: given, steps: 3 }))
  write('list.basin', start)
  write('base64.basin', { float64: Buffer.from(bytes).toString('base64') })
  write('beside.basin', { blob: name })
  write('alone.basin', { blob: name })
  mkdirSync(join(cwd, 'beside.basin-blobs'))
  writeFileSync(join(cwd, 'beside.basin-blobs', `${name}.f64`), bytes)
  const raced = async (file: string) => basin(['race', file, '--json'], { cwd })
  const expected = await raced('list.basin')
  expect(expected.code).toBe(0)
  expect(await raced('base64.basin')).toEqual(expected)
  expect(await raced('beside.basin')).toEqual(expected)
  const { code, stderr } = await raced('alone.basin')
  expect(code).toBe(2)
  expect(stderr).toBe(
    `alone.basin: vector beside the scene, alone.basin-blobs/${name}.f64, is missing or cannot be read; copy that folder again, or save the scene again from where it opens\n`,
  )
  const piped = await basin(['race', '-'], { input: JSON.stringify({ ...chain, start: { blob: name } }) })
  expect(piped.stderr).toContain(`standard input: start: vector "${name.slice(0, 8)}`)
})

test('the list of landscapes tells dimensions', async () => {
  const { stdout } = await basin(['list', 'landscapes'])
  expect(stdout).toMatch(/^rosenbrock-n +Rosenbrock chain +2 to 1000, usually 10 +/m)
  const { stdout: listed } = await basin(['list', 'landscapes', '--json'])
  const { landscapes } = JSON.parse(listed) as { landscapes: { id: string; dimension?: object }[] }
  expect(landscapes.find(({ id }) => id === 'random-field')!.dimension).toEqual({ default: 10, min: 2, max: 500 })
})

test('a dimension that cannot be is told by its option', async () => {
  const { code, stderr } = await basin(['race', 'rosenbrock', '--dimension', '3'])
  expect(code).toBe(2)
  expect(stderr).toBe(
    '--dimension: dimension of rosenbrock, which is a landscape in the plane; remove it, or take rosenbrock-n\n',
  )
  expect((await basin(['surface', 'ackley-n', '--dimension', '1', '--json'])).code).toBe(2)
})
