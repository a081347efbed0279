import { expect, test } from './support/test'
import { readPrinted } from './support/app'
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

for (const overlay of ['Least eigenvalue', 'Greatest eigenvalue', 'Condition number', 'Gradient norm']) {
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

const lines = {
  basin: 1,
  title: 'Lines',
  landscape: {
    kind: 'expression',
    expression: '(a*x + y - b)^2',
    examples: { a: [1, -0.5, 0.25, 2, -1, 0.75, 0], b: [0.5, 1, -1, 0.25, 0, 2, -0.5] },
  },
  racers: [{ optimizer: 'sgd', lr: 0.02 }],
} as const

test('surfaces of batches stand as ghosts about that of all examples, and a click starts on that', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({ ...lines, batch: { sampler: 'sequential', size: 3 } })
  const alone = await app.pictureAtRest()
  const middle = { x: 360, y: 200 }
  await app.stage.hover({ position: middle })
  const place = await app.readout.textContent()
  await app.button('Overlays').click()
  await page.getByLabel('Surfaces of batches').selectOption('3')
  const batches = page.getByRole('list', { name: 'Batches whose surfaces are drawn' })
  await expect(batches.getByRole('listitem')).toHaveText([
    'step 1: 3 examples',
    'step 2: 3 examples',
    'step 3: 1 example',
  ])
  await expect(batches.getByTitle('examples 3, 4, 5')).toHaveCount(1)
  await app.button('Overlays').click()
  await app.surfaceIsDrawn()
  expect(await app.pictureAtRest()).not.toBe(alone)
  // On a ghost, which lies above there.
  await app.stage.hover({ position: middle })
  await expect(app.readout).toHaveText(place!)
  await app.stage.click({ position: middle })
  await expect(app.rows).toHaveCount(1)
  const [x, y] = place!.match(/[−\d.e]+/g)!.map(readPrinted)
  expect(Number(await app.startX.inputValue())).toBeCloseTo(x!, 2)
  expect(Number(await app.startY.inputValue())).toBeCloseTo(y!, 2)
  // The race is no step of the history, the start is one, the ghosts are one.
  await app.button('Undo').click()
  await app.button('Undo').click()
  await page.mouse.move(0, 0)
  await app.button('Overlays').click()
  await expect(page.getByLabel('Surfaces of batches')).toHaveValue('0')
  await expect(batches).toHaveCount(0)
})

test('the surface is of a part of the examples, which the view says, and of all again', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Many examples',
    landscape: { kind: 'network', widths: [2, 4, 2], loss: 'cross-entropy', data: { id: 'moons', examples: 200 } },
  })
  const whole = await app.pictureAtRest()
  await app.button('Overlays').click()
  await page.getByLabel('Examples of the surface').selectOption('16')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('note')).toHaveText('surface on 16 of 200 examples')
  await app.surfaceIsDrawn()
  expect(await app.pictureAtRest()).not.toBe(whole)
  await app.button('Undo').click()
  await expect(page.getByRole('note')).toHaveCount(0)
  await app.surfaceIsDrawn()
  expect(await app.pictureAtRest()).toBe(whole)
})

test('where every step sees all examples there is one surface, and the window says so', async ({ app, page }) => {
  await app.open()
  await app.dropScene({ ...lines, view: { batchSurfaces: 3 } })
  await app.button('Overlays').click()
  await expect(page.getByLabel('Surfaces of batches')).toBeDisabled()
  await expect(page.getByText('Every step sees all examples: there is one surface.')).toBeVisible()
  await app.dropScene(himmelblau)
  await app.button('Overlays').click()
  await expect(page.getByRole('switch', { name: 'Separatrices' })).toBeVisible()
  await expect(page.getByLabel('Surfaces of batches')).toHaveCount(0)
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

const valley = {
  basin: 1,
  title: 'Momentum',
  landscape: { kind: 'expression', expression: '(1-x)^2 + 100*(y-x^2)^2', domain: { x: [-2, 2], y: [-1, 3] } },
  start: [-1.5, 2],
  steps: 20,
  racers: [{ id: 'book', optimizer: 'nesterov-lookahead', lr: 0.001, momentum: 0.9, color: '#ff00aa' }],
}

test('companions are drawn in their racer’s colour, and forces with their lengths while the playhead rests', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({ ...valley, view: { forces: true } })
  await app.button('Race').first().click()
  await expect(app.rows).toHaveCount(1)
  await app.button('Pause').click()
  await app.step.focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
  const lengths = page.getByRole('table', { name: 'Velocity, force and drag' })
  await expect(lengths.getByRole('row', { name: 'book' })).toHaveText(/0\.266.*0\.303.*0\.0266/)
  const share = async () => shareOfColor(page, await app.map.screenshot(), '#ff00aa', 3)
  const alone = await share()
  await app.button('Overlays').click()
  await page.getByRole('switch', { name: 'Companion points' }).click()
  await expect(page.getByText('Dashed: look-ahead.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect.poll(share, { timeout: 15_000 }).toBeGreaterThan(1.1 * alone)
  await app.button('Play').click()
  await expect(lengths).toHaveCount(0)
})
