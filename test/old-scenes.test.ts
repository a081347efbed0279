import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gridToBytes } from '../src/core/objectives/grid-bytes'
import { formatProblem } from '../src/core/problem'
import { createGrids, type Grids } from '../src/core/scene/grids'
import { parseScene } from '../src/core/scene/parse'
import type { Scene } from '../src/core/scene/scene'
import { writeScene } from '../src/core/scene/write'
import { keepBlob } from '../src/engine/blobs'
import type { RacePart } from '../src/engine/accumulations/race'
import { raceSpec } from '../src/engine/scene-specs'
import { computeDirectly } from './links/compute-directly'
import races from './reference/scenes-0.2/races.json'
import texts from './reference/scenes-0.2/texts.json'

const folder = join(import.meta.dirname, 'reference/scenes-0.2')
const names = readdirSync(folder).filter((name) => name.endsWith('.basin'))

/** A scene's text with its grid among the blobs, where jobs look for it. */
function opened(text: string): { readonly scene: Scene; readonly grids: Grids } {
  const kept = createGrids()
  const grids: Grids = {
    ...kept,
    keep(grid) {
      const name = kept.keep(grid)
      keepBlob(name, gridToBytes(grid))
      return name
    },
  }
  const { value, problems } = parseScene(text, { grids })
  if (value === undefined) throw new Error(problems.map(formatProblem).join('\n'))
  return { scene: value, grids }
}

/** A hash of every number of a race: all recorded rows of each racer, and how they ended. */
function raceHash(scene: Scene): string {
  const rows = scene.racers.map((): number[] => [])
  const collect = ({ racer, rows: { step, theta, loss, gradientNorm, evaluations } }: RacePart): void => {
    const n = theta.length / step.length
    step.forEach((each, row) => {
      rows[racer]!.push(each, ...theta.subarray(row * n, (row + 1) * n))
      rows[racer]!.push(loss[row]!, gradientNorm[row]!, evaluations[row]!)
    })
  }
  const { racers } = computeDirectly('race', raceSpec(scene), collect)
  const ends = racers.map(({ id, optimizer, ending, evaluations }) => [id, optimizer, ending, evaluations])
  const numbers = Float64Array.from(rows.flat())
  return bytesToHex(
    sha256
      .create()
      .update(new Uint8Array(numbers.buffer))
      .update(utf8ToBytes(JSON.stringify(ends)))
      .digest(),
  )
}

test('every way of the format of 0.2 has its file', () => {
  expect(names.map((name) => name.replace('.basin', '')).sort()).toEqual(Object.keys(races))
})

test.each(names)('%s races as it did in version 0.2, and so does what is saved of it', (name) => {
  const { scene, grids } = opened(readFileSync(join(folder, name), 'utf8'))
  const expected = (races as Record<string, string>)[name.replace('.basin', '')]
  expect(raceHash(scene)).toBe(expected)
  expect(raceHash(opened(writeScene(scene, grids)).scene)).toBe(expected)
})

test.each(names)('%s is saved as the same text as before vectors had other forms than lists', (name) => {
  const { scene, grids } = opened(readFileSync(join(folder, name), 'utf8'))
  const text = writeScene(scene, grids)
  expect(bytesToHex(sha256(utf8ToBytes(text)))).toBe((texts as Record<string, string>)[name.replace('.basin', '')])
})
