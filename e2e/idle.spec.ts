import type { Page } from '@playwright/test'
import { expect, test } from './support/test'

/** Counts what is drawn by WebGL, from before the page's own scripts run. */
function countDraws(): void {
  const counter = { draws: 0 }
  Object.assign(window, { drawCounter: counter })
  const prototype = WebGL2RenderingContext.prototype
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced', 'clear'] as const) {
    const draw = prototype[name] as (...args: unknown[]) => void
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...args: unknown[]) {
        counter.draws++
        draw.apply(this, args)
      },
    })
  }
}

const draws = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { drawCounter: { draws: number } }).drawCounter.draws)

/** At rest: nothing is drawn over two animation frames in a row. */
async function isAtRest(page: Page): Promise<boolean> {
  const before = await draws(page)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  return (await draws(page)) === before
}

test('at rest no frame is drawn in 5 seconds', async ({ app, page }) => {
  await page.addInitScript(countDraws)
  await app.open()
  expect(await draws(page)).toBeGreaterThan(0)
  await app.race()
  await app.seek(250)
  await app.surfaceIsDrawn()
  await expect.poll(() => isAtRest(page)).toBe(true)
  const before = await draws(page)
  // The one wait by the clock: the promise is about five seconds in which nothing happens, so they have to pass.
  await page.waitForTimeout(5000)
  expect(await draws(page)).toBe(before)
  // And it was counting all along.
  await app.seek(100)
  expect(await draws(page)).toBeGreaterThan(before)
})
