// The checks that `npm test` and `npm run check` are made of. Each answers {passed, failed, skipped}.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './builds.mjs'
import { root, tool } from './process.mjs'

const reports = join(root, 'out/test')

export const types = () => command('types', tool('typescript/bin/tsc', ['-b', '--pretty', 'false'], { quiet: true }))

export const lint = () => command('lint', tool('eslint/bin/eslint.js', ['--max-warnings', '0', '.'], { quiet: true }))

export const format = () =>
  command('format', tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'], { quiet: true }))

/** Each build counts as one check. */
export async function builds(names) {
  const started = Date.now()
  const failed = await build(names)
  const counts = { passed: names.length - failed.length, failed: failed.length, skipped: 0 }
  return announce('builds', counts, started)
}

/**
 * Vitest over src and test, without a browser: unit, conformance, layers, links, the application and the command line.
 */
export const unit = () => vitest('unit', '!browser')

/**
 * Vitest over what starts a browser or looks at its build: the stage, the links to Web Workers, the window's bundle.
 */
export const inBrowser = () => vitest('browser', 'browser')

/** Some projects of vitest.config.ts. */
async function vitest(name, projects) {
  const started = Date.now()
  const report = freshReport(`${name}.json`)
  const { code } = await tool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    `--project=${projects}`,
  ])
  const result = readReport(report)
  if (result === undefined) return announce(name, oneFailure('vitest gave no report; see the lines above'), started)
  // A file that cannot even be loaded has no test in it that failed; it counts as one.
  const unloadable = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const counts = {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloadable,
    skipped: result.numPendingTests + (result.numTodoTests ?? 0),
  }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return announce(name, counts, started)
}

/** Playwright over e2e, in Chromium. */
export async function endToEnd() {
  const started = Date.now()
  const report = freshReport('playwright.json')
  const { code } = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const result = readReport(report)
  if (result === undefined) {
    return announce('end to end', oneFailure('playwright gave no report; see the lines above'), started)
  }
  for (const { message } of result.errors) console.error(message)
  const counts = {
    passed: result.stats.expected,
    failed: result.stats.unexpected + result.stats.flaky,
    skipped: result.stats.skipped,
  }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return announce('end to end', counts, started)
}

/** Prints the last line, which counts everything, and sets the exit code. */
export function conclude(outcomes) {
  const sum = (key) => outcomes.reduce((total, counts) => total + counts[key], 0)
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')]
  process.exitCode = failed > 0 ? 1 : 0
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
}

/** A tool that either is content or is not: one check. */
async function command(name, running) {
  const started = Date.now()
  const { code, output } = await running
  if (code !== 0) console.error(output.trim())
  return announce(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, started)
}

function announce(name, counts, started) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
  const result = counts.failed > 0 ? 'FAILED' : 'ok'
  console.log(
    `${name.padEnd(11)} ${result.padEnd(7)} ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds} s)`,
  )
  return counts
}

function oneFailure(message) {
  console.error(message)
  return { passed: 0, failed: 1, skipped: 0 }
}

function freshReport(name) {
  mkdirSync(reports, { recursive: true })
  rmSync(join(reports, name), { force: true })
  return join(reports, name)
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
