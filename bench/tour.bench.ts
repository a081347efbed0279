import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Report } from './report'
import { root, withPage } from './support/chromium'
import { median } from './support/median'
import { openWatched } from './support/page-watch'

/**
 * From the click that opens a scenario, in the contents of the tour, to its first drawn surface; against the same from
 * the click on a landscape of the catalogue. In fresh pages, each of which opens everything once; the ratio is that of
 * medians. With BASIN_SCENARIOS, labels between commas, only these.
 */
const pages = 3
const aim = 1.5

/** What is clicked on in the catalogue, by its title. */
const plain = ['Himmelblau', 'Beale', 'Branin', 'Booth', 'Matyas', 'Peaks']

/** Milliseconds that a finer surface may take before the next thing is opened. */
const patience = 4000

export async function bench(report: Report): Promise<void> {
  const folder = join(root, 'out/web')
  if (!existsSync(join(folder, 'index.html'))) throw new Error('out/web is not built; run npm run build')
  const wanted = process.env['BASIN_SCENARIOS']?.split(',')
  const times = new Map<string, number[]>()
  const openPlain = async (page: Page, titles: readonly string[]): Promise<void> => {
    for (const title of titles) note(title, await firstSurface(page, '.gallery button', title))
  }
  const note = (name: string, time: number): void => void times.set(name, [...(times.get(name) ?? []), time])
  for (let run = 0; run < pages; run++)
    await withPage(folder, async (page, url) => {
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await openWatched(page, url)
      await rest(page)
      await openPlain(page, plain.slice(0, 3))
      await command(page, 'All scenarios of the tour')
      await page.locator('.tour-entry').first().waitFor()
      const labels = await page.locator('.tour-entry-label').allTextContents()
      for (const label of wanted ?? labels) {
        note(label, await firstSurface(page, '.tour-entry', label))
        await page.getByRole('button', { name: 'All scenarios' }).click()
        await page.locator('.tour-entry').first().waitFor()
      }
      await page.getByRole('button', { name: 'Leave the tour' }).click()
      await rest(page)
      // Half of them once everything is warm.
      await openPlain(page, plain.slice(3))
    })
  const usual = median(plain.map((title) => median(times.get(title)!)))
  report({ name: 'a landscape of the catalogue, click to first surface', value: usual, unit: 'ms' })
  const labels = [...times.keys()].filter((name) => !plain.includes(name))
  for (const label of labels) {
    const time = median(times.get(label)!)
    report({ name: `${label}, click to first surface`, value: time, unit: 'ms' })
    report({ name: `${label}, against it`, value: time / usual, unit: 'times', aim: { atMost: aim } })
  }
  const all = labels.map((label) => median(times.get(label)!) / usual)
  report({ name: 'median of the scenarios, against it', value: median(all), unit: 'times', aim: { atMost: aim } })
}

/** Clicks on the entry with a text; milliseconds until a surface has been drawn that was not before. */
async function firstSurface(page: Page, selector: string, text: string): Promise<number> {
  const time = await page.evaluate(
    async ([entries, wanted]) => {
      const shown = (): number => Number(document.querySelector('[data-surfaces]')?.getAttribute('data-surfaces') ?? 0)
      const entry = [...document.querySelectorAll<HTMLElement>(entries)].find((each) =>
        each.textContent.trim().endsWith(wanted),
      )
      if (entry === undefined) throw new Error(`nothing to click on that ends with ${wanted}`)
      const before = shown()
      const begun = performance.now()
      const drawn = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (shown() === before) return
          observer.disconnect()
          resolve(performance.now() - begun)
        })
        observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-surfaces'] })
      })
      entry.click()
      return drawn
    },
    [selector, text] as const,
  )
  await rest(page)
  return time
}

/** Until nothing is on its way, or it takes long. */
async function rest(page: Page): Promise<void> {
  const isAtRest = (): boolean => document.querySelector('[data-ready="true"][aria-busy="false"]') !== null
  await page.waitForFunction(isAtRest, undefined, { timeout: patience }).catch(() => undefined)
}

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill(title)
  await page.keyboard.press('Enter')
}
