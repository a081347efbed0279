import { mkdirSync, writeFileSync } from 'node:fs'
import { serveFolder } from './scripts/lib/static-server.mjs'
const { chromium } = await import('@playwright/test')
const folder = '/tmp/shots-b'; mkdirSync(folder, { recursive: true })
const wanted = process.argv.slice(2) // label:step
const server = await serveFolder('out/web')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] })
const theme = process.env.THEME ?? 'dark'
const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: theme, reducedMotion: 'reduce' })
await context.addInitScript(() => localStorage.setItem('basin.tour', '{"opensHere":false}'))
for (const w of wanted) {
  const [label, step = '1', ...rest] = w.split(':')
  const page = await context.newPage()
  try {
    await page.goto(server.url)
    const isDrawn = () => page.locator('[aria-label="Loss landscape"][data-ready="true"][aria-busy="false"]').waitFor({ timeout: 90000 })
    await isDrawn()
    await page.keyboard.press('Control+k')
    await page.getByLabel('Search commands').fill(`Tour: ${label} `)
    await page.waitForTimeout(300)
    await page.keyboard.press('Enter')
    await page.locator('.tour-step').waitFor()
    if (step !== '1') await page.getByRole('button', { name: new RegExp(`^Step ${step}:`) }).click()
    await page.waitForTimeout(1500)
    await isDrawn()
    await page.screenshot({ path: `${folder}/${label}-${step}-a-${theme}.png` })
    await page.getByRole('button', { name: 'Race', exact: true }).click()
    await page.getByRole('table', { name: 'Standings' }).locator('tbody').getByRole('row').first().waitFor({ timeout: 120000 })
    await page.getByText(/Computing|being computed/).first().waitFor({ state: 'detached', timeout: 120000 })
    await page.keyboard.press('End')
    await isDrawn()
    await page.waitForTimeout(1500)
    await page.screenshot({ path: `${folder}/${label}-${step}-b-${theme}.png` })
    console.log(w, 'ok')
  } catch (e) { console.log(w, String(e).slice(0, 300)); await page.screenshot({ path: `${folder}/${label}-${step}-err.png` }) }
  await page.close()
}
await browser.close(); await server.close()
