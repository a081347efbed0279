import type { FilmFormat, FilmSettings } from '../../core/scene/film-settings'
import { filmMegapixels, frameCount } from '../../core/scene/film-settings'
import type { Scene } from '../../core/scene/scene'
import type { Engine } from '../../engine/client'
import type { FileFilter, Host } from '../../host/host'
import { createStore } from 'zustand/vanilla'
import { filmOfScene } from '../film/film-of-scene'
import type { FilmJob } from '../film/make-film'
import { makeFilm } from '../film/make-film'
import type { Cards } from '../store/cards'
import type { Notices } from '../store/notices'
import { fileStem } from './scene-files'

interface FilmMakerInputs {
  readonly engine: Engine
  readonly host: Host
  readonly cards: Pick<Cards, 'landscapeCards' | 'optimizerCards'>
  /** The scene as it is on screen. */
  readonly scene: () => Scene
  readonly notices: Notices
  /** Milliseconds. */
  readonly clock: () => number
}

/** The film in the making, if there is one. */
export interface FilmState {
  readonly making: FilmInTheMaking | undefined
  /** Milliseconds that a million pixels took in the last film; a guess for a machine without a GPU before the first. */
  readonly pace: number
}

export interface FilmInTheMaking {
  readonly name: string
  readonly frame: number
  readonly frameCount: number
  /** Milliseconds left by the pace so far; absent before the first frame. */
  readonly left: number | undefined
}

const filters = {
  mp4: { name: 'MP4 film', extensions: ['mp4'] },
  webm: { name: 'WebM film', extensions: ['webm'] },
  gif: { name: 'Animated GIF', extensions: ['gif'] },
} as const satisfies Record<FilmFormat, FileFilter>

const firstGuess = 250

/** Makes films of the scene on screen, one at a time, beside everything else. */
export function createFilmMaker({ engine, host, cards, scene, notices, clock }: FilmMakerInputs) {
  const store = createStore<FilmState>(() => ({ making: undefined, pace: firstGuess }))
  let job: FilmJob | undefined
  let isCancelled = false

  const film = async (settings: FilmSettings, theme: 'dark' | 'light'): Promise<void> => {
    const shown = scene()
    const file = await host.files.createStream(`${fileStem(shown.title)}.${settings.format}`, filters[settings.format])
    if (file === undefined) return
    store.setState({ making: { name: file.name, frame: 0, frameCount: frameCount(settings), left: undefined } })
    const { request, error } = await filmOfScene(engine, cards, shown, settings, theme)
    if (request === undefined || isCancelled) {
      await file.abort()
      if (error !== undefined) notices.problem(`film not made: ${error.message}`)
      return
    }
    const started = clock()
    job = makeFilm(request, file, ({ frame, frameCount }) => {
      const spent = clock() - started
      const left = (spent / frame) * (frameCount - frame)
      store.setState({
        making: { name: file.name, frame, frameCount, left },
        pace: spent / (filmMegapixels(settings) * (frame / frameCount)),
      })
    })
    const end = await job.end
    switch (end.status) {
      case 'done':
        return notices.news(`film saved as ${file.name}`)
      case 'cancelled':
        return notices.news('film cancelled; nothing was written')
      case 'failed':
        return notices.problem(
          `film not made: ${end.message}`,
          'nothing was written; try a smaller size or another format',
        )
    }
  }

  return {
    ...store,
    /** Asks where the film goes and makes it. */
    make: async (settings: FilmSettings, theme: 'dark' | 'light'): Promise<void> => {
      if (store.getState().making !== undefined) return
      isCancelled = false
      try {
        await film(settings, theme)
      } catch (error) {
        notices.problem(`film not made: ${error instanceof Error ? error.message : String(error)}`)
      } finally {
        job = undefined
        store.setState({ making: undefined })
      }
    },
    cancel: (): void => {
      isCancelled = true
      job?.cancel()
    },
    /** How long a film will take, milliseconds, by the pace of the last one. */
    estimate: (settings: FilmSettings): number => filmMegapixels(settings) * store.getState().pace,
  }
}
