import { copyFileSync, writeFileSync } from 'node:fs'
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

  test('names the order of a matrix that helps, where it is read from a file', async () => {
    const cwd = scratchFolder()
    const axis = Array.from({ length: 31 }, (_, i) => -1 + i / 15)
    const transposed = axis.map((y) => axis.map((x) => 3 * y + x))
    const path = Array.from({ length: 30 }, (_, k) => [0.8 - 0.04 * k, -0.6 + 0.04 * k])
    const swapped = 'rows and columns seem to be swapped'
    writeFileSync(join(cwd, 'swapped.json'), JSON.stringify({ x: axis, y: axis, values: transposed }))
    const told = async (landscape: object, ...options: string[]): Promise<string> => {
      writeFileSync(
        join(cwd, 'a.basin'),
        JSON.stringify({ basin: 1, landscape: { kind: 'sampled', path, ...landscape } }),
      )
      return (await basin(['doctor', 'a.basin', ...options], { cwd })).stdout
    }
    expect(await told({ file: 'swapped.json' })).toMatch(/losses\[j, i\] at \(x_i, y_j\) \(--order xy\)\n$/)
    expect(await told({ file: 'swapped.json' }, '--order', 'xy')).not.toContain(swapped)
    const alike = axis.map((x) => axis.map((y) => 3 * y + x))
    writeFileSync(join(cwd, 'swapped.json'), JSON.stringify({ x: axis, y: axis, values: alike }))
    expect(await told({ file: 'swapped.json' })).not.toContain(swapped)
    expect(await told({ file: 'swapped.json', reading: { order: 'xy' } })).toMatch(/ \(--order yx\)\n$/)
    const inScene = await told({ x: axis, y: axis, values: transposed })
    expect(inScene).toContain(swapped)
    expect(inScene).not.toContain('--order')
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
