import {
  chmodSync,
  linkSync,
  lstatSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { scratchFolder } from '../../../test/support/scratch-folder'
import { openAtomicFile, removePartials, writeAtomically } from './atomic-file'

const one = Uint8Array.of(1)
let folder: string
let path: string

beforeEach(() => {
  folder = scratchFolder()
  path = join(folder, 'a.basin')
})

const content = (file: string): readonly number[] => [...readFileSync(file)]

describe('a file written whole or not at all', () => {
  test('leaves the old content when it is discarded or fails', async () => {
    await writeAtomically(path, one)
    const file = await openAtomicFile(path)
    await file.write(0, Uint8Array.of(9, 9, 9))
    await file.discard()
    expect(content(path)).toEqual([1])
    expect(readdirSync(folder)).toEqual(['a.basin'])
    await expect(writeAtomically(join(folder, 'no/such'), one)).rejects.toThrow()
  })

  test('keeps its mode, whatever the mask of the process', async () => {
    writeFileSync(path, 'old')
    chmodSync(path, 0o640)
    await writeAtomically(path, one)
    expect([statSync(path).mode & 0o777, content(path)]).toEqual([0o640, [1]])
  })

  test('is written through links, to a file that is there and to one that is not', async () => {
    const [link, dangling] = [join(folder, 'link'), join(folder, 'dangling')]
    writeFileSync(path, 'old')
    symlinkSync('a.basin', link)
    symlinkSync('later.basin', dangling)
    await writeAtomically(link, one)
    await writeAtomically(dangling, one)
    expect([content(path), content(join(folder, 'later.basin'))]).toEqual([[1], [1]])
    expect([readlinkSync(link), readlinkSync(dangling)]).toEqual(['a.basin', 'later.basin'])
  })

  test('keeps its other names, and is as long as what was written', async () => {
    const other = join(folder, 'other name')
    writeFileSync(path, 'longer than what comes')
    linkSync(path, other)
    await writeAtomically(path, one)
    expect([content(path), content(other), statSync(path).nlink]).toEqual([[1], [1], 2])
    expect(readdirSync(folder).sort()).toEqual(['a.basin', 'other name'])
  })

  test('is left alone where it is read-only', async () => {
    writeFileSync(path, 'old')
    chmodSync(path, 0o444)
    await expect(writeAtomically(path, one)).rejects.toMatchObject({ code: 'EACCES' })
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['a.basin']])
  })

  test('may have a name as long as names may be', async () => {
    const long = join(folder, `${'n'.repeat(249)}.basin`)
    await writeAtomically(long, one)
    expect(content(long)).toEqual([1])
  })
})

describe('partial files', () => {
  test('have names that cannot be guessed, and can be read by nobody else while they replace what had a mode', async () => {
    writeFileSync(path, 'old')
    const files = await Promise.all([openAtomicFile(path), openAtomicFile(path)])
    const partials = readdirSync(folder).filter((name) => name !== 'a.basin')
    expect(partials).toEqual([expect.stringMatching(/^\.basin-[0-9a-f]{24}\.part$/), expect.any(String)])
    expect(partials.map((name) => lstatSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600])
    for (const file of files) await file.discard()
  })

  test('go with the process', async () => {
    const file = await openAtomicFile(path)
    await file.append('half')
    removePartials()
    expect(readdirSync(folder)).toEqual([])
    await file.discard()
  })

  test('that a killed process has left go after a day, and nothing else does', async () => {
    const [abandoned, fresh] = ['a', 'b'].map((letter) => join(folder, `.basin-${letter.repeat(24)}.part`))
    const foreign = join(folder, '.other.part')
    for (const file of [abandoned!, fresh!, foreign]) writeFileSync(file, '')
    for (const file of [abandoned!, foreign]) utimesSync(file, new Date(0), new Date(0))
    await writeAtomically(path, one)
    expect(readdirSync(folder).sort()).toEqual(['.basin-bbbbbbbbbbbbbbbbbbbbbbbb.part', '.other.part', 'a.basin'])
  })
})
