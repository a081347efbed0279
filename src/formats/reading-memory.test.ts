import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from 'vite'

/**
 * What reading a file may take at its peak, over what reading a tiny one does: three times the file and 64 MB,
 * whatever the file claims. Measured in a process of its own for each file, by the system's own count.
 */
const [timesFile, constant] = [3, 64 * 1024 * 1024]

const folder = mkdtempSync(join(tmpdir(), 'basin-memory-'))
const program = join(folder, 'read.mjs')

/** Reads a file as the command and the engine do, and prints the peak of the process's memory in bytes. */
const source = `
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { prepareSurfaceFile, readSurfaceFile } from '${join(import.meta.dirname, 'read-surface-file.ts')}'
import { surfaceScene } from '${join(import.meta.dirname, 'surface-scene.ts')}'
const path = process.argv[2]
await prepareSurfaceFile(basename(path))
const file = readSurfaceFile(basename(path), new Uint8Array(readFileSync(path)))
const scene = file.value === undefined ? file : surfaceScene(basename(path), file.value)
const [problem] = scene.problems
// Where there is one, the process's own: what getrusage tells includes its parent's before it was started.
const own = existsSync('/proc/self/status') && /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
console.log(JSON.stringify({ peak: 1024 * (own ? Number(own) : process.resourceUsage().maxRSS), problem: problem?.message ?? 'read' }))
`

beforeAll(async () => {
  const entry = join(folder, 'entry.ts')
  writeFileSync(entry, source)
  await build({
    logLevel: 'error',
    configFile: false,
    root: join(import.meta.dirname, '../..'),
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'read.mjs' } },
    },
    ssr: { noExternal: true },
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

function measure(name: string, content: Uint8Array | string): { readonly peak: number; readonly problem: string } {
  const path = join(folder, name)
  writeFileSync(path, content)
  const { stdout, stderr } = spawnSync(process.execPath, [program, path], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as { peak: number; problem: string }
}

function npyHeader(shape: string, type: string): Buffer {
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117)
  return Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(118, 0)}${dictionary}\n`, 'latin1')
}
const npyOf = (shape: string, type: string, bytes: number): Uint8Array =>
  new Uint8Array(Buffer.concat([npyHeader(shape, type), Buffer.alloc(bytes)]))

function pointsOf(side: number): Uint8Array {
  const numbers = Float64Array.from({ length: 3 * side * side }, (_, i) => {
    const point = Math.floor(i / 3)
    return i % 3 === 0 ? point % side : i % 3 === 1 ? Math.floor(point / side) : point / 7
  })
  return new Uint8Array(Buffer.concat([npyHeader(`(${side * side}, 3)`, '<f8'), new Uint8Array(numbers.buffer)]))
}

const megabyte = 1024 * 1024
const rows = (n: number, row: (i: number) => string): string => Array.from({ length: n }, (_, i) => row(i)).join('\n')

/** By the kind of reader: a tiny file in order, and what is to take no more than it may. */
const attacks: readonly (readonly [
  string,
  Uint8Array | string,
  readonly (readonly [string, () => Uint8Array | string])[],
])[] = [
  [
    'tiny.npy',
    npyOf('(2, 2)', '<f8', 32),
    [
      ['a shape without entries', () => npyHeader('(0, 300000000)', '<f8')],
      ['a shape of nothing but ones and one side', () => npyHeader('(1, 0, 300000000)', '<f8')],
      ['points of a large surface', () => pointsOf(700)],
      ['truth values beyond the largest surface', () => npyOf('(4000, 4000)', '|b1', 16_000_000)],
      ['truth values of the largest surface', () => npyOf('(1024, 1024)', '|b1', megabyte)],
    ],
  ],
  [
    'tiny.npz',
    zipSync({ 'a.npy': npyOf('(2, 2)', '<f8', 32) }),
    [
      ['a bomb of one array', () => zipSync({ 'a.npy': npyOf('(4000, 4000)', '|b1', 16_000_000) })],
      [
        'a bomb of many',
        () =>
          zipSync(
            Object.fromEntries(
              Array.from({ length: 12 }, (_, k) => [`a${k}.npy`, npyOf('(1024, 1024)', '|b1', megabyte)]),
            ),
          ),
      ],
      ['a bomb that claims to be small', () => lying(zipSync({ 'a.npy': npyOf('(2, 2)', '<f8', 80_000_000) }), 160)],
      [
        'a mesh of the largest surface',
        () =>
          zipSync(
            Object.fromEntries(
              ['x', 'y', 'z'].map((name) => [`${name}.npy`, npyOf('(1024, 1024)', '<f8', 8 * megabyte)]),
            ),
          ),
      ],
    ],
  ],
  [
    'tiny.csv',
    '1,2\n3,4\n',
    [
      ['newlines', () => '\n'.repeat(16 * megabyte)],
      ['newlines after a point', () => `1,2,3\n${'\r\n'.repeat(8 * megabyte)}`],
      ['short lines', () => '1\n'.repeat(8 * megabyte)],
      ['one line of cells', () => '1,'.repeat(8 * megabyte)],
      ['a line of cells after the first', () => `1,2\n3,4\n${'1,'.repeat(8 * megabyte)}\n`],
      ['comments', () => '#\n'.repeat(megabyte)],
      ['quotes', () => `${'"'.repeat(8 * megabyte)}\n`],
      ['rows of empty cells', () => rows(4000, () => ','.repeat(4000))],
      ['a large table of points', () => rows(250_000, (i) => `${i % 500},${Math.floor(i / 500)},${i / 7}`)],
    ],
  ],
  [
    'tiny.json',
    '[[1,2],[3,4]]',
    [
      ['brackets', () => '['.repeat(8 * megabyte)],
      ['lists', () => `[${'[],'.repeat(3 * megabyte)}[]]`],
      ['objects', () => `[${'{},'.repeat(3 * megabyte)}{}]`],
      ['numbers', () => `[[${'1,'.repeat(8 * megabyte)}1]]`],
      ['strings', () => `[${'"",'.repeat(3 * megabyte)}""]`],
      ['points', () => `[${rows(300_000, (i) => `[${i % 600},${Math.floor(i / 600)},${i / 7}],`)}[0,500,1]]`],
      ['records', () => `[${rows(300_000, (i) => `{"x":${i % 600},"y":${Math.floor(i / 600)},"z":${i / 7}},`)}{}]`],
      ['records of many names', () => `[{${rows(900, (i) => `"${i}":1,`)}"a":1}${',{}'.repeat(megabyte)}]`],
      ['keys', () => `{${rows(500_000, (i) => `"${i}":1,`)}"a":1}`],
    ],
  ],
]

/** An archive whose directory claims another size of its first entry. */
function lying(archive: Uint8Array, size: number): Uint8Array {
  const record = Buffer.from(archive).indexOf('PK\x01\x02', 'latin1')
  new DataView(archive.buffer).setUint32(record + 24, size, true)
  return archive
}

describe.each(attacks)('reading a file like %s takes no more memory than it may', (tiny, content, files) => {
  const ending = tiny.slice(tiny.lastIndexOf('.'))
  const base = { peak: 0 }
  beforeAll(() => {
    base.peak = measure(tiny, content).peak
  })

  test.each(files)('%s', (name, make) => {
    const file = `${name.replaceAll(' ', '-')}${ending}`
    const { peak } = measure(file, make())
    const most = base.peak + timesFile * statSync(join(folder, file)).size + constant
    expect(Math.round((peak - base.peak) / megabyte), name).toBeLessThanOrEqual(
      Math.round((most - base.peak) / megabyte),
    )
  })
})
