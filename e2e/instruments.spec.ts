import { expect, test } from './support/test'

const bowl = { basin: 1, title: 'Bowl', landscape: { kind: 'expression', expression: 'x^2 + y^2' } }

test('a scene opens with the instrument that it names, which can be pinned and undone', async ({ app }) => {
  await app.open()
  await app.dropScene({ ...bowl, view: { instrument: 'sweep' } })
  await expect(app.instrument).toHaveValue('sweep')
  const pin = app.button('Open the scene with this')
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await app.analyse('Step')
  await expect(pin).toHaveAttribute('aria-pressed', 'false')
  await pin.click()
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await app.analyse('Basins')
  await app.button('Undo').click()
  await expect(app.instrument).toHaveValue('sweep')
})

test('what is swept is part of the scene: it opens so, an edit of it is undone', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    ...bowl,
    racers: [
      { id: 'low', optimizer: 'sgd', lr: 0.1 },
      { id: 'high', optimizer: 'sgd', lr: 0.9 },
    ],
    steps: 30,
    view: {
      instrument: 'sweep',
      sweep: { x: { hyperparameter: 'lr', ends: [0.1, 1.2] }, values: 12, after: 3 },
    },
  })
  const panel = page.getByRole('region', { name: 'Analysis' })
  const values = panel.getByLabel('Values along an axis')
  await expect(panel.getByLabel('x swept to')).toHaveValue('1.2')
  await expect(panel.getByLabel('Loss after step')).toHaveValue('3')
  await expect(values).toHaveValue('12')
  await expect(panel).toContainText('1 line for 2 racers')
  await panel.getByRole('button', { name: 'Compute sweep' }).click()
  await expect(panel.getByRole('table', { name: 'Best runs' }).locator('tbody').getByRole('row')).toHaveCount(1)
  // Of x^2 + y^2 the curvature is 2 everywhere.
  await expect(panel.getByText('Dashed: the loss after step 3.')).toContainText('2/λmax = 1: the limit of stability')
  await values.selectOption('16 values')
  await app.button('Undo').click()
  await expect(values).toHaveValue('12')
})

/** A saddle at (0, 0), where the curvature is -1 along x and 1 along y. */
const saddle = {
  basin: 1,
  title: 'Saddle',
  landscape: {
    kind: 'expression',
    expression: 'x^4/4 - x^2/2 + y^2/2',
    domain: { x: [-1.8, 1.8], y: [-1.2, 1.2] },
  },
  start: [0.3, 1],
  racers: [{ id: 'gd', optimizer: 'sgd', lr: 0.1 }],
} as const

test('the cross of a saddle is a maximum along one, a minimum along the other; a drag moves it, its end turns it', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({
    ...saddle,
    view: { instrument: 'cross-section', crossSection: { at: [0, 0], along: 'eigenvectors' } },
  })
  const panel = page.getByRole('region', { name: 'Analysis' })
  const sentence = panel.getByRole('status', { name: 'In words' })
  await expect(sentence).toHaveText(
    'A maximum along one eigenvector, a minimum along the other: a saddle (λ = −1 and 1).',
  )
  const [x, y] = [0, 1].map((k) => panel.getByLabel(`Cross-section through, ${k === 0 ? 'x' : 'y'}`))
  const chart = panel.getByRole('group', { name: 'Cross-section' })
  const box = (await chart.boundingBox())!
  const middle = box.x + 46 + (box.width - 58) / 2
  // Along the curve that lies lower, the least eigenvector's, which leads along x.
  await page.mouse.move(middle, box.y + box.height - 30)
  await page.mouse.down()
  for (const step of [10, 30, 50]) await page.mouse.move(middle - step, box.y + box.height - 30)
  await page.mouse.up()
  await expect(y!).toHaveValue('0')
  expect(Math.abs(Number(await x!.inputValue()))).toBeGreaterThan(0.3)
  await expect(sentence).not.toContainText('a saddle')
  await app.button('Undo').click()
  await expect(x!).toHaveValue('0')
  await expect(sentence).toContainText('a saddle')
  // The end of the line along y lies near the upper side of the map, above its middle.
  const map = (await app.map.boundingBox())!
  const along = panel.getByLabel('Cross-section along')
  const grip = async (): Promise<readonly [number, number]> => {
    for (let py = map.y; py < map.y + 40; py += 2) {
      for (let px = map.x + map.width / 2 - 16; px < map.x + map.width / 2 + 16; px += 4) {
        await page.mouse.move(px, py)
        if ((await app.map.getAttribute('data-over-grip')) !== null) return [px, py]
      }
    }
    throw new Error('no grip')
  }
  const [px, py] = await grip()
  await page.mouse.down()
  for (const step of [10, 20, 40]) await page.mouse.move(px + step, py + 10)
  await page.mouse.up()
  await expect(along).toHaveValue('angle')
  const turned = Number(await panel.getByLabel('Angle of the line, exact').inputValue())
  expect(turned).toBeGreaterThan(20)
  expect(turned).toBeLessThan(80)
  await app.button('Undo').click()
  await expect(along).toHaveValue('eigenvectors')
})

test('a cross-section along the next update marks where the racer lands, wherever the playhead is', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({
    ...saddle,
    view: { instrument: 'cross-section', crossSection: { at: { of: 'gd' }, along: 'update' } },
  })
  const panel = page.getByRole('region', { name: 'Analysis' })
  // lr |g| at (0.3, 1): 0.1 sqrt(0.273^2 + 1)
  await expect(panel.getByText('The step is 0.1037 long.')).toBeVisible()
  await app.race()
  await app.seek(3)
  await expect(panel.getByText(/, step 3, f = /)).toBeVisible()
  await expect(panel.getByText('The step is 0.1037 long.')).toHaveCount(0)
})

test('Taylor bars foretell a step, and say where they are wrong', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Taylor',
    landscape: { kind: 'catalog', id: 'rosenbrock' },
    view: { instrument: 'taylor', taylor: { at: [-1.5, 2], lr: 0.001 } },
  })
  const panel = page.getByRole('region', { name: 'Analysis' })
  const numbers = panel.locator('[aria-label="Change of the loss"] .numbers')
  await expect(numbers).toHaveText(['−26.53', '27.75', '1.223', '−1.194'])
  await expect(panel.getByRole('status', { name: 'In words' })).toHaveText(
    'The two terms foretell a rise of 1.22, and the loss in fact falls by 1.19: they are a model, not a law.',
  )
  const readOuts = panel.getByLabel('Read-outs')
  await expect(readOuts).toContainText('2 g′g / g′Hg9.559325e−4')
  await expect(readOuts).toContainText('κ214.6')
  await app.type(panel.getByLabel('Learning rate of the step, exact'), '0.0005')
  await expect(panel.getByRole('status', { name: 'In words' })).toContainText('short enough for the curvature along g')
  await app.button('Undo').click()
  await expect(numbers).toHaveText(['−26.53', '27.75', '1.223', '−1.194'])
})

test('the drag equation is integrated as its scene opens, and again where a coefficient changes', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Drag',
    landscape: { kind: 'expression', expression: 'x^2/2', domain: { x: [-2, 2], y: [-2, 2] } },
    start: [1, 0],
    steps: 100,
    racers: [{ optimizer: 'momentum', lr: 0.01, momentum: 0.9 }],
    view: { instrument: 'drag', drag: { time: 200 } },
  })
  const left = page.getByRole('table', { name: 'What is left at the end' })
  await expect(left.getByRole('row', { name: 'quadratic' })).toHaveText(/6\.8e−5/)
  await expect(left.getByRole('row', { name: 'dry' })).toHaveText(/0\.2.*0\.02.*6\.28/)
  await page.getByLabel('Coefficient of dry drag').fill('1')
  await page.keyboard.press('Enter')
  await expect(left.getByRole('row', { name: 'dry' })).toHaveText(/1.*0\.5.*0$/)
  await app.button('Undo').click()
  await expect(left.getByRole('row', { name: 'dry' })).toHaveText(/6\.28/)
})
