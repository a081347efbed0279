import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Report } from './report'
import { root, withPage } from './support/chromium'
import { median } from './support/median'
import type { PageWatch } from './support/page-watch'
import { openWatched } from './support/page-watch'

/**
 * The built app from navigation to its first surface: how much script that takes, and how long. With BASIN_BEFORE, the
 * folder of another build's `out/web`, both start in turns, and their ratios are told.
 */
const starts = 7

/** The parts of a start-up, in the order in which they happen. */
const moments = {
  evaluated: 'script evaluated',
  engineMade: 'engine asked for',
  engineAnswered: 'first answer of the engine',
  firstDraw: 'first draw call',
  ready: 'first surface on screen (data-ready)',
} as const satisfies Partial<Record<keyof PageWatch, string>>

type Start = Record<'windowScript' | 'workerScript' | 'pictures' | keyof typeof moments | 'blocked', number>

export async function bench(report: Report): Promise<void> {
  const folder = join(root, 'out/web')
  if (!existsSync(join(folder, 'index.html'))) throw new Error('out/web is not built; run npm run build')
  const before = process.env['BASIN_BEFORE']
  const [now, then]: [Start[], Start[]] = [[], []]
  for (let start = 0; start < starts; start++) {
    if (before !== undefined) then.push(await startOf(resolve(before)))
    now.push(await startOf(folder))
  }
  const tell = (key: keyof Start, name: string, unit: string, scale = 1): void => {
    const middle = (all: readonly Start[]): number => median(all.map((each) => each[key])) / scale
    report({ name, value: middle(now), unit })
    if (then.length === 0) return
    report({ name: `${name}, before`, value: middle(then), unit })
    const ratios = now.map((each, i) => each[key] / then[i]![key]).sort((a, b) => a - b)
    report({ name: `${name}, now / before`, value: median(ratios), unit: `of ${starts} pairs` })
    report({ name: `${name}, least ratio`, value: ratios[0]!, unit: '' })
    report({ name: `${name}, greatest ratio`, value: ratios.at(-1)!, unit: '' })
  }
  tell('windowScript', 'script of the window until the first surface', 'kB', 1000)
  tell('workerScript', 'script of the workers until then', 'kB', 1000)
  for (const [key, name] of Object.entries(moments) as [keyof typeof moments, string][]) tell(key, name, 'ms')
  tell('blocked', 'window blocked by tasks over 50 ms', 'ms')
}

async function startOf(folder: string): Promise<Start> {
  const sizes = { windowScript: 0, workerScript: 0, pictures: 0 }
  let start: Start | undefined
  await withPage(folder, async (page, url) => {
    const arrived: Promise<void>[] = []
    let isOver = false
    page.on('response', (response) => {
      if (isOver) return
      const kind = kindOf(response.url())
      if (kind !== undefined) arrived.push(response.body().then((body) => void (sizes[kind] += body.length)))
    })
    await openWatched(page, url)
    isOver = true
    await Promise.all(arrived)
    const watch = await page.evaluate(() => window.basinWatch)
    const times = Object.keys(moments).map((key) => [key, watch[key as keyof typeof moments] ?? NaN])
    start = { ...sizes, ...(Object.fromEntries(times) as Record<keyof typeof moments, number>), blocked: watch.blocked }
  })
  return start!
}

/** Which sum a file of the build counts to. */
function kindOf(url: string): 'windowScript' | 'workerScript' | 'pictures' | undefined {
  if (url.endsWith('.png')) return 'pictures'
  if (!url.endsWith('.js')) return undefined
  return /\/(coordinator|worker)-/.test(url) ? 'workerScript' : 'windowScript'
}
