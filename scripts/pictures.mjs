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

/** A person's first minutes: the surface at rest, then a race half-way. */
async function takePictures(theme) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 720 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  await page.goto(server.url)
  await page.locator('[data-ready="true"]').waitFor({ timeout: 60_000 })
  await page.screenshot({ path: join(folder, `window-${theme}.png`) })
  await page.getByRole('button', { name: 'Race', exact: true }).click()
  const step = page.getByRole('slider', { name: 'Step' })
  await step.press('Home')
  for (let i = 0; i < 4; i++) await step.press('PageUp')
  await page.screenshot({ path: join(folder, `race-${theme}.png`) })
  await page.close()
}
