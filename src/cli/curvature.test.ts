import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'

async function document(args: readonly string[], input = ''): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await basin([...args, '--json'], { input })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Record<string, unknown>
}

const scene = JSON.stringify({
  basin: 1,
  landscape: {
    kind: 'network',
    widths: [2, 16, 16, 1],
    activation: 'tanh',
    loss: 'binary-cross-entropy',
    data: { id: 'moons', examples: 64 },
  },
  steps: 600,
  racers: [
    { id: 'gd', optimizer: 'sgd', lr: 0.5 },
    { id: 'adam', optimizer: 'adam', lr: 0.01 },
    { id: 'lion', optimizer: 'lion', lr: 0.001, batch: { sampler: 'reshuffle', size: 16 } },
  ],
})
const read = async (...args: string[]): Promise<string> =>
  (await basin(['spectrum', '-', ...args], { input: scene })).stdout
const told = (...args: string[]) => document(['spectrum', '-', ...args], scene)

interface Row {
  readonly step: number
  readonly sharpness: number | null
  readonly threshold: number | null
  readonly ratio: number | null
  readonly spectrum: { readonly eigenvalues: readonly number[] }
}

describe('basin spectrum', () => {
  test('of another matrix and of a block is told by name', async () => {
    const whole = await told('--matrix', 'gauss-newton', '--top', '2')
    expect([whole['matrix'], whole['dimension']]).toEqual(['gauss-newton', 337])
    expect((whole['eigenvalues'] as number[])[0]).toBeGreaterThan(-1e-9)
    const layer = await told('--block', '0', '--top', '2')
    expect([layer['block'], layer['dimension'], layer['method']]).toEqual(['0', 48, 'dense'])
    expect(await read('--matrix', 'fisher', '--block', '2.weight')).toMatch(
      /^matrix {8}empirical Fisher matrix\nblock {9}2\.weight\ndimension {5}256\n/,
    )
  })

  test('tells batches and parts', async () => {
    const given = ['--top', '1', '--batches', '3', '--batch-size', '16', '--parts', 'matrices,layers']
    const { batches, parts } = (await told(...given)) as {
      batches: { count: number; eigenvalues: { mean: number[]; deviation: number[] } }
      parts: { name: string; eigenvalues: number[] }[]
    }
    expect(batches.count).toBe(3)
    expect(batches.eigenvalues.deviation.every((value) => value > 0)).toBe(true)
    expect(parts.map(({ name }) => name)).toEqual(['hessian', 'gauss-newton', 'fisher', '0', '2', '4'])
    const text = await read(...given)
    expect(text).toContain('batches       3, each by itself: mean +- standard deviation; trace ')
    expect(text).toMatch(/\nempirical Fisher matrix +337 /)
    expect(text).toMatch(/\nlayer 2 +272 /)
  })

  test('along a path tells the spectrum, and the sharpness beside what the rule bears', async () => {
    const result = await told('--along', 'gd', '--every', '200', '--top', '1')
    const rows = result['rows'] as Row[]
    expect(rows.map(({ step }) => step)).toEqual([0, 200, 400, 600])
    for (const { sharpness, threshold, ratio, spectrum } of rows) {
      expect(threshold).toBe(4)
      expect(sharpness).toBeCloseTo(spectrum.eigenvalues.at(-1)!, 8)
      expect(ratio).toBe(sharpness! / 4)
    }
    expect(result['crossings']).toEqual([[0, 200]])
    const text = await read('--along', 'gd', '--steps', '0,100,200', '--top', '1')
    expect(text).toMatch(/^racer {9}gd\nsharpness {5}the largest eigenvalue of the Hessian/)
    expect(text).toMatch(/\ncrossed {7}between steps 100 and 200\n/)
    const adam = (await told('--along', 'adam', '--steps', '0,1,50', '--top', '1'))['rows'] as Row[]
    expect(adam.map(({ sharpness }) => sharpness === null)).toEqual([true, false, false])
    const lion = await read('--along', 'lion', '--steps', '0,20', '--top', '1')
    expect(lion).toContain('\nthreshold     none is known of this rule as it is set\n')
    expect(lion).toContain('\nnot counted   batches: the threshold is of steps on all examples\n')
  })

  test('says what has not converged, and of a trace by Hutch++ that it is near', async () => {
    const args = ['quadratic-n', '--dimension', '500', '--param', 'spacing=1', '--products', '20', '--top', '2']
    const text = (await basin(['spectrum', ...args])).stdout
    expect(text).toContain('\nnot converged 3 of 4: see their residuals\n')
    expect((await document(['spectrum', ...args]))['unconverged']).toBe(3)
    const { trace } = (await told('--matrix', 'gauss-newton', '--trace', 'hutch++')) as {
      trace: { value: number; standardError: number }
    }
    expect(trace.standardError / trace.value).toBeLessThan(1e-3)
  })

  test.each([
    [['--block', '0.wieght'], 'block: no block or layer "0.wieght"; did you mean "0.weight"?'],
    [['--matrix', 'hesian'], '--matrix: unknown name: "hesian" (did you mean "hessian"?)'],
    [['--along', 'sgd'], '--along: unknown racer: "sgd" (did you mean "gd"?)'],
    [['--along', 'gd', '--at', '0,0'], '--at: a point beside --along'],
    [['--steps', '0,10'], '--steps: steps of no path; add --along RACER'],
    [['--along', 'gd', '--steps', '10,5'], '--steps: expected whole numbers, ascending'],
    [['--along', 'gd', '--steps', '0,5', '--every', '2'], '--every: given beside --steps'],
    [['--batch-size', '4'], '--batch-size: a size of no batches; add --batches 10'],
    [['--batches', '4', '--batch-size', '100'], 'batches.batch.size: '],
  ])('refuses %o', async (args, message) => {
    const { code, stderr } = await basin(['spectrum', '-', ...args], { input: scene })
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  test('refuses a matrix that a landscape has not', async () => {
    const { code, stderr } = await basin(['spectrum', 'rosenbrock', '--matrix', 'fisher'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('matrix: empirical Fisher matrix of a landscape that is no'),
    ])
  })
})
