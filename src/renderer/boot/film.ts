import * as cards from 'virtual:basin-cards'
import type { Scene } from '../../core/scene/scene'
import { createWebEngine } from '../../engine/links/web/create-web-engine'
import type { FileStream } from '../../host/host'
import { filmOfScene } from '../film/film-of-scene'
import type { FilmEnd } from '../film/make-film'
import { makeFilm } from '../film/make-film'
import type { FilmProgress } from '../film/film-request'
import { createPainter } from '../film/render-film'
import { canEncode } from '../film/video-encoder'
import type { FilmSettings } from '../../core/scene/film-settings'

/**
 * The page behind `basin video`: no window, only the film. Whoever drives the page calls these and receives the
 * file through the functions it has put on the page.
 */
export interface FilmPage {
  /** Takes the grid that a scene of a measured surface names, in base64. */
  putBlob(base64: string): Promise<void>
  /** Makes the film of a scene; `write` and `progress` below are called on the way. */
  make(scene: Scene, settings: FilmSettings, theme: 'dark' | 'light'): Promise<FilmEnd>
  /** Where each racer's head is projected to in a frame, in the film's pixels, beside its colour. */
  heads(
    scene: Scene,
    settings: FilmSettings,
    frame: number,
  ): Promise<readonly { readonly id: string; readonly color: string; readonly px: number; readonly py: number }[]>
  canEncode(format: 'mp4' | 'webm', width: number, height: number): Promise<boolean>
}

/** What the driver of the page provides. Bytes travel as base64, the one binary form its channel keeps. */
export interface FilmDriver {
  basinWrite(position: number, base64: string): Promise<void>
  basinProgress(progress: FilmProgress): Promise<void>
}

declare global {
  interface Window extends FilmDriver {
    basinFilm: FilmPage
  }
}

const engine = createWebEngine()

const driverStream: FileStream = {
  name: 'film',
  write: async (position, bytes) => window.basinWrite(position, toBase64(bytes)),
  close: async () => {},
  abort: async () => {},
}

function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  const stride = 0x8000
  for (let at = 0; at < bytes.length; at += stride) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + stride)))
  }
  return btoa(pieces.join(''))
}

window.basinFilm = {
  putBlob: async (base64) => {
    await engine.putBlob(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
  },
  make: async (scene, settings, theme) => {
    const { request, error } = await filmOfScene(engine, cards, scene, settings, theme)
    if (request === undefined) return { status: 'failed', message: error.message }
    return makeFilm(request, driverStream, (progress) => void window.basinProgress(progress)).end
  },
  heads: async (scene, settings, frame) => {
    const { request, error } = await filmOfScene(engine, cards, scene, settings, 'dark')
    if (request === undefined) throw new Error(error.message)
    const painter = createPainter(request)
    const places = painter.heads(frame)
    painter.dispose()
    return request.content.paths.flatMap(({ id, color }, index) => {
      const place = places[index]
      return place === undefined ? [] : [{ id, color, ...place }]
    })
  },
  canEncode,
}
