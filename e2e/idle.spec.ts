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

test('turning the surface leaves nothing behind on the heap', async ({ app, page }) => {
  await app.open()
  const session = await page.context().newCDPSession(page)
  const usedBytes = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage')
    return (await session.send('Runtime.getHeapUsage')).usedSize
  }
  const box = (await app.stage.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const turn = async (frames: number): Promise<void> => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let frame = 0; frame < frames; frame++) {
      await page.mouse.move(x + 60 * Math.sin(frame / 5), y)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    }
    await page.mouse.up()
  }
  await turn(30)
  const used = [await usedBytes()]
  for (let round = 0; round < 3; round++) {
    await turn(60)
    used.push(await usedBytes())
  }
  // What frames leave they leave in every round; what the engine compiles meanwhile stands on the heap once.
  const grown = used.slice(1).map((bytes, round) => bytes - used[round]!)
  // A frame that kept only its view and its axis labels would leave more than this after sixty.
  expect(Math.min(...grown)).toBeLessThan(300_000)
})
