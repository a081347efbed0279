// The fast half of the tests: types, lint, format, and everything that needs no browser.
import './lib/check-node.mjs'
import { builds, conclude, format, lint, types, unit } from './lib/checks.mjs'
import { ensureDependencies } from './lib/install.mjs'

await ensureDependencies()
const outcomes = []
for (const check of [types, lint, format, () => builds(['cli']), unit]) outcomes.push(await check())
conclude(outcomes)
