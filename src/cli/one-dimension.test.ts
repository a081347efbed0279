import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'
import { readNpy } from '../formats/npy'
import { readNpz } from '../formats/npz'

const well = ['-e', 'x^4 - x^2', '--dimension', '1'] as const
const scene = JSON.stringify({
  basin: 1,
  landscape: { kind: 'expression', expression: 'x^4 - x^2', dimension: 1 },
  start: [1.5],
  steps: 2,
  racers: [{ optimizer: 'sgd', lr: 0.01 }],
})

async function done(args: readonly string[], input = ''): Promise<string> {
  const { code, stdout, stderr } = await basin(args, { input })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

describe('a formula of dimension 1', () => {
  test('is probed at a place of one number', async () => {
    expect(JSON.parse(await done(['probe', ...well, '--at', '0.5', '--json']))).toMatchObject({
      at: [0.5],
      value: -0.1875,
      gradient: [-0.5],
      hessian: [[1]],
      eigenvalues: [1],
      eigenvectors: [[1]],
      conditionNumber: 1,
      class: 'convex-bowl',
      stableLearningRate: 2,
    })
  })

  test('is raced on with theta of one number, in JSON, CSV and NPZ', async () => {
    const theta = [1.5, 1.395, 1.3143 - 0.00029205]
    const near = theta.map((x) => expect.closeTo(x, 3) as number)
    const document = JSON.parse(await done(['race', '-', '--json'], scene)) as {
      racers: { trace: Record<string, unknown>; lastFinite: { theta: number[] } }[]
    }
    const [{ trace, lastFinite }] = document.racers as [(typeof document.racers)[number]]
    expect(Object.keys(trace)).toEqual(['step', 'theta', 'loss', 'gradientNorm', 'learningRate'])
    expect(trace['theta']).toEqual(near.map((x) => [x]))
    expect(lastFinite.theta).toEqual([near[2]])
    const folder = scratchFolder()
    await done(['race', '-', '--out', join(folder, 'race.csv')], scene)
    const [head, first] = readFileSync(join(folder, 'race.csv'), 'utf8').split('\n')
    expect([head, first]).toEqual(['racer,step,x,loss,gradientNorm,learningRate', 'sgd,0,1.5,2.8125,10.5,nan'])
    await done(['race', '-', '--out', join(folder, 'race.npz')], scene)
    const { arrays } = readNpz(new Uint8Array(readFileSync(join(folder, 'race.npz')))).value!
    expect(arrays.get('sgd/theta')!.shape).toEqual([3, 1])
  })

  test('is written as a curve: so many values, and x', async () => {
    const folder = scratchFolder()
    const write = (name: string) => done(['surface', ...well, '--resolution', '5', '--out', join(folder, name)])
    expect(await write('curve.csv')).toContain('5 values from ')
    expect(readFileSync(join(folder, 'curve.csv'), 'utf8')).toBe('x,value\n-2,12\n-1,0\n0,0\n1,0\n2,12\n')
    await write('curve.npy')
    expect(readNpy(new Uint8Array(readFileSync(join(folder, 'curve.npy')))).value!.shape).toEqual([5])
    expect(JSON.parse(await done(['surface', ...well, '--resolution', '3', '--json']))).toMatchObject({
      domain: { x: [-2, 2] },
      resolution: [3],
      x: [-2, 0, 2],
      values: [12, 0, 12],
    })
  })

  test('has its critical points, proven to be all', async () => {
    const text = await done(['points', ...well])
    expect(text.split('\n')).toEqual([
      'kind              x  value  curvature  degree',
      'minimum  -0.7071068  -0.25          4       1',
      'minimum   0.7071068  -0.25          4       1',
      'maximum           0      0         -2      -1',
      '3 points: 2 minima, 1 maximum',
      'degree of the slope over the interval: 1; of these points: 1',
      expect.stringMatching(/^complete: /),
      '',
    ])
    expect(JSON.parse(await done(['points', ...well, '--domain', '0.1,2', '--json']))).toMatchObject({
      points: [{ at: [expect.closeTo(Math.SQRT1_2, 15)], kind: 'minimum', eigenvalues: [expect.closeTo(4, 14)] }],
      complete: true,
    })
  })

  test('is swept over the learning rate', async () => {
    const swept = await done(['sweep', '-', '--x', 'lr=0.001:0.1:3', '--json'], scene)
    expect(swept).toContain('"max-steps"')
  })

  test.each([
    [
      ['race', '-e', 'x + y', '--dimension', '1'],
      '-e, character 5: y in a formula of dimension 1, whose only variable is x; use another name, or leave the dimension out for a formula in x and y',
    ],
    [['race', ...well, '--param', 'y=2'], '--param y: y in a formula of dimension 1'],
    [['probe', ...well, '--at', '1,2'], '--at: expected 1 number, x, got 2; write --at -1.5'],
    [
      ['basins', ...well],
      'landscape.dimension: basins of a line, expected a plane; take a formula in x and y, without a dimension',
    ],
    [
      ['race', ...well, '--domain', '-1,1,-1,1'],
      '--domain.y: domain of a line has y; leave it out: a line has x alone',
    ],
    [['race', '-e', 'x^2', '--domain', '-1,1'], '--domain.y: y is missing, expected a list; add "y"'],
    [
      ['race', 'rosenbrock', '--dimension', '1'],
      '--dimension: dimension of rosenbrock, which is a landscape in the plane',
    ],
  ])('%j is refused in one line', async (args, message) => {
    const { code, stdout, stderr } = await basin(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.split('\n')).toEqual([expect.stringContaining(message), ''])
  })

  test('a start of two numbers is refused in one line', async () => {
    const { code, stderr } = await basin(['race', '-'], { input: scene.replace('[1.5]', '[1.5,2]') })
    expect(code).toBe(2)
    expect(stderr).toBe('standard input: start: start has 2 numbers, expected one number; give as many numbers\n')
  })
})
