import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'
import {
  type NetworkCase as Case,
  networkCases as cases,
  networkLandscape as landscapeOf,
} from '../../test/support/torch-networks'
import { blobName } from '../core/blob-name'
import { vectorToBytes } from '../core/scene/vector-document'
import { npy } from '../formats/npy'
import { readNpz } from '../formats/npz'

/** A scene file in a folder of its own. */
function saved(landscape: object, rest: object = {}): { readonly folder: string; readonly scene: string } {
  const folder = scratchFolder()
  const scene = join(folder, 'network.basin')
  writeFileSync(scene, JSON.stringify({ basin: 1, landscape, ...rest }))
  return { folder, scene }
}

async function written(folder: string, name: string, shape: readonly number[], data: readonly number[]) {
  const path = join(folder, name)
  const pieces: Uint8Array[] = []
  for await (const piece of npy(shape, [Float64Array.from(data)])) pieces.push(piece)
  writeFileSync(path, Buffer.concat(pieces))
  return path
}

async function document(args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await basin(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Record<string, unknown>
}

const largest = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
const farthest = (found: readonly number[], expected: readonly number[]): number => {
  expect(found.length).toBe(expected.length)
  return largest(found.map((value, k) => value - expected[k]!)) / largest(expected)
}

describe('probe of a network', () => {
  it.each(cases)('of $name has PyTorch’s value, gradient and Hessian-vector product', async (given) => {
    const { folder, scene } = saved(landscapeOf(given))
    const n = given.theta.length
    const direction = await written(folder, 'direction.npy', [n], given.direction)
    const args = ['probe', scene, '--at', '0,0', '--full', '--json', '--direction']
    const found = await document([...args, direction])
    expect(Math.abs((found['value'] as number) / given.value - 1)).toBeLessThan(1e-12)
    expect(farthest(found['fullGradient'] as number[], given.gradient)).toBeLessThan(1e-10)
    expect(farthest(found['hessianVector'] as number[], given.hessianVector)).toBeLessThan(1e-9)
    expect([found['gradient'], found['hessian']].map((each) => (each as unknown[]).length)).toEqual([2, 2])
    const list = join(folder, 'direction.json')
    writeFileSync(list, JSON.stringify(given.direction))
    expect(await document([...args, list])).toEqual(found)
  })

  const [given] = cases
  it('has no more than was asked for, and lengths where a person reads', async () => {
    const { folder, scene } = saved(landscapeOf(given!))
    const found = await document(['probe', scene, '--at', '0.5,-0.25', '--json'])
    expect(Object.keys(found)).not.toContain('fullGradient')
    expect(Object.keys(found)).not.toContain('hessianVector')
    const direction = await written(folder, 'direction.npy', [74], given!.direction)
    const { stdout } = await basin(['probe', scene, '--at', '0,0', '--full', '--direction', direction])
    expect(stdout).toMatch(/^full gradient of length .*; its 74 numbers with --json$/m)
    expect(stdout).toMatch(/^H v {11}of length .*; its 74 numbers with --json$/m)
  })

  it.each([
    ['short.npy', 'parameters have the shape (3,), expected (74,)'],
    ['gone.npy', 'file "gone.npy" cannot be read: no such file or folder'],
    ['text.json', 'text.json[1]: entry is "b", expected a number'],
    ['direction.csv', 'expected a file name ending in .npz, .safetensors, .json, .npy'],
  ])('refuses the direction %s', async (name, message) => {
    const { folder, scene } = saved(landscapeOf(given!))
    await written(folder, 'short.npy', [3], [1, 2, 3])
    writeFileSync(join(folder, 'text.json'), '[1, "b"]')
    const { code, stderr } = await basin(['probe', scene, '--at', '0,0', '--direction', name], { cwd: folder })
    expect(stderr.replace('text.json: ', 'text.json')).toContain(message)
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 })
  })
})

const normalised = cases.find(({ name }) => name === 'batch-norm') as unknown as Case & {
  readonly 'afterSgd(lr=0.1)': Readonly<Record<'theta' | 'runningMean' | 'runningVariance', readonly unknown[]>>
}

it('race tells the evaluations of batches in few digits', async () => {
  const batch = { sampler: 'sequential', size: 7 }
  const { scene } = saved(landscapeOf(normalised), { batch, steps: 4, racers: [{ optimizer: 'sgd', lr: 0.1 }] })
  const { stdout } = await basin(['race', scene])
  // (7 + 7 + 6 + 7) / 20
  expect(stdout).toMatch(/sgd +max-steps +4 +1\.35 /)
  const { stdout: third } = await basin(['race', scene, '--steps', '1'])
  expect(third).toMatch(/sgd +max-steps +1 +0\.35 /)
})

describe('race --weights', () => {
  const batch = { sampler: 'listed', batches: normalised.batches }
  const sgd = { optimizer: 'sgd', lr: 0.1 }
  const rest = { batch, steps: normalised.batches!.length }

  it('writes a state_dict of the end, with running statistics', async () => {
    const { folder, scene } = saved(landscapeOf(normalised), { ...rest, racers: [sgd] })
    const path = join(folder, 'weights.npz')
    const { code, stderr } = await basin(['race', scene, '--weights', path])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { arrays } = readNpz(readFileSync(path)).value!
    const after = normalised['afterSgd(lr=0.1)']
    expect(Array.from(arrays, ([name, { shape }]) => [name, shape])).toEqual([
      ['0.weight', [5, 2]],
      ['0.bias', [5]],
      ['1.weight', [5]],
      ['1.bias', [5]],
      ['3.weight', [2, 5]],
      ['3.bias', [2]],
      ['1.running_mean', [5]],
      ['1.running_var', [5]],
      ['1.num_batches_tracked', []],
    ])
    const at = (name: string): readonly number[] => [...arrays.get(name)!.data]
    const theta = ['0.weight', '0.bias', '1.weight', '1.bias', '3.weight', '3.bias'].flatMap(at)
    expect(farthest(theta, after.theta as number[])).toBeLessThan(1e-10)
    expect(farthest(at('1.running_mean'), after.runningMean.flat() as number[])).toBeLessThan(1e-10)
    expect(farthest(at('1.running_var'), after.runningVariance.flat() as number[])).toBeLessThan(1e-10)
    expect(at('1.num_batches_tracked')).toEqual([rest.steps])
  })

  it('writes a file for each racer, in JSON as lists', async () => {
    const racers = [sgd, { ...sgd, id: 'a/b', lr: 0.2 }]
    const { folder, scene } = saved(landscapeOf(normalised), { ...rest, racers })
    const { code } = await basin(['race', scene, '--weights', join(folder, 'out.v1.json')])
    expect(code).toBe(0)
    const names = readdirSync(folder).filter((name) => name.startsWith('out'))
    expect(names.toSorted()).toEqual(['out.v1.a%2Fb.json', 'out.v1.sgd.json'])
    const state = JSON.parse(readFileSync(join(folder, 'out.v1.sgd.json'), 'utf8')) as Record<string, unknown>
    const matrix = state['3.weight'] as number[][]
    expect(matrix.map((row) => row.length)).toEqual([5, 5])
    expect(state['1.num_batches_tracked']).toBe(rest.steps)
  })

  it('is refused beside --seeds, and where its file cannot be written, before anything is raced', async () => {
    const { folder, scene } = saved(landscapeOf(normalised), { ...rest, racers: [sgd] })
    const both = await basin(['race', scene, '--weights', 'w.npz', '--seeds', '3'], { cwd: folder })
    expect(both.stderr).toContain('--weights: parameters at the end were asked for beside --seeds 3')
    const nowhere = await basin(['race', scene, '--weights', 'gone/w.npz'], { cwd: folder })
    expect(nowhere.stderr).toContain('--weights: file "gone/w.npz" cannot be written: no such file or folder')
    expect([both.code, nowhere.code]).toEqual([2, 2])
  })
})

describe('parameters from a file', () => {
  const { theta: _theta, ...rest } = landscapeOf(normalised) as Record<string, unknown>
  const batch = { sampler: 'listed', batches: normalised.batches }
  const racers = [{ optimizer: 'sgd', lr: 0.1 }]
  const measure = { every: 1, what: ['evaluation-loss'] }

  interface Trace {
    readonly racers: readonly { readonly trace: Readonly<Record<string, readonly (number | null)[]>> }[]
  }

  it.each(['npz', 'json'])('come from where a race has ended by their names in %s, and it goes on', async (ending) => {
    const { folder, scene } = saved(landscapeOf(normalised), { batch, racers, measure, steps: 10 })
    const path = join(folder, `weights.${ending}`)
    const raced = (await document(['race', scene, '--weights', path, '--json'])) as unknown as Trace
    const last = (column: string) => raced.racers[0]!.trace[column]!.at(-1)
    const bare = join(folder, 'bare.basin')
    writeFileSync(bare, JSON.stringify({ basin: 1, landscape: rest, batch, racers, measure, steps: 1 }))
    const beside = join(folder, 'beside.basin')
    const theta = { file: `weights.${ending}` }
    writeFileSync(beside, JSON.stringify({ basin: 1, landscape: { ...rest, theta }, batch, racers, measure, steps: 1 }))
    for (const args of [[bare, '--theta', path], [beside]]) {
      const { trace } = ((await document(['race', ...args, '--json'])) as unknown as Trace).racers[0]!
      expect(trace['loss']![0]).toBe(last('loss'))
      expect(trace['evaluationLoss']![0]).toBe(last('evaluationLoss'))
      const { value } = await document(['probe', ...args, '--at', '0,0', '--json'])
      expect(value).toBe(last('loss'))
    }
  })

  it('are all in one list in .npy, whatever the scene begins with', async () => {
    const landscape = { ...rest, init: { id: 'zeros' } }
    const { folder, scene } = saved(landscape)
    const theta = await written(folder, 'theta.npy', [normalised.theta.length], normalised.theta)
    const { value } = await document(['probe', scene, '--at', '0,0', '--json', '--theta', theta])
    expect(Math.abs((value as number) / normalised.value - 1)).toBeLessThan(1e-12)
  })

  const state = {
    '0.weight': [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]], // prettier-ignore
    '0.bias': [1, 2, 3, 4, 5],
    '1.weight': [1, 1, 1, 1, 1],
    '1.bias': [0, 0, 0, 0, 0],
    '3.weight': [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1]], // prettier-ignore
    '3.bias': [0, 1],
  }
  const { '0.bias': _bias, ...withoutBias } = state

  it.each<readonly [string, unknown, string]>([
    ['an entry missing', withoutBias, '0.bias: 0.bias is missing, expected the shape (5,); the file has 0.weight, 1.w'],
    ['one too many', { ...state, '6.weight': [[1]] }, '6.weight: 6.weight is no parameter of the network, which has 0'],
    ['another shape', { ...state, '3.bias': [1, 2, 3] }, '3.bias has the shape (3,), expected (2,); give the network'],
    ['rows and columns turned', { ...state, '0.weight': [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]] }, '0.weight has the shape (2, 5), expected (5, 2); transpose it'], // prettier-ignore
    ['a ragged matrix', { ...state, '3.weight': [[1, 2], [3]] }, '3.weight[1]: entry is a list of 1, expected a list of 2'], // prettier-ignore
    ['null for NaN', { ...state, '3.weight': [[1, 2, 3, 4, 5], [5, 4, null, 2, 1]] }, '3.weight: 3.weight[1][2] is NaN, expected a finite number'], // prettier-ignore
    ['half of the statistics', { ...state, '1.running_mean': [0, 0, 0, 0, 0] }, '1.running_var is missing, expected the shape (5,)'], // prettier-ignore
    ['a variance below 0', { ...state, '1.running_mean': [0, 0, 0, 0, 0], '1.running_var': [1, 1, -1, 1, 1] }, 'landscape.running[5]: variance is -1, expected a number >= 0'], // prettier-ignore
    ['a list that is too short', [1, 2, 3], 'parameters have the shape (3,), expected (37,)'],
    ['a number', 3, 'file is 3 in JSON'],
  ])('with %s are refused by name', async (_, content, message) => {
    const { folder, scene } = saved({ ...rest, theta: { file: 'state.json' } })
    writeFileSync(join(folder, 'state.json'), JSON.stringify(content))
    const { code, stderr } = await basin(['probe', scene, '--at', '0,0'])
    expect(stderr).toContain(message)
    expect(stderr).toContain('landscape.')
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 })
  })

  it('are refused beside an initialiser, from elsewhere, and for what is no network', async () => {
    const { folder, scene } = saved({ ...rest, init: { id: 'zeros' }, theta: { file: 'state.json' } })
    writeFileSync(join(folder, 'state.json'), JSON.stringify(state))
    const errors = async (...args: string[]): Promise<string> => (await basin(args, { cwd: folder })).stderr
    expect(await errors('probe', scene, '--at', '0,0')).toContain('network with init and theta')
    const elsewhere = saved({ ...rest, theta: { file: '../state.json' } })
    expect(await errors('probe', elsewhere.scene, '--at', '0,0')).toContain(
      'landscape.theta: file "../state.json" lies elsewhere',
    )
    const gone = saved({ ...rest, theta: { file: 'gone.npz' } })
    expect(await errors('probe', gone.scene, '--at', '0,0')).toContain(
      'landscape.theta: file "gone.npz" cannot be read: no such file or folder',
    )
    expect(await errors('probe', 'rosenbrock', '--at', '0,0', '--theta', 'state.json')).toContain(
      '--theta: scene holds no network',
    )
    expect(await errors('probe', saved(rest).scene, '--at', '0,0', '--theta', 'gone.npz')).toContain(
      '--theta: file "gone.npz" cannot be read',
    )
  })
})

describe('data from a file', () => {
  const table = 'x1,x2,label\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no\n0.5,0.25,yes\n'
  const landscape = (data: object) => ({ kind: 'network', widths: [2, 3, 2], loss: 'cross-entropy', data, theta })
  const theta = Array.from({ length: 17 }, (_, k) => Math.sin(k))

  it('are those of the scene that lists them', async () => {
    const data = { file: 'xor.csv', inputs: ['x1', 'x2'], target: 'label', standardise: true }
    const { folder, scene } = saved(landscape(data))
    writeFileSync(join(folder, 'xor.csv'), table)
    const inputs = [[0, 0], [0, 1], [1, 0], [1, 1], [0.5, 0.25]] // prettier-ignore
    const listed = saved(landscape({ inputs, targets: [0, 1, 1, 0, 1], standardise: true }))
    const args = ['--at', '0,0', '--full', '--json']
    expect(await document(['probe', scene, ...args])).toEqual(await document(['probe', listed.scene, ...args]))
  })

  it('may lie in vectors beside the scene, and one that is gone is named', async () => {
    const inputs = [0, 0, 0, 1, 1, 0, 1, 1]
    const bytes = vectorToBytes(inputs)
    const name = blobName(bytes)
    const targets = [0, 1, 1, 0]
    const { folder, scene } = saved(landscape({ inputs: { shape: [4, 2], values: { blob: name } }, targets }))
    const missing = await basin(['probe', scene, '--at', '0,0'])
    expect(missing.stderr).toBe(
      `${scene}: vector beside the scene, network.basin-blobs/${name}.f64, is missing or cannot be read; copy that folder again, or save the scene again from where it opens\n`,
    )
    mkdirSync(join(folder, 'network.basin-blobs'))
    writeFileSync(join(folder, 'network.basin-blobs', `${name}.f64`), bytes)
    const listed = saved(landscape({ inputs: { shape: [4, 2], values: inputs }, targets }))
    const args = ['--at', '0,0', '--full', '--json']
    expect(await document(['probe', scene, ...args])).toEqual(await document(['probe', listed.scene, ...args]))
  })

  it('may be thousands of rows', async () => {
    const { folder, scene } = saved(landscape({ file: 'xor.csv' }))
    const [head, ...rows] = table.trimEnd().split('\n')
    const many = Array.from({ length: 1000 }, () => rows).flat()
    writeFileSync(join(folder, 'xor.csv'), [head, ...many].join('\n'))
    const value = async () => ((await document(['probe', scene, '--at', '0,0', '--json'])) as { value: number }).value
    const ofMany = await value()
    writeFileSync(join(folder, 'xor.csv'), table)
    // The mean of the same rows, repeated.
    expect(Math.abs(ofMany - (await value()))).toBeLessThan(1e-14)
  })

  it('are told wrong by line, and are refused from elsewhere', async () => {
    const { folder, scene } = saved(landscape({ file: 'xor.csv' }))
    writeFileSync(join(folder, 'xor.csv'), table.replace('0,1,yes', '0,,yes'))
    const wrong = await basin(['probe', scene, '--at', '0,0'])
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toBe(
      `${scene}: landscape.data: xor.csv: line 3: input "x2" is missing, expected a number; fill it in, or leave the row out\n`,
    )
    const elsewhere = saved(landscape({ file: '../xor.csv' }))
    expect((await basin(['probe', elsewhere.scene, '--at', '0,0'])).stderr).toContain(
      'landscape.data.file: file "../xor.csv" lies elsewhere',
    )
    const gone = saved(landscape({ file: 'gone.csv' }))
    expect((await basin(['probe', gone.scene, '--at', '0,0'])).stderr).toContain(
      'landscape.data.file: file "gone.csv" cannot be read: no such file or folder',
    )
  })
})

describe('the trace of a network', () => {
  const scene = {
    basin: 1,
    landscape: {
      kind: 'network',
      widths: [2, 4, 2],
      loss: 'cross-entropy',
      data: { id: 'moons', examples: 40, noise: 0.1, split: [0.8, 0, 0.2] },
    },
    batch: { sampler: 'reshuffle', size: 8 },
    measure: { every: 3, what: ['test', 'accuracy'] },
    steps: 6,
    racers: [{ optimizer: 'adam', lr: 0.05 }],
  }
  const measured = ['test', 'accuracy', 'testAccuracy']
  const own = [
    'batchLoss',
    'batchGradientNorm',
    'examples',
    ...measured,
    'thetaNorm',
    'distanceFromStart',
    'stepLength',
    'learningRate',
  ]

  it('has what was measured in columns by name, null where it was not, in JSON, CSV and NPZ alike', async () => {
    const folder = scratchFolder()
    const options = { cwd: folder, input: JSON.stringify(scene) }
    const { stdout } = await basin(['race', '-', '--json', '--out', 'race.csv'], options)
    const { trace } = (JSON.parse(stdout) as { racers: { trace: Record<string, (number | null)[]> }[] }).racers[0]!
    expect(Object.keys(trace)).toEqual(['step', 'theta', 'plane', 'distance', 'loss', 'gradientNorm', ...own])
    for (const name of ['loss', 'gradientNorm', ...measured])
      expect(trace[name]!.map((value) => value === null)).toEqual([false, true, true, false, true, true, false])
    expect(trace['batchLoss']!.map((value) => value === null)).toEqual([true, ...Array<boolean>(6).fill(false)])
    expect(trace['examples']).toEqual([0, 8, 16, 24, 32, 40, 48])
    const lines = readFileSync(join(folder, 'race.csv'), 'utf8').trim().split('\n')
    expect(lines[0]!.split(',').slice(-own.length)).toEqual(own)
    expect(lines).toHaveLength(8)
    await basin(['race', '-', '--out', 'race.npz'], options)
    const { arrays } = readNpz(readFileSync(join(folder, 'race.npz'))).value!
    for (const name of own)
      expect(Array.from(arrays.get(`adam/${name}`)!.data, (value) => (Number.isNaN(value) ? null : value))).toEqual(
        trace[name],
      )
  })
})

describe('what is to be known of numbers of a network', () => {
  const network = {
    kind: 'network',
    widths: [2, 4, 2],
    activation: 'relu',
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 40, split: [0.8, 0, 0.2] },
  }
  const zeros = { ...network, init: { id: 'zeros' } }
  const normalised = { ...network, batchNorm: true }
  const mode =
    'train mode on all 32 training examples: statistics taken anew at each point, and derivatives go through them'
  const read = async (scene: string, command: string, ...args: readonly string[]) => {
    const { code, stdout } = await basin([command, scene, ...args])
    expect(code).toBe(0)
    return stdout
  }

  it('is how many pairs lie at kinks, with every one that there is where all parameters are 0', async () => {
    const { scene } = saved(zeros)
    const line =
      /^kinks {9}128 of 128 pairs of a unit and an example lie at one; .* the Hessian is that between kinks$/m
    expect(await read(scene, 'probe', '--at', '0,0')).toMatch(line)
    expect(await read(scene, 'spectrum')).toMatch(line)
    expect((await document(['probe', scene, '--at', '0,0', '--json']))['kinks']).toEqual({ pairs: 128, atKink: 128 })
    expect((await document(['spectrum', scene, '--json']))['kinks']).toEqual({ pairs: 128, atKink: 128 })
  })

  it('is no word of kinks where the point lies at none, or no unit has one', async () => {
    const away = saved(network).scene
    expect(await read(away, 'probe', '--at', '0,0')).not.toMatch(/kinks|batch norm/)
    expect((await document(['probe', away, '--at', '0,0', '--json']))['kinks']).toEqual({ pairs: 128, atKink: 0 })
    const smooth = saved({ ...zeros, activation: 'tanh' }).scene
    expect(Object.keys(await document(['probe', smooth, '--at', '0,0', '--json']))).not.toContain('kinks')
    expect(Object.keys(await document(['probe', 'himmelblau', '--at', '0,0', '--json']))).not.toContain('kinks')
  })

  it('is with batch normalisation that they are of train mode, and on which examples', async () => {
    const batch = { batch: { sampler: 'sequential', size: 8 } }
    const { folder, scene } = saved(normalised, batch)
    const args = ['--resolution', '2', '--out', join(folder, 'surface.json')]
    expect(await read(scene, 'probe', '--at', '0,0')).toContain(`\nbatch norm    ${mode}\n`)
    expect(await read(scene, 'spectrum')).toContain(`\nbatch norm    ${mode}\n`)
    expect(await read(scene, 'surface', ...args)).toContain(`\nbatch norm: ${mode}\n`)
    for (const command of [
      ['probe', scene, '--at', '0,0'],
      ['spectrum', scene],
      ['surface', scene, '--resolution', '2'],
    ])
      expect((await document([...command, '--json']))['batchNorm']).toBe(mode)
    expect(await read(scene, 'surface', ...args, '--batch', '1')).toContain('train mode on the 8 examples of the batch')
    expect(await read(saved(network).scene, 'surface', ...args)).not.toContain('batch norm')
  })
})

describe('jobs of a network that take long', () => {
  const landscape = {
    kind: 'network',
    widths: [2, 16, 16, 2],
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 100_000 },
  }

  it('are refused where they would never end, with what would fit', async () => {
    const { scene } = saved(landscape)
    const { code, stderr } = await basin(['surface', scene, '--resolution', '1024', '--json'])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^surface too large: about 1\.\d+e\+11 evaluations .*; take at most \d+ x \d+ points, or \d+ examples, or add --force\n$/,
    )
  })

  it('are announced beyond ten seconds, those within are not', async () => {
    const small = { ...landscape, data: { id: 'moons', examples: 100 } }
    const { scene } = saved(small, {
      steps: 1_000_000,
      stop: { gradientNorm: 1e9 },
      racers: [{ optimizer: 'sgd', lr: 0.1 }],
    })
    const { code, stderr } = await basin(['race', scene])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^race: takes about \d+ (s|minutes) of one core$/m),
    })
    expect((await basin(['race', scene, '--steps', '1000'])).stderr).not.toContain('takes about')
  })
})
