import type { FileStream } from '../../host/host'
import type { FilmOrder, FilmReport } from './film-worker'
import type { FilmProgress, FilmRequest } from './film-request'

export type FilmEnd =
  | { readonly status: 'done' }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly message: string }

/** A film in the making. */
export interface FilmJob {
  /** Resolves, never rejects; the file is whole if done and gone otherwise. */
  readonly end: Promise<FilmEnd>
  cancel(): void
}

/** Makes a film in a worker of its own, so that the window stays usable, and streams it into `file`. */
export function makeFilm(
  request: FilmRequest,
  file: FileStream,
  onProgress: (progress: FilmProgress) => void,
): FilmJob {
  const worker = new Worker(new URL('./film-worker.ts', import.meta.url), { type: 'module', name: 'film' })
  const order = (message: FilmOrder) => worker.postMessage(message)
  const made = new Promise<FilmEnd>((resolve) => {
    worker.onerror = (event) => {
      event.preventDefault()
      resolve({ status: 'failed', message: `the film worker stopped: ${event.message}` })
    }
    worker.onmessage = ({ data }: MessageEvent<FilmReport>) => {
      switch (data.type) {
        case 'write':
          file.write(data.position, data.bytes).then(
            () => order({ type: 'written' }),
            (error: Error) => order({ type: 'written', problem: error.message }),
          )
          break
        case 'progress':
          onProgress(data.progress)
          break
        case 'done':
          resolve({ status: 'done' })
          break
        case 'cancelled':
          resolve({ status: 'cancelled' })
          break
        case 'failed':
          resolve({ status: 'failed', message: data.message })
          break
      }
    }
  })
  order({ type: 'make', request })
  return { end: settle(made, file, worker), cancel: () => order({ type: 'cancel' }) }
}

async function settle(made: Promise<FilmEnd>, file: FileStream, worker: Worker): Promise<FilmEnd> {
  const end = await made
  worker.terminate()
  if (end.status !== 'done') {
    await file.abort()
    return end
  }
  try {
    await file.close()
    return end
  } catch (error) {
    return { status: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
