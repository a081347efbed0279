import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseScene } from '../src/core/scene/parse'
import { raceSpec, sliceSpec, withSliceVectors } from '../src/engine/scene-specs'
import { prepareSurfaceFile, readSurfaceFile } from '../src/formats/read-surface-file'

import { computeDirectly } from './links/compute-directly'

const folder = join(import.meta.dirname, '../resources/examples')
const listed = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { file: string; title: string }[]
const files = readdirSync(folder).filter((name) => name !== 'index.json')

test('every example is listed once', () => {
  expect(listed.map(({ file }) => file).sort()).toEqual(files.sort())
  expect(files.length).toBeGreaterThan(10)
})

describe('an example opens', () => {
  test.each(listed.filter(({ file }) => file.endsWith('.basin')))('$file', ({ file, title }) => {
    const { value, problems } = parseScene(readFileSync(join(folder, file), 'utf8'))
    expect(problems).toEqual([])
    expect(value?.title).toBe(title)
    const slice = sliceSpec(value!)
    const drawn = slice === undefined ? value! : withSliceVectors(value!, computeDirectly('slice', slice).slice)
    const { racers } = computeDirectly('race', raceSpec(drawn))
    expect(racers.length).toBeGreaterThan(2)
    // Each is worth watching: it goes on for a while, but for what is told to fail.
    expect(racers.every(({ ending }) => ending.step > 5)).toBe(true)
  })

  test.each(listed.filter(({ file }) => !file.endsWith('.basin')))('$file', async ({ file }) => {
    await prepareSurfaceFile(file)
    const { value, problems } = readSurfaceFile(file, new Uint8Array(readFileSync(join(folder, file))))
    expect(problems).toEqual([])
    expect(value?.surfaces.length).toBeGreaterThan(0)
    for (const { grid } of value!.surfaces) expect(grid.values.every(Number.isFinite)).toBe(true)
  })
})
