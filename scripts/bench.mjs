// Bundles bench/*.bench.ts, as the app's own code is bundled, and runs each one's `bench(report)`. Names choose some of
// them.
import './lib/check-node.mjs'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findChromium } from './lib/chromium.mjs'
import { ensureDependencies } from './lib/install.mjs'
import { root } from './lib/process.mjs'

await ensureDependencies()
process.env.BASIN_CHROMIUM ??= findChromium() ?? ''
const wanted = process.argv.slice(2)
const files = readdirSync(join(root, 'bench')).filter((name) => name.endsWith('.bench.ts'))
const names = files.map((name) => name.replace(/\.bench\.ts$/, ''))
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`unknown benchmark: "${unknown[0]}"; take one of ${names.join(', ')}`)
  process.exit(2)
}

const chosen = wanted.length > 0 ? wanted : names
const { build } = await import('vite')
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: [/^(?!@playwright|playwright|vite)/] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/bench',
    emptyOutDir: true,
    minify: false,
    rollupOptions: { input: Object.fromEntries(chosen.map((name) => [name, `bench/${name}.bench.ts`])) },
  },
})
for (const name of chosen) {
  console.log(`\n${name}`)
  const { bench } = await import(pathToFileURL(join(root, `out/bench/${name}.js`)).href)
  await bench(print)
}
// A benchmark may leave a browser or a thread behind that would keep this process alive.
process.exit(0)

function print({ name, value, unit, aim }) {
  const text = Math.abs(value) >= 1e5 ? value.toExponential(2) : String(Number(value.toPrecision(4)))
  console.log(
    `  ${name.padEnd(64)} ${text.padStart(10)} ${unit.padEnd(10)} ${aim === undefined ? '' : judged(value, aim)}`,
  )
}

function judged(value, aim) {
  const met = 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast
  const bound = 'atMost' in aim ? `at most ${aim.atMost}` : `at least ${aim.atLeast}`
  return `${met ? 'met' : 'MISSED'} (${bound})`
}
