import type { DBSchema, IDBPDatabase } from 'idb'
import { openDB } from 'idb'
import type { KeptChanges, KeptWork, Recovery } from '../../host/host'

interface Schema extends DBSchema {
  /** Pieces of text by the window's id and their names. */
  pieces: { key: [window: string, name: string]; value: string }
  /** When each window that has pieces wrote last. */
  windows: { key: string; value: number }
}

/** The id of this window outlives a reload and a crash here, but for a tab's copy, which has it too. */
const sessionKey = 'basin.window'
/** How long a page that is being left may still have its window’s lock: a busy machine takes seconds to let it go. */
const handoverMilliseconds = 10_000

/**
 * Unsaved work in IndexedDB. A window holds a lock of its id while it is open, so that work without a holder is that of
 * a window that was lost; whoever takes the lock takes the work.
 */
export function createBrowserRecovery(view: Window): Recovery {
  const { sessionStorage, navigator } = view
  let opened: Promise<IDBPDatabase<Schema>> | undefined
  let id: string | undefined

  const database = async (): Promise<IDBPDatabase<Schema>> => {
    if (!view.isSecureContext) throw new Error('the browser keeps it for https and for addresses of this machine alone')
    opened ??= openDB<Schema>('basin-recovery', 1, {
      upgrade(created) {
        created.createObjectStore('pieces')
        created.createObjectStore('windows')
      },
    })
    return opened
  }

  /** Takes a window's lock until the page is left; says whether it could. */
  const lock = (window: string, options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      const hold = (held: Lock | null): Promise<void> | undefined => {
        resolve(held !== null)
        return held === null ? undefined : new Promise<void>(() => undefined)
      }
      navigator.locks.request(lockName(window), options, hold).catch(() => resolve(false))
    })

  const become = (window: string): void => {
    id = window
    sessionStorage.setItem(sessionKey, window)
  }

  const piecesOf = async (window: string): Promise<Record<string, string>> => {
    const store = (await database()).transaction('pieces').store
    const range = rangeOf(window)
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
    return Object.fromEntries(keys.map(([, name], i) => [name, values[i]!]))
  }

  /** The windows that have left work, those that wrote last first. */
  const windowsWithWork = async (): Promise<readonly string[]> => {
    const store = (await database()).transaction('windows').store
    const [ids, times] = await Promise.all([store.getAllKeys(), store.getAll()])
    const entries = ids.map((window, i) => [window, times[i]!] as const)
    return entries.toSorted(([, a], [, b]) => b - a).map(([window]) => window)
  }

  /** The first of the windows with work that is not open, or this one's own. */
  const takeOver = async (windows: readonly string[]): Promise<string | undefined> => {
    const own = sessionStorage.getItem(sessionKey)
    if (own !== null && (await lock(own, { signal: AbortSignal.timeout(handoverMilliseconds) }))) {
      become(own)
      if (windows.includes(own)) return own
    }
    for (const window of windows) {
      if (window === own || !(await lock(window, { ifAvailable: true }))) continue
      become(window)
      return window
    }
    return undefined
  }

  return {
    async take(): Promise<KeptWork | undefined> {
      const windows = await windowsWithWork()
      const taken = await takeOver(windows)
      if (taken === undefined) return undefined
      const { held = [] } = await navigator.locks.query()
      const isOpen = (window: string): boolean => held.some(({ name }) => name === lockName(window))
      return { pieces: await piecesOf(taken), waiting: windows.filter((window) => !isOpen(window)).length }
    },
    async write({ put, remove }: KeptChanges): Promise<void> {
      if (id === undefined) {
        const fresh = view.crypto.randomUUID()
        await lock(fresh, {})
        become(fresh)
      }
      const window = id!
      const transaction = (await database()).transaction(['pieces', 'windows'], 'readwrite')
      const [pieces, windows] = [transaction.objectStore('pieces'), transaction.objectStore('windows')]
      // Each fails with the transaction, which alone is waited for.
      const done = [
        ...Object.entries(put).map(([name, text]) => pieces.put(text, [window, name])),
        ...remove.map((name) => pieces.delete([window, name])),
        pieces.count(rangeOf(window)).then(async (count) => {
          if (count === 0) await windows.delete(window)
          else await windows.put(Date.now(), window)
        }),
      ]
      await Promise.all([...done, transaction.done])
    },
  }
}

function lockName(window: string): string {
  return `basin.window.${window}`
}

function rangeOf(window: string): IDBKeyRange {
  return IDBKeyRange.bound([window], [window, []])
}
