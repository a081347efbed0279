import { resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/chromium'
import { directDigests } from './digests'
import { directFingerprints } from './fingerprints'
import { kernelFingerprints } from './kernel-fingerprints'
import { moduleFingerprints } from './module-fingerprints'
import { linkCases } from './suite'
import type { LinkPage } from './web/page'

declare const page: LinkPage

describe('Web Workers in Chromium', () => {
  let server: PreviewServer
  let browser: Browser
  let tab: Page

  beforeAll(async () => {
    const site = {
      configFile: false,
      root: resolve('test/links/web'),
      base: './',
      logLevel: 'warn',
      publicDir: false,
      worker: { format: 'es' },
      build: { outDir: resolve('out/test/links-web'), emptyOutDir: true, minify: false },
    } as const
    await build(site)
    server = await preview({ ...site, preview: { host: '127.0.0.1', port: 0 } })
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
    tab = await browser.newPage()
    await tab.goto(server.resolvedUrls!.local[0]!)
    await tab.waitForFunction(() => typeof page === 'object')
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test.each(linkCases)('$name', async ({ name }) => {
    expect(await tab.evaluate((name) => page.runCase(name), name)).toBeUndefined()
  })

  test.each([1, 2, 3])('the results of %i workers are those of Node without an engine', async (workers) => {
    expect(await tab.evaluate((workers) => page.digests(workers), workers)).toEqual(directDigests())
  })

  test('every elementary function and rule computes the bits of Node', async () => {
    expect(await tab.evaluate(() => page.fingerprints())).toEqual(directFingerprints())
  })

  test('every function inside a kernel computes the bits of Node, in one lane and in two', async () => {
    const here = kernelFingerprints()
    expect(Object.keys(here).length).toBeGreaterThan(50)
    expect(await tab.evaluate(() => page.kernelFingerprints())).toEqual(here)
  })

  test('every race and map of a module computes the bits of Node', async () => {
    const here = moduleFingerprints()
    expect(Object.keys(here).length).toBeGreaterThan(15)
    expect(await tab.evaluate(() => page.moduleFingerprints())).toEqual(here)
  })

  test("the window's own engine answers", async () => {
    expect(await tab.evaluate(() => page.probeByWindowEngine())).toBe(101)
  })
})
