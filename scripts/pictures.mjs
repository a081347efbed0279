// Takes the documentation's screenshots from the built browser host, in both themes, into docs/.
import './lib/check-node.mjs'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/builds.mjs'
import { chromiumAdvice, findChromium } from './lib/chromium.mjs'
import { ensureDependencies } from './lib/install.mjs'
import { root } from './lib/process.mjs'
import { serveFolder } from './lib/static-server.mjs'

await ensureDependencies()
const executablePath = findChromium()
if (executablePath === undefined) {
  console.error(chromiumAdvice)
  process.exit(1)
}
if ((await build(['web'])).length > 0) process.exit(1)
const { chromium } = await import('@playwright/test')
const folder = join(root, 'docs')
mkdirSync(folder, { recursive: true })
const server = await serveFolder(join(root, 'out/web'))
const browser = await chromium.launch({
  executablePath,
  args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
})
try {
  for (const theme of ['dark', 'light']) await takePictures(theme)
} finally {
  await browser.close()
  await server.close()
}

/** A person's first minutes: a race, a probe, the analysis, a film to be, and something gone wrong. */
async function takePictures(theme) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  // Not on the tour, but as who has chosen to start empty finds it.
  await context.addInitScript(() => localStorage.setItem('basin.tour', '{"opensHere":false}'))
  const picture = (page, name) => page.screenshot({ path: join(folder, `${name}-${theme}.png`) })

  const racing = await openPage(context)
  await race(racing, 0.6)
  await picture(racing, 'race')

  await racing.getByRole('button', { name: 'Export film' }).click()
  await racing.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).waitFor()
  await picture(racing, 'export')
  await racing.close()

  const probing = await openPage(context)
  await probing.getByRole('list', { name: 'Landscapes' }).getByText('Himmelblau').click()
  await setStart(probing, '0.0867', '2.8843')
  await race(probing, 1)
  await probing.getByRole('group', { name: 'Loss landscape' }).focus()
  await probing.keyboard.press('p')
  await atRest(probing)
  await picture(probing, 'probe')
  await probing.close()

  const analysing = await openPage(context)
  await analysing.getByRole('list', { name: 'Landscapes' }).getByText('Himmelblau').click()
  await atRest(analysing)
  await analysing.getByRole('tab', { name: 'Analyse' }).click()
  for (const name of ['Critical points', 'Separatrices']) await analysing.getByRole('switch', { name }).check()
  await analysing.getByText('proven by interval arithmetic').waitFor()
  await atRest(analysing)
  await picture(analysing, 'points')
  await analysing.getByLabel('Analysis of').selectOption({ label: 'Basins' })
  await analysing.getByRole('button', { name: /^Compute/ }).click()
  await analysing.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
  await atRest(analysing)
  await picture(analysing, 'basins')
  await analysing.close()

  const wrong = await openPage(context)
  await wrong.getByLabel('Expression').fill('(1 - x)^2 + 100*(y - sqare(x)')
  await wrong.getByRole('alert').waitFor()
  await atRest(wrong)
  await picture(wrong, 'error')
  await context.close()
}

async function openPage(context) {
  const page = await context.newPage()
  await page.goto(server.url)
  await atRest(page)
  return page
}

/** The fine surface is drawn and nothing is computed any more. */
async function atRest(page) {
  await page.locator('[data-ready="true"][aria-busy="false"]').waitFor({ timeout: 60_000 })
}

async function setStart(page, x, y) {
  for (const [label, value] of [
    ['Start x', x],
    ['Start y', y],
  ]) {
    await page.getByLabel(label).fill(value)
    await page.getByLabel(label).press('Enter')
  }
}

/** Runs the race and puts the playhead at a share of it. */
async function race(page, share) {
  await page.getByRole('button', { name: 'Race', exact: true }).click()
  await page.getByRole('table', { name: 'Standings' }).getByRole('row').nth(6).waitFor()
  const step = page.getByRole('slider', { name: 'Step' })
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await step.fill(String(Math.round(share * Number(await step.getAttribute('max')))))
  await atRest(page)
}
