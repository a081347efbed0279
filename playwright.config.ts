import { defineConfig } from '@playwright/test'
import { chromiumAdvice, findChromium } from './scripts/lib/chromium.mjs'

const executablePath = findChromium()
if (executablePath === undefined) throw new Error(chromiumAdvice)

const port = Number(process.env['BASIN_TEST_PORT'] ?? 4317)

/** End to end in an installed Chromium, drawn in software so that pictures are the same everywhere. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  retries: 0,
  workers: 1,
  timeout: 120_000,
  // Long enough for software drawing on a busy machine; a wait ends as soon as it is over.
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1280, height: 720 },
    actionTimeout: 20_000,
    // A trace of every test costs as much again as the tests: a failure leaves a picture and the tree of the page, and
    // `--trace on` asks.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    stdout: 'ignore',
  },
})
