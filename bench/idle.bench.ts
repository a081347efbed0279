import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Report } from './report'
import { root, withPage } from './support/chromium'
import { openWatched } from './support/page-watch'

/** The built app at rest, which must draw nothing. */
const restSeconds = 5

export async function bench(report: Report): Promise<void> {
  const folder = join(root, 'out/web')
  if (!existsSync(join(folder, 'index.html'))) throw new Error('out/web is not built; run npm run build')
  await withPage(folder, async (page, url) => {
    await openWatched(page, url)
    await reportRest(report, page)
  })
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
