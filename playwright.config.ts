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
    trace: 'retain-on-failure',
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
