import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { KeptChanges, KeptWork, Recovery } from '../host/host'
import { openAtomicFile } from '../host/node/atomic-file'

const ending = '.journal'
/** A journal is written anew once it is so many times as long as what it holds, and a megabyte. */
const longestFactor = 4
const leastCharacters = 1 << 20

/**
 * Unsaved work as a journal: a file to which each change of the pieces is added as a line, with its hash before it, so
 * that a line that was cut off is known. Each window has a file of its own; there is one window at a time, so that any
 * file that is found belongs to one that was lost.
 */
export function createRecoveryJournal(folder: string): Recovery & { discard(): Promise<void> } {
  const pieces = new Map<string, string>()
  let path: string | undefined
  let written = 0
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  const forget = async (): Promise<void> => {
    if (path !== undefined) await rm(path, { force: true })
    pieces.clear()
    path = undefined
    written = 0
  }

  const append = async (changes: KeptChanges): Promise<void> => {
    await mkdir(folder, { recursive: true })
    path ??= join(folder, `${randomUUID()}${ending}`)
    const line = lineOf(changes)
    const file = await open(path, 'a', 0o600)
    try {
      await file.appendFile(line)
      await file.datasync()
    } finally {
      await file.close()
    }
    written += line.length
  }

  /** The journal with nothing in it that has been replaced or removed since. */
  const rewrite = async (): Promise<void> => {
    const file = await openAtomicFile(path!)
    try {
      written = 0
      for (const [name, text] of pieces) {
        const line = lineOf({ put: { [name]: text }, remove: [] })
        await file.append(line)
        written += line.length
      }
    } catch (error) {
      await file.discard()
      throw error
    }
    await file.commit()
  }

  return {
    take: () =>
      inTurn(async (): Promise<KeptWork | undefined> => {
        const found = await journalsIn(folder)
        for (const [i, each] of found.entries()) {
          const held = await piecesIn(each)
          if (held.size === 0) {
            await rm(each, { force: true })
            continue
          }
          path = each
          for (const [name, text] of held) pieces.set(name, text)
          await rewrite()
          return { pieces: Object.fromEntries(held), waiting: found.length - i - 1 }
        }
        return undefined
      }),
    write: (changes) =>
      inTurn(async () => {
        for (const [name, text] of Object.entries(changes.put)) pieces.set(name, text)
        for (const name of changes.remove) pieces.delete(name)
        if (pieces.size === 0) return forget()
        await append(changes)
        const live = Array.from(pieces.values()).reduce((sum, text) => sum + text.length, 0)
        if (written > longestFactor * live + leastCharacters) await rewrite()
      }),
    /** Gives the work up: the person wants it no more. */
    discard: () => inTurn(forget),
  }
}

/** The journals of a folder, that which was written last first. */
async function journalsIn(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending))
  const paths = names.map((name) => join(folder, name))
  const dated = await Promise.all(paths.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })))
  return dated.toSorted((a, b) => b.time - a.time).map(({ path }) => path)
}

/** What a journal holds up to its end, or up to a line that is not whole. */
async function piecesIn(path: string): Promise<ReadonlyMap<string, string>> {
  const pieces = new Map<string, string>()
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })
  for await (const line of lines) {
    const changes = changesIn(line)
    if (changes === undefined) break
    for (const [name, text] of Object.entries(changes.put)) pieces.set(name, text)
    for (const name of changes.remove) pieces.delete(name)
  }
  return pieces
}

function lineOf(changes: KeptChanges): string {
  const text = JSON.stringify(changes)
  return `${hashOf(text)} ${text}\n`
}

function changesIn(line: string): KeptChanges | undefined {
  const [hash, text] = [line.slice(0, hashLength), line.slice(hashLength + 1)]
  return hash === hashOf(text) ? (JSON.parse(text) as KeptChanges) : undefined
}

const hashLength = 64

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
