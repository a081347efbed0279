import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Compiles bench/support/NAME.c with vectors of two doubles and all liberties with the order of operations; answers the
 * program, or undefined where there is no compiler.
 */
export function compileC(name: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'basin-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const program = join(folder, name)
  const source = resolve('bench/support', `${name}.c`)
  const made = spawnSync('cc', ['-O3', '-msse2', '-ffast-math', source, '-o', program, '-lm'])
  return made.status === 0 ? program : undefined
}
