// Runs the fuzz suites at length: fuzz/*.fuzz.ts, whose quick slices `npm run check` runs.
// BASIN_FUZZ says how many times the slice (100), BASIN_FUZZ_SEED with what seed (today's date). Names choose some.
import './lib/check-node.mjs'
import { ensureDependencies } from './lib/install.mjs'
import { tool } from './lib/process.mjs'

await ensureDependencies()
process.env.BASIN_FUZZ ??= '100'
process.env.BASIN_FUZZ_SEED ??= new Date().toISOString().slice(0, 10).replaceAll('-', '')
console.log(`BASIN_FUZZ=${process.env.BASIN_FUZZ} BASIN_FUZZ_SEED=${process.env.BASIN_FUZZ_SEED}`)
const { code } = await tool('vitest/vitest.mjs', [
  'run',
  '--project=fuzz',
  '--disable-console-intercept',
  ...process.argv.slice(2),
])
process.exitCode = code
