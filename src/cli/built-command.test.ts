import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { version } from '../../package.json'
import { basinPath, buildCommandLine, builtBasin } from '../../test/support/command-line'
import { scratchFolder } from '../../test/support/scratch-folder'

/** What only a process of its own shows: that the bundle is whole, its threads, its pipes, and how it is ended. */
beforeAll(buildCommandLine, 120_000)

const scene = {
  basin: 1,
  landscape: { kind: 'catalog', id: 'rosenbrock' },
  start: [-1.5, 2],
  steps: 20,
  racers: [
    { optimizer: 'adam', lr: 0.05 },
    { optimizer: 'nesterov', lr: 0.001, momentum: 0.9 },
  ],
}

describe('every command is in the bundle', () => {
  const himmelblau = ['himmelblau', '--json']
  const measured = resolve('test/reference/surfaces/landscape.h5')
  const few = [...himmelblau, '--steps', '20']
  test.each([
    ['list', 'optimizers', '--json'],
    ['probe', ...himmelblau, '--at', '1,1'],
    ['points', ...himmelblau],
    ['spectrum', ...himmelblau, '--at', '1,1'],
    ['surface', ...himmelblau, '--resolution', '3'],
    ['race', ...few],
    ['basins', ...few, '--racer', 'adam', '--resolution', '4'],
    ['sweep', ...few, '--racer', 'adam', '--x', 'lr=0.01:0.1:2'],
    ['schema'],
    // Its library is a chunk of its own, and WebAssembly.
    ['race', measured, '--surface', 'train_loss', '--order', 'xy', '--steps', '2', '--json'],
  ])('%s %s', async (...args) => {
    const { code, stdout, stderr } = await builtBasin(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(Object.keys(JSON.parse(stdout) as object).length).toBeGreaterThan(0)
  })

  test('and tells its version', async () => {
    expect(await builtBasin(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('unusable arguments end the process with 2 and one line', async () => {
    const { code, stdout, stderr } = await builtBasin(['race', 'rosenbrok'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^unknown landscape: "rosenbrok" \(did you mean "rosenbrock"\?\)[^\n]*\n$/)
  })
})

describe('threads', () => {
  test('a surface is the same on one thread and on three', async () => {
    const surface = ['surface', 'ackley', '--resolution', '100', '--json', '--threads']
    const [one, three] = await Promise.all([builtBasin([...surface, '1']), builtBasin([...surface, '3'])])
    expect(one.code).toBe(0)
    expect(one.stdout).toBe(three.stdout)
  })

  test('the same seed gives the same bytes on any number of threads', async () => {
    const noisy = JSON.stringify({ ...scene, noise: 0.5 })
    const run = (threads: string) => builtBasin(['race', '-', '--json', '--threads', threads], { input: noisy })
    const [one, two] = await Promise.all([run('1'), run('2')])
    expect(one.code).toBe(0)
    expect(one.stdout).toBe(two.stdout)
  })
})

describe('pipes', () => {
  test('a reader that goes away ends the command quietly', async () => {
    const args = [basinPath, 'surface', 'sphere', '--resolution', '1500', '--json']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (bytes) => (stderr += String(bytes)))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('an interruption ends with 130 and leaves nothing behind', async () => {
    const cwd = scratchFolder()
    const args = [basinPath, 'race', 'rosenbrock', '--steps', '2000000', '--record', '1000', '--out', 'a.csv']
    const child = spawn(process.execPath, args, { cwd, stdio: 'ignore' })
    // The file beside the place is there once the work has begun.
    while (readdirSync(cwd).length === 0) await new Promise((resolve) => setImmediate(resolve))
    child.kill('SIGINT')
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(130)
    expect(readdirSync(cwd)).toEqual([])
    expect(existsSync(join(cwd, 'a.csv'))).toBe(false)
  })
})
