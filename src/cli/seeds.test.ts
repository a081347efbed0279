import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'

const scene = JSON.stringify({
  basin: 1,
  landscape: { kind: 'expression', expression: '(x^2 + 10*y^2)/2', domain: { x: [-2, 2], y: [-2, 2] } },
  start: [1, 1],
  steps: 20,
  record: 8,
  noise: { kind: 'gaussian', scale: 0.5 },
  racers: [
    { id: 'slow', optimizer: 'sgd', lr: 0.05 },
    { id: 'lost', optimizer: 'sgd', lr: 5 },
  ],
})

interface SeedsDocument {
  readonly seeds: number
  readonly counted?: string
  readonly racers: {
    readonly id: string
    readonly outcomes: Record<string, number>
    readonly met?: number
    readonly losses: Record<'step' | 'finite' | 'mean' | 'standardError' | 'q10' | 'q50' | 'q90', (number | null)[]>
  }[]
}

async function seeds(args: readonly string[], cwd = scratchFolder()): Promise<SeedsDocument> {
  const { code, stdout, stderr } = await basin(['race', '-', ...args, '--json'], { input: scene, cwd })
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as SeedsDocument
}

/** The last loss of the slow racer with one seed. */
async function lastLoss(seed: number): Promise<number> {
  const { stdout } = await basin(['race', '-', '--seed', String(seed), '--json'], { input: scene })
  const { racers } = JSON.parse(stdout) as { racers: { trace: { loss: number[] } }[] }
  return racers[0]!.trace.loss.at(-1)!
}

describe('race --seeds', () => {
  test('tells the statistics of the races with these seeds, and counts', async () => {
    const losses = [await lastLoss(0), await lastLoss(1), await lastLoss(2)].sort((a, b) => a - b)
    const bound = (losses[1]! + losses[2]!) / 2
    const { seeds: number, counted, racers } = await seeds(['--seeds', '3', '--count', `loss<${bound}`])
    expect([number, counted]).toEqual([3, `loss<${bound}`])
    const [slow, lost] = racers
    expect(slow).toMatchObject({ outcomes: { 'max-steps': 3 }, met: 2 })
    expect(slow!.losses.step).toEqual([0, 8, 16, 20])
    expect(slow!.losses.finite).toEqual([3, 3, 3, 3])
    expect(slow!.losses.q50.at(-1)).toBe(losses[1])
    expect(slow!.losses.mean.at(-1)).toBeCloseTo((losses[0]! + losses[1]! + losses[2]!) / 3, 14)
    expect(slow!.losses.standardError[0]).toBe(0)
    expect(lost).toMatchObject({ outcomes: { diverged: 3 }, met: 0 })
  })

  test('writes a row a recorded step of each racer, in CSV and in NPZ', async () => {
    const cwd = scratchFolder()
    const { racers } = await seeds(['--seeds', '3', '--out', 'seeds.csv'], cwd)
    const lines = readFileSync(join(cwd, 'seeds.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('racer,step,finite,mean,standardError,q10,q50,q90')
    expect(lines).toHaveLength(1 + 2 * 4)
    const last = lines[4]!.split(',')
    expect(last[0]).toBe('slow')
    expect(last.slice(1).map(Number)).toEqual(Object.values(racers[0]!.losses).map((column) => column.at(-1)))
    await seeds(['--seeds', '3', '--out', 'seeds.npz'], cwd)
    expect(existsSync(join(cwd, 'seeds.npz'))).toBe(true)
  })

  test('tells statistics of another quantity', async () => {
    const args = ['race', '-', '--seeds', '3', '--quantity', 'gradient-norm']
    const { stdout } = await basin([...args, '--json'], { input: scene })
    interface Told {
      readonly quantity: string
      readonly racers: readonly { readonly values: SeedsDocument['racers'][0]['losses'] }[]
    }
    const { quantity, racers } = JSON.parse(stdout) as Told
    expect(quantity).toBe('gradient-norm')
    expect(racers[0]!.values.step).toEqual([0, 8, 16, 20])
    // Of (x^2 + 10 y^2) / 2 at (1, 1), with every seed.
    expect(racers[0]!.values.q10[0]).toBe(Math.sqrt(101))
    expect(racers[0]).not.toHaveProperty('losses')
    const { stdout: text } = await basin(args, { input: scene })
    expect(text.split('\n')[0]).toBe('gradient-norm at the last step, over 3 seeds')
  })

  test('knows the best places of the catalogue', async () => {
    const told = await basin([
      'race',
      'rosenbrock',
      '--steps',
      '4',
      '--seeds',
      '2',
      '--quantity',
      'best-distance',
      '--json',
    ])
    const { racers } = JSON.parse(told.stdout) as { racers: { values: { q50: number[] } }[] }
    // From (-1.5, 2) to (1, 1).
    expect(racers[0]!.values.q50[0]).toBeCloseTo(Math.sqrt(2.5 * 2.5 + 1), 14)
  })

  test('tells when each seed first meets a condition, and where it ends', async () => {
    const args = ['race', '-', '--seeds', '5', '--left', '|y|>1.5', '--places']
    const { stdout } = await basin([...args, '--json'], { input: scene })
    interface Told {
      readonly watched: string
      readonly racers: readonly {
        readonly left: { readonly seeds: number; readonly median: number | null; readonly steps: (number | null)[] }
        readonly ends: Record<'x' | 'y', number[]>
      }[]
    }
    const { watched, racers } = JSON.parse(stdout) as Told
    expect(watched).toBe('|y|>1.5')
    const [slow, lost] = racers
    expect(slow!.left).toMatchObject({ seeds: 0, median: null, steps: [null, null, null, null, null] })
    expect([slow!.ends.x.length, slow!.ends.y.length]).toEqual([5, 5])
    // At rate 5 the first step already leads from y = 1 to -49 about.
    expect(lost!.left).toMatchObject({ seeds: 5, median: 1, steps: [1, 1, 1, 1, 1], share: 1, up: 0, down: 5 })
    const { stdout: text } = await basin(args, { input: scene })
    expect(text).toMatch(
      /\nfirst step with \|y\|>1\.5\nracer +seeds +median +last +down +up\nslow +0 of 5 +- +- +0 +0\n/,
    )
  })

  test('is a table for a person', async () => {
    const { stdout } = await basin(['race', '-', '--seeds', '3', '--count', 'outcome=diverged'], { input: scene })
    const [first, head, slow, lost] = stdout.split('\n')
    expect(first).toBe('losses at the last step, over 3 seeds')
    expect(head).toMatch(/^racer +mean +std\. error +10 % +50 % +90 % +finite +outcome=diverged +outcomes$/)
    expect(slow).toMatch(/^slow .* 3 +0 +max-steps 3$/)
    expect(lost).toMatch(/^lost .* 3 +3 +diverged 3$/)
  })

  test.each([
    [['--seeds', '3', '--seed', '1'], '--seed: seed 1 was given beside --seeds 3, which takes seeds 0 to 2'],
    [['--count', 'loss<1'], '--count: seeds missing'],
    [['--quantity', 'loss'], '--quantity: seeds missing'],
    [
      ['--seeds', '3', '--quantity', 'gradient-nrom'],
      'unknown quantity: "gradient-nrom" (did you mean "gradient-norm"?)',
    ],
    [['--seeds', '3', '--quantity', 'best-distance'], 'best-distance of a landscape whose best places are not known'],
    [['--seeds', '3', '--quantity', 'batch-loss'], 'batch-loss of a landscape that is not a sum over examples'],
    [['--left', 'x>1'], '--left: seeds missing'],
    [['--places'], '--places: seeds missing'],
    [['--seeds', '3', '--left', '|x>1'], '--left: expected a comparison of x, y, |x|, |y| or loss with a number'],
    [['--seeds', '3', '--left', '|x|<1'], '--left: expected a comparison'],
    [['--seeds', '0'], '--seeds: expected a whole number from 1 to 10000, got "0"'],
    [['--seeds', '3', '--count', 'loss>1'], '--count: expected loss<NUMBER or outcome=OUTCOME, got "loss>1"'],
    [['--seeds', '3', '--count', 'outcome=won'], 'got "outcome=won"'],
  ])('refuses %j in one line', async (options, message) => {
    const { code, stderr } = await basin(['race', '-', ...options], { input: scene })
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})
