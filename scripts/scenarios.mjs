// Measures what the scenarios of the tour claim, all or those named, takes their pictures, and writes docs/tour.md.
import './lib/check-node.mjs'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './lib/builds.mjs'
import { chromiumAdvice, findChromium } from './lib/chromium.mjs'
import { ensureDependencies } from './lib/install.mjs'
import { root, tool } from './lib/process.mjs'
import { serveFolder } from './lib/static-server.mjs'
import { pictureKey, tourPage } from './lib/tour-page.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'no-pictures': { type: 'boolean', default: false }, 'no-claims': { type: 'boolean', default: false } },
})
await ensureDependencies()
if ((await build(['cli', ...(values['no-pictures'] ? [] : ['web'])])).length > 0) process.exit(1)

const { scenarios } = basin(['list', 'scenarios', '--json'])
const chosen = scenarios.filter(
  ({ id, label }) => positionals.length === 0 || positionals.includes(id) || positionals.includes(label),
)
const reportFile = join(root, 'docs/tour-report.json')
const known = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : { reports: [], pictures: {} }
const measured = values['no-claims'] ? [] : chosen.map(measure)
const reports = scenarios.flatMap(
  ({ id }) => measured.find((report) => report.id === id) ?? known.reports.find((report) => report.id === id) ?? [],
)
const pictures = { ...known.pictures }
if (!values['no-pictures']) await takePictures(chosen)
writeFileSync(reportFile, `${JSON.stringify({ pictures, reports }, undefined, 1)}\n`)
writeFileSync(join(root, 'docs/tour.md'), tourPage(scenarios, reports))
// A claim that cannot fail says nothing: each is tried in its counter, those that take long as well.
const falsified = values['no-claims'] || (await areFalsified(chosen))
const failed = measured.filter(({ holds }) => !holds)
if (failed.length > 0) console.error(`claims that do not hold: ${failed.map(({ label }) => label).join(', ')}`)
process.exit(failed.length > 0 || !falsified ? 1 : 0)

/** One scenario's report. A claim that does not hold is no reason to stop. */
function measure({ id, label }) {
  const began = performance.now()
  const [report] = basin(['scenario', id, '--json']).scenarios
  console.log(
    `${label} ${id}: ${report.holds ? 'holds' : 'DOES NOT HOLD'}, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  return report
}

async function areFalsified(wanted) {
  const names = `^(${wanted.map(({ label }) => label).join('|')}) .*does not hold in its counter$`
  const args = ['run', '--project', 'unit', 'test/scenarios/claims.test.ts', '--testNamePattern', names]
  const { code } = await tool('vitest/vitest.mjs', args, { env: { BASIN_SCENARIOS: 'all' } })
  return code === 0
}

function basin(args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'out/cli/basin.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (stdout === '') throw new Error(`basin ${args.join(' ')} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

/** What each scenario looks like once its first step has been raced: 480 x 270, WebP. */
async function takePictures(wanted) {
  const executablePath = findChromium()
  if (executablePath === undefined) {
    console.error(chromiumAdvice)
    process.exit(1)
  }
  const { chromium } = await import('@playwright/test')
  const folder = join(root, 'resources/tour')
  mkdirSync(folder, { recursive: true })
  const server = await serveFolder(join(root, 'out/web'))
  const browser = await chromium.launch({
    executablePath,
    args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
  try {
    const context = await browser.newContext({
      viewport: { width: 1600, height: 900 },
      colorScheme: 'dark',
      reducedMotion: 'reduce',
    })
    await context.addInitScript(() => {
      localStorage.setItem('basin.tour', '{"opensHere":false}')
      localStorage.setItem('basin.session', '{"mapOpen":false}')
    })
    for (const scenario of wanted) {
      const page = await context.newPage()
      await page.goto(server.url)
      writeFileSync(join(folder, `${scenario.id}.webp`), await pictureOf(page, scenario))
      pictures[scenario.id] = pictureKey(scenario)
      await page.close()
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

async function pictureOf(page, { label, title }) {
  const stage = page.getByRole('group', { name: 'Loss landscape' })
  const isDrawn = () => page.locator('[aria-label="Loss landscape"][data-ready="true"][aria-busy="false"]').waitFor()
  await isDrawn()
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill(`Tour: ${label} ${title}`)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: title, level: 2 }).waitFor()
  await isDrawn()
  await page.getByRole('button', { name: 'Race', exact: true }).click()
  await page
    .getByRole('table', { name: 'Standings' })
    .locator('tbody')
    .getByRole('row')
    .first()
    .waitFor({ timeout: 120_000 })
  await page
    .getByText(/Computing|being computed/)
    .first()
    .waitFor({ state: 'detached', timeout: 120_000 })
  await page.keyboard.press('End')
  await page.locator('.view-toolbar button[data-loading="true"]').waitFor({ state: 'detached', timeout: 120_000 })
  await isDrawn()
  const hidden =
    '.view-toolbar, .contour-inset, .view-hint, .notice, .mantine-Tooltip-tooltip { visibility: hidden !important }'
  const png = await stage.screenshot({ style: hidden })
  const base64 = await page.evaluate(async (source) => {
    const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(480, 270)
    const scale = Math.max(480 / bitmap.width, 270 / bitmap.height)
    const [width, height] = [bitmap.width * scale, bitmap.height * scale]
    const context = canvas.getContext('2d')
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, (480 - width) / 2, (270 - height) / 2, width, height)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
    return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())))
  }, png.toString('base64'))
  return Buffer.from(base64, 'base64')
}
