import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'

const files = join(import.meta.dirname, '../../test/reference/files')

describe('doctor', () => {
  test('says that nothing is odd', async () => {
    const { code, stdout, stderr } = await basin(['doctor', 'himmelblau'])
    expect([code, stdout, stderr]).toEqual([0, 'nothing odd\n', ''])
  })

  test('lists findings with evidence and a remedy, and ends well', async () => {
    const cwd = scratchFolder()
    copyFileSync(join(files, 'spike1e3.npz'), join(cwd, 'spike1e3.npz'))
    const { code, stdout } = await basin(['doctor', 'spike1e3.npz'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^1 finding\n\nwarning: a spike flattens the rest\n {2}2 cells stand out .*\n {2}remedy: take/,
    )
    const holed = await basin(['doctor', 'spike1e3.npz', '--spikes', 'holes'], { cwd })
    expect([holed.code, holed.stdout]).toEqual([0, 'nothing odd\n'])
  })

  test('as JSON, with the place and what a window would do', async () => {
    const given = JSON.stringify({
      basin: 1,
      landscape: { kind: 'catalog', id: 'rosenbrock' },
      view: { height: { scale: 'linear' } },
    })
    const { code, stdout } = await basin(['doctor', '-', '--json'], { input: given })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        {
          id: 'decades',
          title: 'values span decades on a linear scale',
          subject: 'surface',
          severity: 'note',
          evidence: expect.stringContaining('decades') as string,
          remedy: 'draw heights on a logarithmic scale',
          action: 'log-scale',
        },
      ],
    })
  })

  test('looks at the race of a scene that leads through more dimensions than are drawn', async () => {
    const given = JSON.stringify({
      basin: 1,
      landscape: { kind: 'expression', expression: 'x1^2 + x2^2 + x3^2', dimension: 3 },
      start: [1, 1, 2],
      racers: [{ id: 'one', optimizer: 'sgd', lr: 0.1 }],
    })
    const { stdout } = await basin(['doctor', '-'], { input: given })
    expect(stdout).toContain('a path lies off the plane\n  at step 0 of one the loss is 6, on the plane 2')
  })
})
