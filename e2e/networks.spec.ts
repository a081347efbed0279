import type { Locator, Page } from '@playwright/test'
import { countColors } from './support/pixels'
import { expect, test } from './support/test'

const moons = {
  basin: 1,
  title: 'Moons',
  landscape: {
    kind: 'network',
    widths: [2, 6, 2],
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 100, noise: 0.15, split: [0.8, 0.1, 0.1] },
    init: { id: 'xavier' },
  },
  steps: 40,
  batch: { sampler: 'reshuffle', size: 16 },
  measure: { every: 5 },
  racers: [{ optimizer: 'adam', lr: 0.05 }],
} as const

test('the chart chooses its quantities, measures what is missing, and goes into the scene', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  await app.race()
  await page.getByLabel('Second quantity').selectOption('test accuracy')
  await page.getByLabel('Quantity', { exact: true }).selectOption('risk')
  const missing = page.getByRole('list', { name: 'Not on the chart' })
  await expect(missing).toContainText('risk is not measured in this race')
  await missing.getByRole('button', { name: 'Measure it' }).click()
  await expect(missing).toHaveCount(0)
  await app.button('Undo').click()
  await expect(missing).toHaveCount(1)
  await app.button('Undo').click()
  await expect(page.getByLabel('Quantity', { exact: true })).toHaveValue('loss')
  await page.locator('.chart-host').hover()
  await expect(page.getByRole('status', { name: 'Values at the pointer' })).toContainText('test accuracy')
})

test('a network is drawn on a plane, raced on batches and probed', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  const network = page.getByRole('region', { name: 'Network' })
  await expect(network.getByRole('group', { name: 'Layers of 2, 6, 2 units' })).toBeVisible()
  await expect(network).toContainText('32 parameters, 80 examples')
  await expect(network).toContainText('two random directions')
  await app.button('Race').click()
  await page.keyboard.press('End')
  await expect(app.step).toHaveAttribute('aria-valuetext', /40 of 40/)
  await expect(page.getByRole('region', { name: 'Probe' })).toContainText('at (0, 0)')
  // 40 steps of 16 of 80 are 8 epochs.
  await page.getByLabel('compare by').selectOption('epoch')
  await expect(app.step).toHaveAttribute('aria-valuetext', 'epoch 8 of 8')
})

test('the noise of a batch’s gradient is measured beside its laws', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  await app.analyse('Noise')
  await page.getByRole('textbox', { name: 'Batch of the cloud' }).fill('20')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Compute noise of the gradient' }).click()
  const plot = page.getByRole('img', { name: 'Standard error of a batch’s gradient by its size' })
  // 1, 2, ... 64 and all 80, with replacement; without, all together have no error.
  await expect(plot.locator('circle title')).toHaveCount(15)
  await expect(page.getByRole('img', { name: 'Gradients of 64 batches on the plane' }).locator('circle')).toHaveCount(
    65,
  )
  await page.getByRole('button', { name: 'Why the square root' }).click()
  await expect(page.getByText('four times the work for half the error')).toBeVisible()
})

test('from an empty window a network trains after one click, its regions drawn at the playhead', async ({
  app,
  page,
}) => {
  await app.open()
  await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: 'Two spirals' }).click()
  await expect(page).toHaveTitle(/Two spirals/)
  const picture = dataPicture(page)
  await expect(picture).toHaveAccessibleName(/240 training, 60 test examples of 2 classes, with the regions of adam/)
  // Before a race has begun there is no end to go to.
  await expect(app.rows).not.toHaveCount(0)
  await page.keyboard.press('End')
  await expect(picture).toHaveAccessibleName(/with the regions of adam at step 2000$/, { timeout: 30_000 })
  const trained = await atRest(picture)
  await page.keyboard.press('Home')
  await expect(picture).toHaveAccessibleName(/at step 0$/)
  expect(await atRest(picture)).not.toEqual(trained)
  // Shades of two classes, and not a plain ground.
  expect(await countColors(page, await picture.screenshot())).toBeGreaterThan(100)
  await page.getByLabel('Racer whose network is shown').selectOption('racer rmsprop')
  await expect(picture).toHaveAccessibleName(/with the regions of rmsprop at step 0$/)
})

test('every network of the gallery opens and trains', async ({ app, page }) => {
  await app.open()
  const list = page.getByRole('list', { name: 'Networks' })
  const names = await list.getByRole('button').allTextContents()
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) {
    await list.getByRole('button', { name, exact: true }).click()
    await expect(page).toHaveTitle(new RegExp(name))
    await expect(app.rows).not.toHaveCount(0)
    await expect(dataPicture(page)).toHaveAccessibleName(/with the (regions|curve) of .* at step/)
    await expect(app.alerts).toHaveCount(0)
    expect(await isSideways(page)).toBe(false)
  }
})

test('a network is edited step by step, and each step undone', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  const network = page.getByRole('region', { name: 'Network' })
  const layers = network.getByRole('group', { name: /^Layers of/ })
  await app.button('More units in hidden layer 1').click()
  await expect(layers).toHaveAccessibleName('Layers of 2, 7, 2 units')
  await app.button('Hidden layers: one more').click()
  await expect(layers).toHaveAccessibleName('Layers of 2, 7, 7, 2 units')
  await page.getByLabel('Activation', { exact: true }).selectOption('relu')
  await page.getByLabel('Data set').selectOption('Gaussian blobs')
  await expect(layers).toHaveAccessibleName('Layers of 2, 7, 7, 3 units')
  await expect(dataPicture(page)).toHaveAccessibleName(/examples of 3 classes/)
  // A margin is that of two classes: the menu says why it is not to be had.
  await expect(page.getByLabel('Loss', { exact: true }).locator('option', { hasText: 'hinge' })).toHaveText(
    'hinge: wants two classes, and these data have 3',
  )
  await expect(page.getByLabel('Loss', { exact: true }).locator('option', { hasText: 'hinge' })).toBeDisabled()
  await page.getByLabel('Data set').selectOption('Sine')
  await expect(layers).toHaveAccessibleName('Layers of 1, 7, 7, 1 units')
  await expect(page.getByLabel('Loss', { exact: true })).toHaveValue('mse')
  await expect(dataPicture(page)).toHaveAccessibleName(/with the curve of the network as it begins$/)
  await expect(app.alerts).toHaveCount(0)
  expect(await isSideways(page)).toBe(false)
  for (const units of ['2, 7, 7, 3', '2, 7, 7, 2', '2, 7, 7, 2', '2, 7, 2', '2, 6, 2']) {
    await app.button('Undo').click()
    await expect(layers).toHaveAccessibleName(`Layers of ${units} units`)
  }
})

test('a hidden unit under the arrow keys shows what it gives', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  const picture = dataPicture(page)
  await expect(picture).toHaveAccessibleName(/with the regions of the network as it begins$/)
  const own = await atRest(picture)
  await page.getByRole('group', { name: /^Layers of/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(picture).toHaveAccessibleName(/with unit 1 of hidden layer 1 of/)
  await page.keyboard.press('ArrowDown')
  await expect(picture).toHaveAccessibleName(/with unit 2 of hidden layer 1 of/)
  expect(await atRest(picture)).not.toEqual(own)
  await page.keyboard.press('Escape')
  await expect(picture).toHaveAccessibleName(/with the regions of the network as it begins$/)
  expect(await atRest(picture)).toEqual(own)
})

test('of two parameters the surface is the whole loss, and a dragged point moves it', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Line',
    landscape: {
      kind: 'network',
      widths: [1, 1],
      loss: 'mse',
      data: { inputs: [[-1], [0], [1]], targets: [-1, 0, 1] },
      theta: [0.5, 0],
      domain: { x: [-2, 2], y: [-2, 2] },
    },
    racers: [{ optimizer: 'sgd', lr: 0.1 }],
  })
  await expect(page.getByRole('region', { name: 'Network' })).toContainText('the surface is the whole loss, no slice')
  const picture = dataPicture(page)
  await expect(picture).toHaveAttribute('aria-busy', 'false')
  // J = mean (x/2 - x)^2 = 1/6.
  await expect(app.probe).toContainText('0.16666')
  const box = (await picture.boundingBox())!
  const corner = await lastPoint(picture)
  await page.mouse.move(box.x + corner.x, box.y + corner.y)
  await page.mouse.down()
  await page.mouse.move(box.x + corner.x, box.y + corner.y + 40, { steps: 4 })
  await page.mouse.up()
  await expect(app.probe).not.toContainText('0.16666')
  await app.surfaceIsDrawn()
  await expect(app.alerts).toHaveCount(0)
  await app.button('Undo').click()
  await expect(app.probe).toContainText('0.16666')
})

function dataPicture(page: Page): Locator {
  return page.getByRole('img', { name: /training.* examples/ })
}

/** What is drawn once nothing finer is on its way. */
async function atRest(picture: Locator): Promise<string> {
  await expect(picture).toHaveAttribute('aria-busy', 'false')
  return picture.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
}

/** Whether the panel of the landscape could be scrolled sideways. */
function isSideways(page: Page): Promise<boolean> {
  return page
    .getByRole('complementary', { name: 'Landscape' })
    .evaluate((panel) => panel.scrollWidth > panel.clientWidth)
}

/** Where the highest of three points on a line is, which is the one furthest to the right. */
function lastPoint(picture: Locator): Promise<{ readonly x: number; readonly y: number }> {
  return picture.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const scale = canvas.width / canvas.clientWidth
    const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    let [sumX, sumY, count] = [0, 0, 0]
    // The blue of class 0, in the right third.
    for (let y = 0; y < height; y++) {
      for (let x = Math.floor((2 * width) / 3); x < width; x++) {
        const at = 4 * (y * width + x)
        if (Math.hypot(data[at]! - 51, data[at + 1]! - 117, data[at + 2]! - 191) > 12) continue
        sumX += x
        sumY += y
        count++
      }
    }
    return { x: sumX / count / scale, y: sumY / count / scale }
  })
}

test('a network is found by a word, and opened by keys alone', async ({ app, page }) => {
  await app.open()
  const search = page.getByLabel('Search landscapes')
  const list = page.getByRole('list', { name: 'Landscapes' })
  await search.fill('neural network')
  const first = list.getByRole('button').first()
  await expect(first).toHaveText('A line through points')
  await expect(first).toBeInViewport({ ratio: 1 })
  await search.fill('spirals')
  await search.press('Tab')
  await expect(list.getByRole('button', { name: 'Two spirals' })).toBeFocused()
  await search.press('Enter')
  await expect(page).toHaveTitle(/Two spirals/)
  await expect(search).toHaveValue('')
  await app.button('All commands').click()
  await page.getByLabel('Search commands').fill('neural network')
  await expect(page.getByRole('button', { name: 'Example: Moons that overfit' })).toBeVisible()
})

test('under a resting pointer stands what the network gives there now', async ({ app, page }) => {
  await app.open()
  await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: 'A line through points' }).click()
  const picture = dataPicture(page)
  await expect(app.rows).not.toHaveCount(0)
  await page.keyboard.press('End')
  await expect(picture).toHaveAccessibleName(/at step 60$/)
  await picture.hover()
  const trained = await picture.locator('output').textContent()
  expect(trained).toContain(' → ')
  await page.keyboard.press('Home')
  await expect(picture.locator('output')).not.toHaveText(trained!)
  await expect(picture.locator('output')).toContainText(' → ')
})

test('a trained network is drawn on the plane of its own path in two clicks, then of eigenvectors, and undone', async ({
  app,
  page,
}) => {
  await app.open()
  await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: 'Moons that overfit' }).click()
  await expect(page).toHaveTitle(/Moons that overfit/)
  const network = page.getByRole('region', { name: 'Network' })
  await expect(network).toContainText('a plane along two random directions')
  await network.getByRole('button', { name: 'Choose plane' }).click()
  const plane = page.getByLabel('Plane', { exact: true })
  await plane.selectOption({ label: 'principal directions' })
  await expect(page.getByText(/hold [\d.]+ % and [\d.]+ % of the squared distance/)).toBeVisible({ timeout: 60_000 })
  await expect(plane).toHaveValue('pca')
  await expect(network).toContainText('a plane along principal directions of the path of adam, about its end')
  await page.getByRole('tab', { name: 'Race' }).click()
  await expect(page.getByLabel('Start', { exact: true })).toHaveValue('initialisation')
  await page.getByRole('tab', { name: 'Analyse' }).click()
  await app.surfaceIsDrawn()
  await plane.selectOption({ label: 'eigenvectors' })
  await expect(page.getByText(/Eigenvalues of the Hessian at the origin: [\d.]+ and [\d.]+/)).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByLabel('Origin of the slice')).toHaveValue('{"kind":"end","of":"adam"}')
  await expect(page.getByText(/of the squared distance/)).toHaveCount(0)
  await app.surfaceIsDrawn()
  await expect(app.alerts).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(plane).toHaveValue('pca')
  await page.keyboard.press('Control+z')
  await expect(plane).toHaveValue('default')
})

test('the surface is that of another mean, and the chart marks where stop rules would end the race', async ({
  app,
  page,
}) => {
  await app.open()
  const data = { id: 'moons', examples: 90, noise: 0.2, split: [1 / 3, 1 / 3, 1 / 3] }
  const landscape = { kind: 'network', widths: [2, 8, 2], loss: 'cross-entropy', data }
  const racers = [{ optimizer: 'adam', lr: 0.1 }]
  await app.dropScene({ basin: 1, title: 'Held out', landscape, racers, steps: 100, measure: { every: 10 } })
  await app.surfaceIsDrawn()
  const means = page.getByRole('radiogroup', { name: 'Surface of' })
  await expect(means.getByRole('radio')).toHaveCount(4)
  await expect(app.probe).toContainText('value')
  const training = await app.pictureAtRest()
  for (const [label, name] of [
    ['J test', 'J test'],
    ['risk R', 'R'],
  ] as const) {
    await means.getByText(label).click()
    await app.surfaceIsDrawn()
    await expect(app.probe.locator('dt').first()).toHaveText(name)
    expect(await app.pictureAtRest()).not.toBe(training)
  }
  await app.button('Undo').click()
  await app.button('Undo').click()
  await app.surfaceIsDrawn()
  await expect.poll(() => app.picture()).toBe(training)
  await app.race()
  await app.button('Chart settings').click()
  await app.type(page.getByLabel('Mark early stopping with patience'), '3')
  await app.type(page.getByLabel('Mark gradient norm'), '0.05')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('group', { name: /^Race chart.*would stop \(steps\): t\* at \d+/ })).toBeVisible()
})
