import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new, empty folder of the system's temporary ones, which goes when the test that is running has ended. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'basin-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
