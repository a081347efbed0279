import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { chromiumAdvice, findChromium, rootArguments } from '../../scripts/lib/chromium.mjs'
import { serveFolder } from '../../scripts/lib/static-server.mjs'

/** A benchmark runs from somewhere in out/bench, as the bundler shares its parts. */
export const root = fileURLToPath(import.meta.url.replace(/out\/bench\/.*$/, ''))

/** A machine without a graphics card draws in software, which Chromium must be told to allow. */
const hasGraphicsCard = process.platform !== 'linux' || existsSync('/dev/dri')
const softwareArguments = hasGraphicsCard ? [] : ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']

/** Headless Chromium without the browser's own limits on how often hidden pages draw. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(chromiumAdvice)
  return chromium.launch({
    executablePath,
    args: [...rootArguments, ...softwareArguments, '--disable-background-timer-throttling'],
  })
}

/** Runs `use` with a page of a folder that is served for as long. */
export async function withPage(folder: string, use: (page: Page, url: string) => Promise<void>): Promise<void> {
  const server = await serveFolder(folder)
  const browser = await openChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 })
    await page.addInitScript(() => localStorage.setItem('basin.tour', '{"opensHere":false}'))
    await use(page, server.url)
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Bundles bench/support/NAME, a page of a benchmark, as the app is bundled; answers its folder. */
export async function buildPage(name: string): Promise<string> {
  const outDir = join(root, 'out/bench', name)
  await build({
    configFile: false,
    root: join(root, 'bench/support', name),
    base: './',
    logLevel: 'error',
    publicDir: false,
    build: { target: 'chrome120', outDir, emptyOutDir: true, chunkSizeWarningLimit: 10_000 },
  })
  return outDir
}
