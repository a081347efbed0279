import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, expect, test } from '@playwright/test'

/** The path of Electron's binary, where its package has fetched one. */
function binary(): string | undefined {
  const folder = join(process.cwd(), 'node_modules/electron')
  const name = join(folder, 'path.txt')
  const path = existsSync(name) ? join(folder, 'dist', readFileSync(name, 'utf8')) : undefined
  return path !== undefined && existsSync(path) ? path : undefined
}

const executablePath = binary()

test.describe('Electron', () => {
  test.skip(executablePath === undefined, "Electron's binary is not here: its release host was not reached")

  test('opens one window that draws a surface', async () => {
    const app = await _electron.launch({
      executablePath: executablePath!,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), process.cwd()],
    })
    const page = await app.firstWindow()
    await expect(page).toHaveTitle(/Basin/)
    await expect(page.locator('[data-ready="true"]')).toBeVisible()
    await app.close()
  })
})
