import { readFileSync, readdirSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { build } from '../scripts/lib/builds.mjs'

const root = join(import.meta.dirname, '..')

beforeAll(async () => {
  expect(await build(['web'])).toEqual([])
}, 300_000)

describe('the window’s bundle', () => {
  /** What only the mathematics contains; each is first shown to be in the workers' bundles, so none can go stale. */
  const markers = {
    'mathjs, a class of its tree': 'ArrayNode',
    'the compiler, one of its messages': 'is never closed',
    'the Philox generator, a multiplier': '3528531795',
    'the exponential, an entry of its table': '1.0054299011128027',
  }

  test('holds no kernel and no mathjs', () => {
    const pages = filesUnder('out/web').filter((path) => path.endsWith('.html'))
    const window = new Set(pages.flatMap((path) => [...reachable(entryOf(readFileSync(join(root, path), 'utf8')))]))
    const all = filesUnder('out/web').filter((path) => path.endsWith('.js'))
    const workers = all.filter((path) => !window.has(path))
    expect(window.size).toBeGreaterThan(0)
    const holders = (paths: Iterable<string>, marker: string): string[] =>
      [...paths].filter((path) => readFileSync(join(root, path), 'utf8').includes(marker))
    for (const [name, marker] of Object.entries(markers)) {
      expect(holders(workers, marker), `workers contain ${name}`).not.toEqual([])
      expect(holders(window, marker), `window contains ${name}`).toEqual([])
    }
  })

  function entryOf(html: string): string {
    return join('out/web', /<script[^>]+type="module"[^>]+src="\.?\/?([^"]+)"/.exec(html)![1]!)
  }

  /** The scripts that a script loads into its own page, itself included; a worker's script is not one. */
  function reachable(entry: string, found = new Set<string>()): Set<string> {
    if (found.has(entry)) return found
    found.add(entry)
    const text = readFileSync(join(root, entry), 'utf8')
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g)) {
      reachable(posix.join(posix.dirname(entry), specifier!), found)
    }
    return found
  }
})

function filesUnder(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
