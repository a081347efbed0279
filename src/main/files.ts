import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { BrowserWindow as Windows, dialog } from 'electron'
import { fileSizeProblem } from '../core/scene/file-size'
import { formatProblem } from '../core/problem'
import { putInVectors, takeOutVectors, vectorsBeside } from '../core/scene/vectors-beside'
import { channels } from '../host/electron-channels'
import type { FileFilter, FileHandle, OpenedFile, SaveOutcome } from '../host/host'
import type { AtomicFile } from '../host/node/atomic-file'
import { openAtomicFile, writeAtomically } from '../host/node/atomic-file'
import { readBeside, writeWithBeside } from '../host/node/files-beside'
import { withRegularFile } from '../host/node/regular-file'
import { readFilter, readFilters, readBytes, readText, readPosition } from './guards'
import type { Ipc } from './ipc'

/**
 * The files of the window. The page never names a path: it gets tokens for places that a person chose in a dialog, and
 * can use those only.
 */
export function createFiles() {
  const places = new Map<string, Place>()
  const streams = new Map<string, AtomicFile>()

  const handleOf = (place: Place): FileHandle => {
    const token = randomUUID()
    places.set(token, place)
    return { token, name: basename(place.path) }
  }

  const read = async (path: string): Promise<OpenedFile> => {
    // Taken before the file is read, so that what changes meanwhile is seen when it is saved.
    const stamp = await stampOf(path)
    const bytes = await withRegularFile(path, async (file) => {
      const problem = fileSizeProblem(file.size)
      if (problem !== undefined) throw new Error(`${basename(path)}: ${formatProblem(problem)}`)
      return withVectors(path, await file.bytes())
    })
    return { name: basename(path), bytes, handle: handleOf({ path, stamp }) }
  }

  const askWhere = async (event: IpcMainInvokeEvent, name: string, filter: FileFilter): Promise<string | undefined> => {
    const options = { defaultPath: basename(name), filters: [dialogFilter(filter)] }
    const { canceled, filePath } = await dialog.showSaveDialog(windowOf(event), options)
    return canceled || filePath === '' ? undefined : filePath
  }

  const streamOf = (id: unknown): AtomicFile => {
    const stream = streams.get(readText(id))
    if (stream === undefined) throw new Error('file is not open for writing; export again')
    return stream
  }

  return {
    read,

    /** Answers the page's requests. */
    serve(ipc: Ipc): void {
      ipc.handle(channels.open, async (event, filters) => {
        const options = { properties: ['openFile' as const], filters: readFilters(filters).map(dialogFilter) }
        const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(event), options)
        return canceled || filePaths[0] === undefined ? undefined : read(filePaths[0])
      })
      ipc.handle(channels.saveAs, async (event, name, filter, bytes) => {
        const content = readBytes(bytes)
        const path = await askWhere(event, readText(name), readFilter(filter))
        if (path === undefined) return undefined
        await writeWhole(path, content)
        return handleOf({ path, stamp: await stampOf(path) })
      })
      ipc.handle(channels.save, async (_event, token, bytes, overwrite): Promise<SaveOutcome> => {
        const place = places.get(readText(token))
        if (place === undefined) throw new Error('place of the file is not known any more; use Save as')
        const { path } = place
        const content = readBytes(bytes)
        const stamp = await stampOf(path)
        // A file that is gone is not overwritten.
        if (overwrite !== true && stamp !== undefined && stamp !== place.stamp) return 'changed'
        await writeWhole(path, content)
        places.set(readText(token), { path, stamp: await stampOf(path) })
        return 'saved'
      })
      ipc.handle(channels.createStream, async (event, name, filter) => {
        const path = await askWhere(event, readText(name), readFilter(filter))
        if (path === undefined) return undefined
        const id = randomUUID()
        streams.set(id, await openAtomicFile(path))
        return { id, name: basename(path) }
      })
      ipc.handle(channels.writeStream, (_event, id, position, bytes) =>
        streamOf(id).write(readPosition(position), readBytes(bytes)),
      )
      ipc.handle(channels.closeStream, async (_event, id) => {
        const stream = streamOf(id)
        streams.delete(readText(id))
        await stream.commit()
      })
      ipc.handle(channels.abortStream, async (_event, id) => {
        const stream = streamOf(id)
        streams.delete(readText(id))
        await stream.discard()
      })
    },

    /** Removes what was being written when the page went away. */
    async discardStreams(): Promise<void> {
      const open = [...streams.values()]
      streams.clear()
      await Promise.all(open.map((stream) => stream.discard()))
    },
  }
}

/** A file that a person has chosen, and which of its states is known here. */
interface Place {
  readonly path: string
  readonly stamp: string | undefined
}

/** Tells the states of a file apart; undefined where there is none. */
async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found && [found.dev, found.ino, found.size, found.mtimeNs].join(' ')
}

/** The bytes of a file; of a scene with the vectors in it that lie beside it, since the page knows of one file. */
async function withVectors(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  const text = isScene(path) ? new TextDecoder().decode(bytes) : ''
  if (vectorsBeside(text).size === 0) return bytes
  const { value, problems } = await putInVectors(text, (name) => readBeside(path, name))
  if (value === undefined) throw new Error(`${basename(path)}: ${problems.map(formatProblem).join('\n')}`)
  return new TextEncoder().encode(value)
}

/** Writes a file whole or not at all; a scene's longest vectors beside it. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  if (!isScene(path)) return writeAtomically(path, bytes)
  const { text, blobs } = takeOutVectors(new TextDecoder().decode(bytes))
  await writeWithBeside(path, new TextEncoder().encode(text), blobs)
}

function isScene(path: string): boolean {
  return /\.(basin|json)$/i.test(path)
}

function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
  const window = Windows.fromWebContents(event.sender)
  if (window === null) throw new Error('window is gone; open Basin again')
  return window
}

function dialogFilter({ name, extensions }: FileFilter): { name: string; extensions: string[] } {
  return { name, extensions: [...extensions] }
}
