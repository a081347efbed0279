import { expect, test } from './support/test'
import type { Page } from '@playwright/test'

/** Opens a small network that has been trained, and what is known of its slice. */
async function openTrained(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: 'Moons that overfit' }).click()
  await expect(page).toHaveTitle(/Moons that overfit/)
  await page.getByRole('tab', { name: 'Analyse' }).click()
  await page.getByRole('tablist', { name: 'Analysis of' }).getByRole('tab', { name: 'Slice' }).click()
}

test('a person sees how far the plane of a path can be trusted, and freezes it', async ({ app, page }) => {
  await app.open()
  await openTrained(page)
  const plane = page.getByLabel('Plane', { exact: true })
  await plane.selectOption({ label: 'path of adam' })
  await app.surfaceIsDrawn()
  const panel = page.getByRole('region', { name: 'Analysis' })
  await panel.getByRole('button', { name: 'Compute fidelity' }).click()
  await expect(
    panel.getByText(/The plane holds 9[\d.]+ % of the squared distance; of a random walk such a plane would hold 90/),
  ).toBeVisible({
    timeout: 60_000,
  })
  await expect(panel.getByText(/read valleys here with care|read it as it is/)).toBeVisible()
  const shares = panel.getByRole('table', { name: 'Shares of squared distance' })
  await expect(shares.getByRole('row', { name: /^both 9/ })).toBeVisible()

  const losses = panel.getByRole('group', { name: 'Losses along the path' })
  await losses.focus()
  await page.keyboard.press('ArrowRight')
  await expect(panel.getByText(/^true loss [\d.]+$/)).toBeVisible()
  await page.keyboard.press('End')

  const before = await app.pictureAtRest()
  await panel.getByRole('switch', { name: /^Stems/ }).click()
  expect(await app.pictureAtRest()).not.toBe(before)

  await panel.getByRole('button', { name: 'Freeze' }).click()
  await expect(plane).toHaveValue('file')
  await expect(panel.getByRole('button', { name: 'Freeze' })).toBeDisabled()
  await page.keyboard.press('Control+z')
  await expect(plane).toHaveValue('pca adam')
})

test('other random directions lie beside each other, and a click takes them', async ({ app, page }) => {
  await app.open()
  await openTrained(page)
  const plane = page.getByLabel('Plane', { exact: true })
  const panel = page.getByRole('region', { name: 'Analysis' })
  await panel.getByRole('button', { name: 'Nine seeds of random directions' }).click()
  await panel.getByRole('button', { name: 'Compute seeds' }).click()
  await expect(panel.getByRole('button', { name: /^Draw seed/ })).toHaveCount(9, { timeout: 60_000 })
  await panel.getByRole('button', { name: 'Draw seed 4' }).click()
  await expect(panel.getByRole('button', { name: 'Draw seed 4' })).toHaveAttribute('aria-pressed', 'true')
  await expect(plane).toHaveValue('file')
  await page.keyboard.press('Control+z')
  await expect(plane).toHaveValue('default')

  await panel.getByRole('button', { name: /^Raw beside/ }).click()
  await panel.getByRole('button', { name: 'Compute normalisations' }).click()
  await panel.getByRole('button', { name: 'Draw raw' }).click({ timeout: 60_000 })
  await expect(plane).toHaveValue('file')
})

test('a random line is drawn as curves with a band over seeds', async ({ app, page }) => {
  await app.open()
  await openTrained(page)
  await page.getByLabel('Plane', { exact: true }).selectOption({ label: 'a random line, by filters' })
  const panel = page.getByRole('region', { name: 'Analysis' })
  await panel.getByRole('button', { name: 'Compute line' }).click()
  for (const name of ['Loss', 'Derivative', 'Accuracy'])
    await expect(panel.getByRole('group', { name: `${name} along the line` })).toBeVisible({ timeout: 60_000 })
  await expect(panel.getByText('The band holds four fifths of 16 lines of other seeds.')).toBeVisible()
})
