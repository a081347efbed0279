#!/usr/bin/env node
import { version } from '../../package.json'
import { exit, exitOnSignals } from './exit'
import { runCommand } from './program'

exitOnSignals()
try {
  exit(await runCommand(process.argv.slice(2), version))
} catch (error) {
  // Nothing a person gave may lead here.
  process.stderr.write(`internal error: ${error instanceof Error ? error.message : String(error)}; please report it\n`)
  exit(1)
}
