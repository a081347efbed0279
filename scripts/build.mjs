// Builds the command line, the browser host and the Electron app into out/. `--force` builds what is current too.
import './lib/check-node.mjs'
import { readFlags } from './lib/arguments.mjs'
import { build, builds } from './lib/builds.mjs'

const flags = readFlags(
  { '--force': 'switch', '--cli': 'switch', '--web': 'switch', '--electron': 'switch' },
  'usage: npm run build [-- --force] [--cli] [--web] [--electron]',
)
const named = Object.keys(builds).filter((name) => flags[name])
const failed = await build(named.length > 0 ? named : Object.keys(builds), { force: flags.force })
process.exitCode = failed.length > 0 ? 1 : 0
