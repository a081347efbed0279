import { resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/chromium'
import type { StagePage } from './page/page'

declare const page: StagePage

describe('The stage in Chromium', () => {
  let server: PreviewServer
  let browser: Browser
  let tab: Page

  beforeAll(async () => {
    const site = {
      configFile: false,
      root: resolve('test/stage/page'),
      base: './',
      logLevel: 'warn',
      publicDir: false,
      build: { outDir: resolve('out/test/stage'), emptyOutDir: true, minify: false, chunkSizeWarningLimit: 4000 },
    } as const
    await build(site)
    server = await preview({ ...site, preview: { host: '127.0.0.1', port: 0 } })
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    // without a compiler, whose own memory would hide what frames leave on the heap
    const args = [...sandbox, '--js-flags=--jitless', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
    browser = await chromium.launch({ executablePath: chromiumPath(), args })
    tab = await browser.newPage()
    await tab.goto(server.resolvedUrls!.local[0]!)
    await tab.waitForFunction(() => typeof page === 'object')
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test('draws a surface', async () => {
    expect(await tab.evaluate(() => page.colors())).toBeGreaterThan(400)
  })

  test('draws heads where it projects them', async () => {
    const errors = await tab.evaluate(() => page.headErrors())
    expect(errors).toHaveLength(5)
    for (const error of errors) expect(error).toBeLessThan(1)
  })

  test('draws the surface again only for what changes it', async () => {
    const drawn = await tab.evaluate(() => page.surfacesDrawn())
    const kept = ['nothing', 'nothing, full', 'playhead', 'playhead, moving', 'start', 'probe', 'hover', 'paths']
    expect(drawn).toEqual(Object.fromEntries(Object.keys(drawn).map((name) => [name, kept.includes(name) ? 0 : 1])))
  })

  test('shows the same after playing up to a step as when drawn there at once', async () => {
    const [played, fresh] = await tab.evaluate(() => page.playedAndFresh())
    expect(played === fresh).toBe(true)
  })

  test('shows the same whatever it showed before', async () => {
    const [lived, fresh] = await tab.evaluate(() => page.livedAndFresh())
    expect(lived === fresh).toBe(true)
  })

  test('marks that come and go leave no GPU object behind, and a stage not even its context', async () => {
    await tab.evaluate(() => page.openWatched(0))
    const { left } = await tab.evaluate(() => page.watchedObjects())
    expect(await tab.evaluate(() => page.closeWatched())).toBe(true)

    await tab.evaluate(() => page.openWatched(3))
    const { created } = await tab.evaluate(() => page.watchedObjects())
    expect(created).toBeGreaterThan(200)
    await expect.poll(async () => (await tab.evaluate(() => page.watchedObjects())).left).toEqual(left)
    expect(await tab.evaluate(() => page.closeWatched())).toBe(true)
  })

  test('frames leave nothing behind on the heap', async () => {
    const session = await tab.context().newCDPSession(tab)
    const usedBytes = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize
    }
    await tab.evaluate(() => page.playFrames(100))
    const before = await usedBytes()
    await tab.evaluate(() => page.playFrames(100))
    // Three hundred frames, and not what the smallest object would take in each.
    await expect.poll(async () => (await usedBytes()) - before).toBeLessThan(9_000)
  })

  test('draws again once a lost context is back', async () => {
    const { before, after, messages } = await tab.evaluate(() => page.lostAndRestored())
    expect(after).toBe(before)
    expect(messages).toEqual([expect.stringMatching(/^3-D view lost: /), 'available'])
  })
})
