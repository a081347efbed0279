import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { prepareSurfaceFile, readSurfaceFile } from './read-surface-file'
import { surfaceScene } from './surface-scene'

const folder = join(import.meta.dirname, '../../test/reference/files')
const files = readdirSync(folder)
  .filter((name) => !name.endsWith('.md'))
  .map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const)

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
/** What befalls a file: bits turned, its end cut off, a piece of it repeated, bytes of any kind at its beginning. */
const damage = fc.oneof(
  fc.array(fc.tuple(place, fc.nat({ max: 7 })), { minLength: 1, maxLength: 8 }).map((flips) => (bytes: Uint8Array) => {
    const damaged = bytes.slice()
    for (const [at, bit] of flips) {
      const p = Math.floor(at * bytes.length)
      damaged[p] = damaged[p]! ^ (1 << bit)
    }
    return damaged
  }),
  place.map((part) => (bytes: Uint8Array) => bytes.slice(0, Math.floor(part * bytes.length))),
  fc.tuple(place, place).map(([a, b]) => (bytes: Uint8Array) => {
    const [from, to] = [a, b].sort((p, q) => p - q).map((part) => Math.floor(part * bytes.length))
    return new Uint8Array([...bytes.subarray(0, to), ...bytes.subarray(from)])
  }),
  fc.uint8Array({ minLength: 1, maxLength: 64 }).map((head) => (bytes: Uint8Array) => {
    const damaged = bytes.slice()
    damaged.set(head.subarray(0, bytes.length))
    return damaged
  }),
)

/** Set `BASIN_FUZZ` for a longer search. */
const runs = Number(process.env['BASIN_FUZZ'] ?? 600)

test(
  'a damaged file is read or refused in words, quietly, and what is read is a surface',
  async () => {
    await prepareSurfaceFile('a.h5')
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    fc.assert(
      fc.property(fc.constantFrom(...files), damage, ([name, content], change) => {
        const { value, problems } = readSurfaceFile(name, change(content))
        if (value === undefined) {
          expect(problems.length).toBeGreaterThan(0)
          for (const { message, remedy } of problems) {
            expect(message).not.toBe('')
            expect(remedy).not.toBe('')
            expect(message.length).toBeLessThan(1000)
          }
          return
        }
        const scene = surfaceScene(name, value)
        if (scene.value === undefined) return
        const { x, y, values } = scene.value.grid
        expect(values).toHaveLength(x.length * y.length)
        expect(values.some(Number.isFinite)).toBe(true)
      }),
      { seed: 8, numRuns: runs },
    )
    expect(printed).not.toHaveBeenCalled()
    printed.mockRestore()
  },
  60_000 + 20 * runs,
)
