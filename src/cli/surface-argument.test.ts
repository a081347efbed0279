import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'

const sample = (name: string): string => resolve('test/reference/surfaces', name)

interface Race {
  readonly racers: readonly {
    readonly id: string
    readonly outcome: string
    readonly trace: { readonly loss: readonly number[] }
  }[]
}

async function json<T>(args: readonly string[], options: Parameters<typeof basin>[1] = {}): Promise<T> {
  const { code, stdout, stderr } = await basin([...args, '--json'], options)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as T
}

describe('a measured surface', () => {
  test('is raced on, whatever kind of file it is in, and by default with learning rates that suit it', async () => {
    const files = [
      ['landscape.h5', '--surface', 'train_loss', '--order', 'xy'],
      ['landscape.npz', '--order', 'xy'],
      ['landscape.csv'],
    ]
    const races = await Promise.all(files.map(([file, ...rest]) => json<Race>(['race', sample(file!), ...rest!])))
    expect(races[1]).toEqual(races[0])
    expect(races[2]).toEqual(races[0])
    const { racers } = races[0]!
    expect(racers.map(({ id }) => id)).toEqual(['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'])
    for (const { id, trace } of racers) {
      const [first, last] = [trace.loss[0]!, trace.loss.at(-1)!]
      // The start lies on the upper plateau; each rule finds the valley, whose floor is near 0.03.
      expect([id, first > 0.3, last < 0.1]).toEqual([id, true, true])
    }
  })

  test('is chosen by name, or by default, and then the others are named', async () => {
    const at = ['probe', sample('landscape.h5'), '--at', '0,0', '--json']
    const { code, stdout, stderr } = await basin(at)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'landscape.h5: train_loss of train_acc, train_loss; rows are y, by default; change with --surface, --order\n',
    })
    expect((JSON.parse(stdout) as { value: number }).value).toBeLessThan(1)
    expect(
      (await json<{ value: number }>([...at.slice(0, -1), '--surface', 'train_acc', '--order', 'xy'])).value,
    ).toBeGreaterThan(90)
    const wrong = await basin([...at, '--surface', 'train_los'])
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      `${sample('landscape.h5')}: unknown surface: "train_los" (did you mean "train_loss"?); take one of train_acc, train_loss\n`,
    ])
    const none = await basin(['race', 'sphere', '--surface', 'a'])
    expect([none.code, none.stderr]).toEqual([
      2,
      '--surface: scene holds no file of measured surfaces; leave it out, or give a file of them\n',
    ])
  })

  test.each(['json', 'csv', 'npy'])('written as .%s is read back as itself', async (ending) => {
    const cwd = scratchFolder()
    const file = `grid.${ending}`
    // Five points of a parabola determine it, and the unit square is what a bare matrix spans.
    const parabola = ['-e', '3*(x-0.25)^2 + y^2', '--domain', '0,1,0,1']
    const written = await basin(['surface', ...parabola, '--resolution', '5', '--out', file], { cwd })
    expect(written.code).toBe(0)
    const { value, gradient } = await json<{ value: number; gradient: number[] }>(
      ['probe', file, '--at', '0.6,0.3', ...(ending === 'npy' ? ['--axes', 'none', '--order', 'yx'] : [])],
      {
        cwd,
      },
    )
    expect([value, ...gradient].map((number) => Number(number.toPrecision(12)))).toEqual([0.4575, 2.1, 0.6])
  })

  test('may stand beside a scene that names its file, or in the scene, or come in by standard input', async () => {
    const cwd = scratchFolder()
    copyFileSync(sample('landscape.npz'), join(cwd, 'measured.npz'))
    const landscape = { kind: 'sampled', file: 'measured.npz', reading: { order: 'xy' } }
    const racers = [{ optimizer: 'adam', lr: 0.1 }]
    writeFileSync(join(cwd, 'scene.basin'), JSON.stringify({ basin: 1, landscape, racers, start: [-5, 0.5] }))
    const beside = await json<Race>(['race', join(cwd, 'scene.basin')])
    expect(beside.racers[0]!.trace.loss).toHaveLength(201)
    writeFileSync(join(cwd, 'lost.basin'), JSON.stringify({ basin: 1, landscape: { ...landscape, file: 'gone.npz' } }))
    const lost = await basin(['race', 'lost.basin'], { cwd })
    expect([lost.code, lost.stderr]).toEqual([
      2,
      'lost.basin: landscape.file: file of a measured surface cannot be read: no such file or folder; give a file that is there, or another scene\n',
    ])
    const inline = {
      kind: 'sampled',
      x: [0, 1],
      y: [0, 2],
      values: [
        [1, 2],
        [3, 4],
      ],
    }
    const input = JSON.stringify({ basin: 1, landscape: inline })
    expect((await json<{ value: number }>(['probe', '-', '--at', '0.5,1'], { input })).value).toBe(2.5)
    const surface = JSON.stringify({ x: [0, 1], y: [0, 2], values: inline.values })
    expect(
      (await json<{ value: number }>(['probe', '-', '--at', '0.5,1', '--order', 'yx'], { input: surface })).value,
    ).toBe(2.5)
  })

  test('is read as the options say, and what they leave open is said in one line', async () => {
    const file = resolve('test/reference/files/ab.npz')
    const at = ['probe', file, '--json', '--at']
    const found = await basin([...at, '0.5,0.25'])
    expect(found.stderr).toBe(
      'ab.npz: x is alphas and y is betas; rows are y, by default; change with --axes, --order\n',
    )
    expect((JSON.parse(found.stdout) as { value: number }).value).toBeCloseTo(0.71, 9)
    const exchanged = await json<{ value: number }>([...at, '0.25,0.5', '--axes', 'betas,alphas', '--order', 'xy'])
    expect(exchanged.value).toBeCloseTo(0.71, 9)
    const spike = ['points', resolve('test/reference/files/spike1e3.npz')]
    const { points } = await json<{ points: readonly { kind: string }[] }>([...spike, '--spikes', 'holes'])
    expect(points.map(({ kind }) => kind)).toEqual(['minimum'])
    const wrong = await basin([...at, '0,0', '--missing', 'x'])
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      '--missing: expected a number or none, got "x"; write --missing -1\n',
    ])
    const formula = await basin(['race', 'sphere', '--order', 'xy'])
    expect(formula.stderr).toBe(
      '--order: scene holds no file of measured surfaces; leave it out, or give a file of them\n',
    )
    const missing = await json<{ value: number }>([
      ...['probe', resolve('test/reference/files/gold-nodirfile-sq.h5'), '--surface', 'train_loss'],
      ...['--order', 'yx', '--missing', '-1', '--at', '0.5,0.25'],
    ])
    expect(missing.value).toBeCloseTo(0.71, 9)
  })

  test('is undefined outside its grid, and a race that leaves it says where it was last', async () => {
    const outside = await json<{ value: unknown; class: string }>(['probe', sample('landscape.csv'), '--at', '5,0'])
    expect(outside.value).toBe(null)
    const cwd = scratchFolder()
    writeFileSync(join(cwd, 'slope.csv'), '0,1\n0,1\n')
    const racers = [{ optimizer: 'sgd', lr: 0.3 }]
    const scene = {
      basin: 1,
      landscape: { kind: 'sampled', file: 'slope.csv', reading: { axes: 'none', order: 'yx' } },
      start: [0.5, 0.5],
      racers,
    }
    writeFileSync(join(cwd, 'slope.basin'), JSON.stringify(scene))
    const { racers: ended } = await json<Race>(['race', 'slope.basin'], { cwd })
    expect(ended[0]!.outcome).toBe('non-finite')
  })

  test.each([
    [
      'cut off',
      'cut.h5',
      readFileSync(sample('landscape.h5')).subarray(0, 30_000),
      'cut.h5: HDF5 file is cut off or damaged; save or copy it again, whole\n',
    ],
    [
      'a path alone',
      'path.h5',
      readFileSync(sample('trajectory.h5')),
      'path.h5: file holds a path and no surface; open the surface that it was recorded on first, then this file in the window\n',
    ],
    [
      'with a row too few',
      'a.csv',
      Buffer.from('x,y,f\n0,0,1\n1,0,2\n0,1,3\n'),
      'a.csv: grid of 2 x 2 points lacks 1, the first at (1, 1); add them, with the value nan where nothing was measured\n',
    ],
    [
      'another kind of file',
      'a.npz',
      readFileSync(sample('landscape.h5')),
      'a.npz: file ends in ".npz" and is an HDF5 file; rename it to end in .h5\n',
    ],
  ])('that is %s is refused in one line', async (_, name, content, line) => {
    const cwd = scratchFolder()
    writeFileSync(join(cwd, name), content)
    const { code, stderr, stdout } = await basin(['race', name], { cwd })
    expect({ code, stderr, stdout }).toEqual({ code: 2, stderr: line, stdout: '' })
  })
})

describe('the file that a scene points to', () => {
  const scene = (file: string): string => JSON.stringify({ basin: 1, landscape: { kind: 'sampled', file } })
  const probe = ['probe', 'a.basin', '--at', '0,0']

  test('lies beside the scene or below it, links followed', async () => {
    const outside = scratchFolder()
    const cwd = join(outside, 'scenes')
    mkdirSync(join(cwd, 'measured'), { recursive: true })
    for (const place of [join(outside, 'far.csv'), join(cwd, 'near.csv'), join(cwd, 'measured/deep.csv')])
      copyFileSync(sample('landscape.csv'), place)
    symlinkSync(join(outside, 'far.csv'), join(cwd, 'link.csv'))
    symlinkSync('measured/deep.csv', join(cwd, 'inner.csv'))
    for (const file of ['near.csv', 'measured/deep.csv', 'inner.csv', join(cwd, 'near.csv')]) {
      writeFileSync(join(cwd, 'a.basin'), scene(file))
      expect(await basin(probe, { cwd })).toMatchObject({ code: 0, stderr: '' })
    }
    for (const file of ['../far.csv', 'link.csv', join(outside, 'far.csv'), '/etc/passwd', '../nowhere.csv', '.']) {
      writeFileSync(join(cwd, 'a.basin'), scene(file))
      const { code, stderr } = await basin(probe, { cwd })
      expect([code, stderr]).toEqual([2, expect.stringContaining('lies elsewhere, expected it beside the scene')])
    }
  })

  test('has a path', async () => {
    const cwd = scratchFolder()
    writeFileSync(join(cwd, 'a.basin'), scene('near\u0000.csv'))
    const { code, stderr } = await basin(probe, { cwd })
    expect([code, stderr]).toEqual([
      2,
      'a.basin: landscape.file: file "near\\u0000.csv" is no path: it holds the character NUL; name a file beside the scene\n',
    ])
  })

  test('is a file: a pipe and a folder are refused, and nobody waits for them', async () => {
    const cwd = scratchFolder()
    mkdirSync(join(cwd, 'folder.csv'))
    execFileSync('mkfifo', [join(cwd, 'pipe.csv')])
    for (const [file, kind] of [
      ['folder.csv', 'a folder'],
      ['pipe.csv', 'a pipe'],
    ]) {
      writeFileSync(join(cwd, 'a.basin'), scene(file!))
      const { code, stderr } = await basin(probe, { cwd })
      expect([code, stderr]).toEqual([2, expect.stringContaining(`cannot be read: it is ${kind}, not a file`)])
    }
    const { code, stderr } = await basin(['probe', 'pipe.csv', '--at', '0,0'], { cwd })
    expect([code, stderr]).toEqual([2, expect.stringContaining('it is a pipe, not a file')])
    const device = await basin(['probe', '/dev/zero', '--at', '0,0'], { cwd })
    expect([device.code, device.stderr]).toEqual([2, expect.stringContaining('it is a device, not a file')])
  })
})
