// Runs every test on a fresh machine: brings what it needs, then types, lint, format, builds, tests without a browser,
// in one, and end to end.
import './lib/check-node.mjs'
import { builds as allBuilds } from './lib/builds.mjs'
import { builds, conclude, endToEnd, format, inBrowser, lint, types, unit } from './lib/checks.mjs'
import { chromiumAdvice, testChromium } from './lib/chromium.mjs'
import { ensureDependencies } from './lib/install.mjs'

await ensureDependencies()
const chromium = await testChromium()
if (chromium === undefined) {
  console.error(chromiumAdvice)
  conclude([{ passed: 0, failed: 1, skipped: 0 }])
} else {
  process.env.BASIN_CHROMIUM = chromium
  const outcomes = []
  for (const check of [types, lint, format, () => builds(Object.keys(allBuilds)), unit, inBrowser, endToEnd]) {
    outcomes.push(await check())
  }
  conclude(outcomes)
}
