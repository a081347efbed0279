import { formatProblem } from '../../core/problem'
import { fileSizeProblem } from '../../core/scene/file-size'
import type { FileFilter, FileHandle, FileStream, Host, OpenedFile } from '../../host/host'
import { createBrowserRecovery } from './browser-recovery'

/** The part of the File System Access API that is used, where the browser has it. */
interface Pickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>
}

/**
 * The browser as a host. Files are written in place where the browser offers pickers; elsewhere they are picked by
 * a file input and leave as downloads.
 */
export function createBrowserHost(view: Window): Host {
  const pickers = view as Window & Pickers
  const places = new Map<string, Place>()
  let lastToken = 0
  let isUnsaved = false
  view.addEventListener('beforeunload', (event) => {
    if (isUnsaved) event.preventDefault()
  })

  const keep = (place: Place): FileHandle => {
    const token = String(++lastToken)
    places.set(token, place)
    return { token, name: place.handle.name }
  }

  const open = async (filters: readonly FileFilter[]): Promise<OpenedFile | undefined> => {
    if (pickers.showOpenFilePicker === undefined) return openByInput(view.document, filters)
    const picked = await unlessRefused(pickers.showOpenFilePicker({ types: filters.map(pickerType) }))
    const [handle] = picked ?? []
    if (handle === undefined) return undefined
    const file = await handle.getFile()
    return { ...(await contentOf(file)), handle: keep({ handle, stamp: stampOf(file) }) }
  }

  const pickTarget = async (name: string, filter: FileFilter): Promise<FileSystemFileHandle | undefined> =>
    unlessRefused(pickers.showSaveFilePicker!({ suggestedName: name, types: [pickerType(filter)] }))

  return {
    kind: 'browser',
    files: {
      open,
      saveAs: async (name, filter, bytes) => {
        if (pickers.showSaveFilePicker === undefined) {
          download(view.document, name, bytes)
          // A download cannot be written back to: saving again asks again.
          return { token: '', name }
        }
        const handle = await pickTarget(name, filter)
        if (handle === undefined) return undefined
        await writeWhole(handle, bytes)
        return keep({ handle, stamp: await stampNow(handle) })
      },
      save: async ({ token, name }, bytes, overwrite = false) => {
        const place = places.get(token)
        if (place === undefined) throw new Error(`${name}: its place is not known any more; save it as a new file`)
        const { handle } = place
        const stamp = await stampNow(handle)
        // A file that is gone is not overwritten.
        if (!overwrite && stamp !== undefined && stamp !== place.stamp) return 'changed'
        await writeWhole(handle, bytes)
        places.set(token, { handle, stamp: await stampNow(handle) })
        return 'saved'
      },
      createStream: async (name, filter) => {
        if (pickers.showSaveFilePicker === undefined) return downloadStream(view.document, name)
        const handle = await pickTarget(name, filter)
        return handle === undefined ? undefined : pickedStream(handle)
      },
    },
    recovery: createBrowserRecovery(view),
    window: {
      askBeforeClosing: (asks) => {
        isUnsaved = asks
      },
      setTitle: (title, edited) => {
        view.document.title = `${edited ? '• ' : ''}${title} – Basin`
      },
      openExternal: (url) => {
        if (/^https?:\/\//.test(url)) view.open(url, '_blank', 'noopener')
      },
    },
    // A browser has no menu of ours and opens no files from outside.
    onCommand: () => undefined,
    onOpenFile: () => undefined,
  }
}

/** A file that a person has chosen, and which of its states is known here. */
interface Place {
  readonly handle: FileSystemFileHandle
  readonly stamp: string | undefined
}

/** Tells the states of a file apart. */
function stampOf({ lastModified, size }: File): string {
  return `${lastModified} ${size}`
}

/** Of the file as it is now; undefined where it is gone. */
async function stampNow(handle: FileSystemFileHandle): Promise<string | undefined> {
  try {
    return stampOf(await handle.getFile())
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
    throw error
  }
}

async function contentOf(file: File): Promise<OpenedFile> {
  const tooLarge = fileSizeProblem(file.size)
  if (tooLarge !== undefined) throw new Error(`${file.name}: ${formatProblem(tooLarge)}`)
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

function pickerType({ name, extensions }: FileFilter): object {
  return { description: name, accept: { 'application/octet-stream': extensions.map((extension) => `.${extension}`) } }
}

/** A closed dialog is an answer, not an error. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}

/** The browser writes beside the file and replaces it on close. */
async function writeWhole(handle: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  const stream = await handle.createWritable()
  await stream.write(bytes as Uint8Array<ArrayBuffer>)
  await stream.close()
}

async function pickedStream(handle: FileSystemFileHandle): Promise<FileStream> {
  const stream = await handle.createWritable()
  return {
    name: handle.name,
    write: (position, bytes) => stream.write({ type: 'write', position, data: bytes as Uint8Array<ArrayBuffer> }),
    close: () => stream.close(),
    abort: () => stream.abort(),
  }
}

/** Gathers the pieces and downloads them as one file on close. */
function downloadStream(page: Document, name: string): FileStream {
  let content = new Uint8Array(1 << 20)
  let length = 0
  return {
    name,
    write: async (position, bytes) => {
      const end = position + bytes.length
      if (end > content.length) {
        const larger = new Uint8Array(Math.max(end, 2 * content.length))
        larger.set(content.subarray(0, length))
        content = larger
      }
      content.set(bytes, position)
      length = Math.max(length, end)
    },
    close: async () => download(page, name, content.subarray(0, length)),
    abort: async () => {
      content = new Uint8Array(0)
    },
  }
}

function download(page: Document, name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }))
  const link = page.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Asks by a file input, which stays in the page until it is answered: browsers forget one that is nowhere. */
function openByInput(page: Document, filters: readonly FileFilter[]): Promise<OpenedFile | undefined> {
  const input = page.createElement('input')
  input.type = 'file'
  input.hidden = true
  input.accept = filters.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)).join(',')
  page.body.append(input)
  const answered = new Promise<File | undefined>((resolve) => {
    input.addEventListener('cancel', () => resolve(undefined))
    input.addEventListener('change', () => resolve(input.files?.[0]))
  })
  input.click()
  return answered.then(async (file) => {
    input.remove()
    return file === undefined ? undefined : contentOf(file)
  })
}
