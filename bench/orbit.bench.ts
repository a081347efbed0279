import type { Report } from './report'
import { buildPage, withPage } from './support/chromium'
import { median } from './support/median'
import type { Subject } from './support/orbit-page/orbit-page'

/** Turning the full 256 x 256 mesh against a plotly.js surface of the same grid: same page, size, pixel ratio 1. */
const rounds = 5
const frames = 9
const warmUp = 3
const subjects: readonly Subject[] = ['full', 'moving', 'plotly', 'rest', 'full with six paths']

export async function bench(report: Report): Promise<void> {
  const folder = await buildPage('orbit-page')
  await withPage(folder, async (page, url) => {
    await page.goto(url)
    const facts = await page.evaluate(async () => (await window.orbit).facts)
    if (facts.plotlySamples < 2) throw new Error('plotly.js must draw with antialiasing, as it does by default')
    console.log(`  ${facts.renderer}`)
    const turn = (subject: Subject, count: number): Promise<number[]> =>
      page.evaluate(async ([name, n]) => (await window.orbit).turn(name, n), [subject, count] as const)

    const times: Record<Subject, number[]> = { rest: [], full: [], moving: [], 'full with six paths': [], plotly: [] }
    for (const subject of subjects) await turn(subject, warmUp)
    for (let round = 0; round < rounds; round++) {
      for (const subject of subjects) times[subject].push(median(await turn(subject, frames)))
    }
    // each round's ratio first: what slows the machine for a while slows both sides of it
    const ratio = (subject: Subject): number => median(times[subject].map((time, round) => time / times.plotly[round]!))
    // the whole mesh as a machine that keeps up turns it: adaptive quality off
    report({
      name: 'orbit of the whole mesh against plotly.js',
      value: ratio('full'),
      unit: 'times',
      aim: { atMost: 0.7 },
    })
    report({
      name: 'orbit while moving, adaptive, against plotly.js',
      value: ratio('moving'),
      unit: 'times',
      aim: { atMost: 0.3 },
    })
    report({ name: 'orbit multisampled as at rest against plotly.js', value: ratio('rest'), unit: 'times' })
    report({
      name: 'orbit with six paths against plotly.js without',
      value: ratio('full with six paths'),
      unit: 'times',
    })
    report({ name: 'a frame of the whole mesh', value: median(times.full), unit: 'ms' })
    report({ name: 'a frame of the whole mesh, six paths', value: median(times['full with six paths']), unit: 'ms' })
    report({ name: 'a frame multisampled as at rest', value: median(times.rest), unit: 'ms' })
    report({ name: 'a frame while moving, adaptive', value: median(times.moving), unit: 'ms' })
    report({ name: 'a frame of plotly.js', value: median(times.plotly), unit: 'ms' })
    report({ name: 'samples a pixel, plotly.js', value: facts.plotlySamples, unit: '' })
  })
}
