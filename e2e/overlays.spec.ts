import { expect, test } from './support/test'
import { shareOfColor } from './support/pixels'

const himmelblau = { basin: 1, title: 'Overlays', landscape: { kind: 'catalog', id: 'himmelblau' } }
/** The colours of saddle regions and convex bowls, and of a saddle's and a minimum's marker. */
const saddleRegion = '#fd7e14'
const convexBowl = '#22b8cf'
const saddleMarker = '#fd7e14'
const minimumMarker = '#12b886'

test('the surface is coloured by region class, and by height again, each one undo away', async ({ app, page }) => {
  await app.open()
  await app.dropScene(himmelblau)
  const onMap = async (color: string) => shareOfColor(page, await app.map.screenshot(), color, 3)
  expect(await onMap(convexBowl)).toBe(0)
  await app.button('Overlays').click()
  await page.getByLabel('Colour by').selectOption('Region class')
  await expect.poll(() => onMap(convexBowl), { timeout: 15_000 }).toBeGreaterThan(0.005)
  expect(await onMap(saddleRegion)).toBeGreaterThan(0.01)
  await app.surfaceIsDrawn()
  const byRegion = await app.pictureAtRest()
  await app.button('Undo').click()
  await expect.poll(() => onMap(convexBowl), { timeout: 15_000 }).toBe(0)
  expect(await app.pictureAtRest()).not.toBe(byRegion)
})

for (const overlay of ['Least eigenvalue', 'Greatest eigenvalue', 'Condition number']) {
  test(`the surface is coloured by: ${overlay}`, async ({ app, page }) => {
    await app.open()
    await app.dropScene(himmelblau)
    const byHeight = await app.pictureAtRest()
    await app.button('Overlays').click()
    await page.getByLabel('Colour by').selectOption(overlay)
    await app.button('Overlays').click()
    await expect.poll(() => app.picture(), { timeout: 15_000 }).not.toBe(byHeight)
    await app.showsASurface()
    await expect(app.alerts).toHaveCount(0)
  })
}

test('a scene opens with its overlays: critical points and separatrices stand on view and map', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene(himmelblau)
  const share = async (color: string) => shareOfColor(page, await app.map.screenshot(), color, 3)
  const white = await share('#ffffff')
  expect(await share(minimumMarker)).toBe(0)
  await app.dropScene({ ...himmelblau, title: 'Points', view: { criticalPoints: true, separatrices: true } })
  await expect.poll(() => share(minimumMarker), { timeout: 20_000 }).toBeGreaterThan(0.0005)
  expect(await share(saddleMarker)).toBeGreaterThan(0.0003)
  // The paths that leave the saddles are white.
  expect(await share('#ffffff')).toBeGreaterThan(1.5 * white)
})

test('the quadratic at the probe is drawn where the probe is', async ({ app, page }) => {
  await app.open()
  await app.dropScene(himmelblau)
  const without = await app.pictureAtRest()
  await app.button('Overlays').click()
  await page.getByRole('switch', { name: 'Quadratic at the probe' }).check()
  await app.button('Overlays').click()
  await expect.poll(() => app.picture(), { timeout: 15_000 }).not.toBe(without)
})
