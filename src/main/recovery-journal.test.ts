import { appendFileSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { scratchFolder } from '../../test/support/scratch-folder'
import { createRecoveryJournal } from './recovery-journal'

let folder: string
const journals = (): readonly string[] => readdirSync(folder).map((name) => join(folder, name))
const put = (pieces: Readonly<Record<string, string>>) => ({ put: pieces, remove: [] })

beforeEach(() => {
  folder = join(scratchFolder(), 'recovery')
})

describe('a journal of unsaved work', () => {
  test('has what was put and not removed, for the window after the one that was lost', async () => {
    const lost = createRecoveryJournal(folder)
    expect(await lost.take()).toBeUndefined()
    await lost.write(put({ a: 'one', b: 'two\nlines “…”' }))
    await lost.write({ put: { a: 'three' }, remove: ['b'] })
    await lost.write(put({ c: '' }))
    const next = createRecoveryJournal(folder)
    expect(await next.take()).toEqual({ pieces: { a: 'three', c: '' }, waiting: 0 })
    // It goes on in the same file.
    await next.write({ put: {}, remove: ['a'] })
    expect(journals()).toHaveLength(1)
    expect(await createRecoveryJournal(folder).take()).toEqual({ pieces: { c: '' }, waiting: 0 })
  })

  test('is gone when there is nothing to keep, and when the work is given up', async () => {
    const journal = createRecoveryJournal(folder)
    await journal.write(put({ a: '1' }))
    await journal.write({ put: {}, remove: ['a'] })
    expect(journals()).toEqual([])
    await journal.write(put({ a: '1' }))
    await journal.discard()
    expect(journals()).toEqual([])
  })

  test('is whole up to a line that was cut off or damaged', async () => {
    const lost = createRecoveryJournal(folder)
    await lost.write(put({ a: '1' }))
    const [path] = journals()
    const whole = readFileSync(path!, 'utf8')
    for (const damage of [whole.slice(0, -20), whole.replace('"1"', '"2"'), 'x'.repeat(500), '\n\n']) {
      writeFileSync(path!, whole)
      appendFileSync(path!, damage)
      expect(await createRecoveryJournal(folder).take()).toEqual({ pieces: { a: '1' }, waiting: 0 })
      expect(readFileSync(path!, 'utf8')).toBe(whole)
    }
  })

  test('that holds nothing is removed, and of several the newest is taken first', async () => {
    for (const [i, text] of ['old', 'new'].entries()) {
      const before = new Set(i === 0 ? [] : journals())
      await createRecoveryJournal(folder).write(put({ text }))
      const path = journals().find((each) => !before.has(each))!
      utimesSync(path, new Date(1000 * (i + 1)), new Date(1000 * (i + 1)))
    }
    writeFileSync(join(folder, 'empty.journal'), '')
    const window = createRecoveryJournal(folder)
    expect(await window.take()).toMatchObject({ pieces: { text: 'new' }, waiting: 1 })
    await window.discard()
    expect(await createRecoveryJournal(folder).take()).toMatchObject({ pieces: { text: 'old' }, waiting: 0 })
  })

  test('grows no longer than a few times what it holds', async () => {
    const journal = createRecoveryJournal(folder)
    const long = 'x'.repeat(1 << 20)
    for (let i = 0; i < 20; i++) await journal.write(put({ a: `${i} ${long}` }))
    expect(statSync(journals()[0]!).size).toBeLessThan(6.5 * long.length)
    expect((await createRecoveryJournal(folder).take())?.pieces['a']?.slice(0, 3)).toBe('19 ')
  })
})
