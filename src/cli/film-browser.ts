import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { chromiumAdvice, findChromium, rootArguments } from '../../scripts/lib/chromium.mjs'
import { serveFolder } from '../../scripts/lib/static-server.mjs'
import { gridToBytes } from '../core/objectives/grid-bytes'
import type { FilmSettings } from '../core/scene/film-settings'
import type { Scene } from '../core/scene/scene'
import { blobNames } from '../engine/blobs'
import { Failure } from './failure'
import { commandGrids } from './surface-argument'

/** Software drawing: the same picture on every machine, with or without a graphics card. */
const drawingArguments = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']

export interface FilmReceiver {
  write(position: number, bytes: Uint8Array): Promise<void>
  progress(frame: number, frameCount: number): void
}

type FilmEnd = { readonly status: 'done' | 'cancelled' } | { readonly status: 'failed'; readonly message: string }

/** The page's side of this, as src/renderer/boot/film.ts provides it. */
interface FilmWindow {
  readonly basinFilm: {
    putBlob(base64: string): Promise<void>
    make(scene: Scene, settings: FilmSettings, theme: 'dark' | 'light'): Promise<FilmEnd>
    canEncode(format: 'mp4' | 'webm', width: number, height: number): Promise<boolean>
  }
}

/** Makes a scene's film in an installed Chromium, headless, through the page that the app ships for it. */
export async function filmInBrowser(
  scene: Scene,
  settings: FilmSettings,
  theme: 'dark' | 'light',
  receiver: FilmReceiver,
): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Failure(1, [`film not made: ${chromiumAdvice}`])
  const web = fileURLToPath(new URL('../web', import.meta.url))
  if (!existsSync(`${web}/film.html`)) throw new Failure(1, ['film not made: out/web is not built; run npm run build'])
  const server = await serveFolder(web)
  try {
    const { chromium } = await import('playwright-core')
    const browser = await chromium.launch({
      executablePath,
      args: [...rootArguments, ...drawingArguments],
      handleSIGINT: false,
    })
    try {
      const page = await openFilmPage(browser, `${server.url}film.html`, receiver)
      await refuseWhatCannotBeEncoded(page, settings)
      await sendGrid(page, scene)
      const end = await page.evaluate(
        ([given, chosen, look]) => {
          const target: unknown = globalThis
          return (target as FilmWindow).basinFilm.make(given, chosen, look)
        },
        [scene, settings, theme] as const,
      )
      if (end.status === 'failed') throw new Failure(1, [`film not made: ${end.message}`])
    } finally {
      await browser.close()
    }
  } finally {
    await server.close()
  }
}

/** A measured surface's scene names its grid, which lies beside it. */
async function sendGrid(page: Page, scene: Scene): Promise<void> {
  for (const name of blobNames(scene)) {
    const bytes = gridToBytes(commandGrids.get(name)!)
    await page.evaluate((base64) => {
      const target: unknown = globalThis
      return (target as FilmWindow).basinFilm.putBlob(base64)
    }, Buffer.from(bytes).toString('base64'))
  }
}

async function openFilmPage(browser: Browser, url: string, receiver: FilmReceiver): Promise<Page> {
  const page = await browser.newPage()
  await page.exposeFunction('basinWrite', (position: number, base64: string) =>
    receiver.write(position, Buffer.from(base64, 'base64')),
  )
  await page.exposeFunction('basinProgress', (progress: { frame: number; frameCount: number }) =>
    receiver.progress(progress.frame, progress.frameCount),
  )
  await page.goto(url)
  await page.waitForFunction(() => 'basinFilm' in globalThis)
  return page
}

async function refuseWhatCannotBeEncoded(page: Page, { format, width, height }: FilmSettings): Promise<void> {
  if (format === 'gif') return
  const can = await page.evaluate(
    ([container, w, h]) => {
      const target: unknown = globalThis
      return (target as FilmWindow).basinFilm.canEncode(container, w, h)
    },
    [format, width, height] as const,
  )
  if (can) return
  const other = format === 'mp4' ? 'webm' : 'gif'
  const codec = format === 'mp4' ? 'H.264' : 'VP9'
  throw new Failure(1, [
    `film not made: this Chromium cannot encode ${codec} at ${width}x${height}; write --out with the ending .${other}`,
  ])
}
