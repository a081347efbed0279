import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Report } from './report'
import { root, withPage } from './support/chromium'
import { median } from './support/median'

/** The built app at rest, which must draw nothing, and its way from navigation to the first surface. */
const starts = 3
const restSeconds = 5

/** What the page notes of itself; milliseconds since navigation. */
interface Watch {
  glDraws: number
  canvasDraws: number
  animationFrames: number
  engineMade?: number
  engineAnswered?: number
  firstDraw?: number
  ready?: number
  evaluated?: number
  blocked: number
}

declare global {
  interface Window {
    basinWatch: Watch
  }
}

/** The parts of a start-up, in the order in which they happen. */
const moments = {
  evaluated: 'script evaluated',
  engineMade: 'engine asked for',
  engineAnswered: 'first answer of the engine',
  firstDraw: 'first draw call',
  ready: 'first surface on screen (data-ready)',
} as const satisfies Partial<Record<keyof Watch, string>>

export async function bench(report: Report): Promise<void> {
  const folder = join(root, 'out/web')
  if (!existsSync(join(folder, 'index.html'))) throw new Error('out/web is not built; run npm run build')
  const watches: Watch[] = []
  for (let start = 0; start < starts; start++) {
    await withPage(folder, async (page, url) => {
      await page.addInitScript(watch)
      await page.goto(url)
      await page.waitForFunction(() => window.basinWatch.ready !== undefined, undefined, { timeout: 120_000 })
      watches.push(await page.evaluate(() => window.basinWatch))
      if (start === starts - 1) await reportRest(report, page)
    })
  }
  for (const [key, name] of Object.entries(moments)) {
    const times = watches.flatMap((watched) => watched[key as keyof typeof moments] ?? [])
    if (times.length > 0) report({ name: `start-up: ${name}`, value: median(times), unit: 'ms' })
  }
  const blocked = median(watches.map((watched) => watched.blocked))
  report({ name: 'start-up: window blocked by tasks over 50 ms', value: blocked, unit: 'ms' })
}

async function reportRest(report: Report, page: Page): Promise<void> {
  await settle(page)
  const before = await page.evaluate(() => ({ ...window.basinWatch }))
  await page.waitForTimeout(1000 * restSeconds)
  const after = await page.evaluate(() => ({ ...window.basinWatch }))
  const counts = {
    glDraws: 'WebGL draw calls',
    canvasDraws: 'canvases cleared',
    animationFrames: 'animation frames asked for',
  } as const
  for (const [key, name] of Object.entries(counts) as [keyof typeof counts, string][]) {
    const unit = key === 'glDraws' ? 'calls' : 'times'
    const value = after[key] - before[key]
    report({ name: `${name} in ${restSeconds} s at rest`, value, unit, aim: { atMost: 0 } })
  }
}

/** Waits until the finer surfaces and thumbnails have come: a second without any drawing, within half a minute. */
async function settle(page: Page): Promise<void> {
  for (let second = 0; second < 30; second++) {
    const before = await page.evaluate(() => window.basinWatch.glDraws)
    await page.waitForTimeout(1000)
    if ((await page.evaluate(() => window.basinWatch.glDraws)) === before) return
  }
}

/** Runs in the page before its own scripts: counts what is drawn and notes when the start-up's parts are done. */
function watch(): void {
  const seen: Watch = { glDraws: 0, canvasDraws: 0, animationFrames: 0, blocked: 0 }
  window.basinWatch = seen
  const note = (key: 'engineMade' | 'engineAnswered' | 'firstDraw' | 'ready' | 'evaluated') => {
    seen[key] ??= performance.now()
  }
  const before = <Name extends string>(
    target: Record<Name, (...args: never[]) => unknown>,
    name: Name,
    first: () => void,
  ) => {
    const own = target[name]
    target[name] = function (this: unknown, ...args: never[]) {
      first()
      return own.apply(this, args)
    }
  }
  const drawn = () => {
    seen.glDraws++
    note('firstDraw')
  }
  for (const context of [WebGLRenderingContext.prototype, WebGL2RenderingContext.prototype]) {
    before(context, 'drawArrays', drawn)
    before(context, 'drawElements', drawn)
  }
  before(WebGL2RenderingContext.prototype, 'drawArraysInstanced', drawn)
  before(WebGL2RenderingContext.prototype, 'drawElementsInstanced', drawn)
  before(WebGL2RenderingContext.prototype, 'drawRangeElements', drawn)
  before(CanvasRenderingContext2D.prototype, 'clearRect', () => seen.canvasDraws++)
  before(window as Record<'requestAnimationFrame', (...args: never[]) => unknown>, 'requestAnimationFrame', () => {
    seen.animationFrames++
  })
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      note('engineMade')
      this.addEventListener('message', () => note('engineAnswered'))
    }
  }
  document.addEventListener('DOMContentLoaded', () => note('evaluated'))
  new MutationObserver(() => {
    if (document.querySelector('[data-ready="true"]') !== null) note('ready')
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] })
  new PerformanceObserver((list) => {
    if (seen.ready === undefined) for (const { duration } of list.getEntries()) seen.blocked += duration
  }).observe({ type: 'longtask', buffered: true })
}
