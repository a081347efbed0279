import { loadFilmFonts } from './fonts'
import type { FilmProgress, FilmRequest } from './film-request'
import { renderFilm } from './render-film'

/** What the window tells the worker that makes a film, and what it answers. */
export type FilmOrder =
  | { readonly type: 'make'; readonly request: FilmRequest }
  | { readonly type: 'cancel' }
  /** The bytes of the last `write` are on disk, or could not be put there. */
  | { readonly type: 'written'; readonly problem?: string }

export type FilmReport =
  | { readonly type: 'write'; readonly position: number; readonly bytes: Uint8Array }
  | { readonly type: 'progress'; readonly progress: FilmProgress }
  | { readonly type: 'done' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly message: string }

const report = (message: FilmReport) => self.postMessage(message)

let cancelled = false
let settleWrite: ((problem: string | undefined) => void) | undefined

self.onmessage = ({ data }: MessageEvent<FilmOrder>) => {
  switch (data.type) {
    case 'make':
      void make(data.request)
      break
    case 'cancel':
      cancelled = true
      break
    case 'written':
      settleWrite?.(data.problem)
      break
  }
}

async function make(request: FilmRequest): Promise<void> {
  try {
    await loadFilmFonts()
    const whole = await renderFilm(
      request,
      write,
      (progress) => report({ type: 'progress', progress }),
      () => cancelled,
    )
    report({ type: whole ? 'done' : 'cancelled' })
  } catch (error) {
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

/** One write at a time: the muxer waits for the disk, so that no film piles up in memory. */
async function write(position: number, bytes: Uint8Array): Promise<void> {
  const problem = await new Promise<string | undefined>((resolve) => {
    settleWrite = resolve
    report({ type: 'write', position, bytes })
  })
  if (problem !== undefined) throw new Error(problem)
}
