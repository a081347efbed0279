import { expect, test } from './support/test'
import type { Page } from '@playwright/test'

/** Opens a small network that has been trained, and what is known of its slice. */
async function openTrained(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: 'Moons that overfit' }).click()
  await expect(page).toHaveTitle(/Moons that overfit/)
  await page.getByRole('tab', { name: 'Analyse' }).click()
  await page.getByLabel('Analysis of').selectOption({ label: 'Slice' })
}

test('a person sees how far the plane of a path can be trusted, and freezes it', async ({ app, page }) => {
  await app.open()
  await openTrained(page)
  const plane = page.getByLabel('Plane', { exact: true })
  await plane.selectOption('pca')
  await expect(plane).toHaveValue('pca')
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
  await expect(plane).toHaveValue('vectors')
  await expect(panel.getByRole('button', { name: 'Freeze' })).toBeDisabled()
  await page.keyboard.press('Control+z')
  await expect(plane).toHaveValue('pca')
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
  await expect(plane).toHaveValue('random')
  await expect(page.getByLabel('Seed of the directions')).toHaveValue('4')
  await page.keyboard.press('Control+z')
  await expect(plane).toHaveValue('default')

  await panel.getByRole('button', { name: /^Raw beside/ }).click()
  await panel.getByRole('button', { name: 'Compute normalisations' }).click()
  await panel.getByRole('button', { name: 'Draw raw' }).click({ timeout: 60_000 })
  await expect(page.getByLabel('Normalise', { exact: true })).toHaveValue('none')
})

test('a random line is drawn as curves with a band over seeds', async ({ app, page }) => {
  await app.open()
  await openTrained(page)
  await page.getByLabel('Plane', { exact: true }).selectOption('random')
  await page.getByLabel('Drawn as').selectOption('line')
  await expect(page.getByLabel('Drawn as')).toHaveValue('line')
  const panel = page.getByRole('region', { name: 'Analysis' })
  await panel.getByRole('button', { name: 'Compute line' }).click()
  for (const name of ['Loss', 'Derivative', 'Accuracy'])
    await expect(panel.getByRole('group', { name: `${name} along the line` })).toBeVisible({ timeout: 60_000 })
  await expect(panel.getByText('The band holds four fifths of 16 lines of other seeds.')).toBeVisible()
})

test('every recipe of a plane is chosen in the Slice tab, each change one undo', async ({ app, page }) => {
  await app.open()
  await openTrained(page)
  const drawn = page.getByRole('region', { name: 'What is drawn' })
  const isFound = () => expect(drawn.getByLabel('Finding the plane')).toHaveCount(0, { timeout: 60_000 })
  const set = async (label: string, value: string): Promise<void> => {
    await drawn.getByLabel(label, { exact: true }).selectOption(value)
    await isFound()
    await expect(drawn.getByLabel(label, { exact: true })).toHaveValue(value)
  }
  const network = page.getByRole('region', { name: 'Network' })

  await set('Plane', 'random')
  await set('Normalise', 'layer')
  await set('Biases', 'scale')
  await set('Origin of the slice', '{"kind":"start","of":"adam"}')
  await app.type(drawn.getByLabel('Seed of the directions'), '3')
  await isFound()
  await drawn.getByRole('switch', { name: 'Orthonormal directions' }).press('Space')
  await isFound()
  await page.keyboard.press('Control+z')
  await expect(drawn.getByRole('switch', { name: 'Orthonormal directions' })).not.toBeChecked()
  await page.keyboard.press('Control+z')
  await expect(drawn.getByLabel('Seed of the directions')).toHaveValue('')

  await set('Plane', 'pca')
  await set('About', 'mean')
  await expect(network).toContainText('principal directions of the path of adam, about its mean')
  await set('Plane', 'eigenvectors')
  await set('Eigenvector of y', 'bottom')
  await expect(network).toContainText('eigenvectors of the Hessian: top and bottom')
  await set('Plane', 'gradient')
  await set('Gradient with', 'update')
  await expect(network).toContainText('a plane along the gradient and the last update')
  await set('Plane', 'points')
  await expect(network).toContainText('a plane through 3 points')
  await set('Drawn as', 'line')
  await expect(network).toContainText('a line through 2 points')
  await app.surfaceIsDrawn()
  await expect(app.alerts).toHaveCount(0)
})

test('a plane that cannot be had is told in place, and what was drawn stays', async ({ app, page }) => {
  await app.open()
  await openTrained(page)
  const drawn = page.getByRole('region', { name: 'What is drawn' })
  await drawn.getByLabel('Plane', { exact: true }).selectOption('axes')
  await expect(page.getByRole('region', { name: 'Network' })).toContainText('along 0.weight[0,0] and 0.bias[0]')
  await app.surfaceIsDrawn()
  await app.type(drawn.getByLabel('Parameter of y'), '0.weight[99,0]')
  await expect(drawn.getByRole('alert')).toContainText('no parameter is called "0.weight[99,0]"')
  await expect(page.getByRole('region', { name: 'Network' })).toContainText('along 0.weight[0,0] and 0.bias[0]')
  await app.type(drawn.getByLabel('Parameter of y'), '2.bias[1]')
  await expect(page.getByRole('region', { name: 'Network' })).toContainText('along 0.weight[0,0] and 2.bias[1]')
  await expect(app.alerts).toHaveCount(0)
})
