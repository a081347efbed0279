import type { Page } from 'playwright-core'

/** What a page notes of itself; milliseconds since navigation. */
export interface PageWatch {
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
    basinWatch: PageWatch
  }
}

/** Opens the app, watched from before its first script, and waits for its first surface. */
export async function openWatched(page: Page, url: string): Promise<void> {
  await page.addInitScript(watch)
  await page.goto(url)
  await page.waitForFunction(() => window.basinWatch.ready !== undefined, undefined, { timeout: 120_000 })
}

/** Runs in the page before its own scripts: counts what is drawn and notes when the start-up's parts are done. */
function watch(): void {
  const seen: PageWatch = { glDraws: 0, canvasDraws: 0, animationFrames: 0, blocked: 0 }
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
