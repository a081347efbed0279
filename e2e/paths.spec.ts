import type { App } from './support/app'
import { expect, test } from './support/test'

const moons = {
  basin: 1,
  title: 'Two networks',
  landscape: {
    kind: 'network',
    widths: [2, 6, 2],
    activation: 'tanh',
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 60, noise: 0.15, seed: 1 },
  },
  steps: 200,
  racers: [
    { id: 'first', optimizer: 'adam', lr: 0.05 },
    { id: 'second', optimizer: 'adam', lr: 0.05, start: { kind: 'initialisation', seed: 7 } },
  ],
} as const

async function openPaths(app: App, scene: Parameters<App['dropScene']>[0]): Promise<void> {
  await app.open()
  await app.dropScene(scene)
  await app.analyse('Paths')
}

test('a network and its twin have one loss, and a barrier between them', async ({ app, page }) => {
  await openPaths(app, moons)
  await app.button('Compute paths').click()
  const analysis = page.getByRole('region', { name: 'Analysis' })
  await expect(analysis).toContainText('first has no point at the playhead; race first.')
  await app.race()
  await app.button('Compute paths').click()
  await expect(analysis).toContainText('6! 2⁶ = 46\u202f080 parameter vectors, one function.')
  const ends = page.getByRole('table', { name: 'Ends of the paths' }).locator('tbody').getByRole('row')
  const losses = await ends.locator('td').allTextContents()
  expect(Math.abs(Number(losses[0]) - Number(losses[1]))).toBeLessThan(1e-12)
  expect(Number(losses[0])).toBeLessThan(0.5)
  const straight = page.getByRole('table', { name: 'Barriers' }).getByRole('row', { name: /^straight/ })
  expect(Number(await straight.locator('td').first().textContent())).toBeGreaterThan(0.05)

  // The drawn network swaps its units, and what it gives stays.
  const network = page.getByRole('region', { name: 'Network' })
  const links = () =>
    network.locator('.drawn-network line').evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke')))
  const before = await links()
  await analysis.getByRole('radiogroup', { name: 'Network shown' }).getByText('twin of first').click()
  await expect(network.locator('.network-moment')).toHaveText('twin of first')
  expect(await links()).not.toEqual(before)
  await app.analyse('Points')
  await expect(network.locator('.network-moment')).toContainText('step 200')
  expect(await links()).toEqual(before)
  await app.analyse('Paths')
  await expect(ends.nth(1)).toContainText('twin of first')
})

test('rescaled relu units: equal loss, other sharpness, in one click', async ({ app, page }) => {
  await openPaths(app, { ...moons, landscape: { ...moons.landscape, activation: 'relu' } })
  await app.race()
  await page.getByLabel('Twin by').selectOption('rescale')
  await app.type(page.getByLabel('Factor of the twin'), '10')
  await app.button('Compute paths').click()
  const ends = page.getByRole('table', { name: 'Ends of the paths' })
  await expect(ends.getByRole('columnheader', { name: 'sharpness' })).toBeVisible()
  const numbers = (await ends.locator('tbody td').allTextContents()).slice(0, 4).map(Number)
  expect(Math.abs(numbers[0]! - numbers[2]!)).toBeLessThan(1e-12)
  expect(numbers[3]! / numbers[1]!).toBeGreaterThan(2)
  await expect(page.getByRole('region', { name: 'Analysis' })).toContainText('pieces of a continuum')
})

test('two trained networks are joined by curves, and the plane through them is drawn', async ({ app, page }) => {
  await openPaths(app, moons)
  await app.race()
  await page.getByLabel('Path to').selectOption('second')
  const kinds = page.getByRole('group', { name: 'Paths besides the straight line' })
  for (const name of ['matched', 'Bézier', 'polygonal']) await kinds.getByText(name, { exact: true }).click()
  await app.button('Compute paths').click()
  const rows = page.getByRole('table', { name: 'Barriers' }).locator('tbody').getByRole('row')
  await expect(rows).toHaveCount(4, { timeout: 30_000 })
  const barrier = async (name: RegExp) =>
    Number(await rows.filter({ hasText: name }).locator('td').first().textContent())
  expect(await barrier(/Bézier/)).toBeLessThan(await barrier(/straight/))
  await expect(page.getByRole('img', { name: 'Loss along paths from first to second' })).toBeVisible()
  await app.button('Draw plane').click()
  await app.surfaceIsDrawn()
  // Both ends lie on it.
  const onPlane = async () => {
    const texts = await app.rows.locator('td').allTextContents()
    return texts.filter((text) => /^0$|e−1\d$/.test(text)).length
  }
  await expect.poll(onPlane).toBe(2)
  await app.button('Undo').click()
  await expect.poll(onPlane).toBe(0)
})
