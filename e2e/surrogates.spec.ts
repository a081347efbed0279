import { readPrinted } from './support/app'
import { expect, test } from './support/test'

/** Six points on a line through the origin's two sides: cross-entropy separates them. */
const six = {
  basin: 1,
  title: 'Surrogate',
  landscape: {
    kind: 'expression',
    expression: 'log(1 + exp(-s*(x*a + y*b)))',
    examples: { a: [2, 1, 1.5, -2, -1, -0.5], b: [1, 2, 0.5, -1, -1.5, -2], s: [1, 1, 1, -1, -1, -1] },
    domain: { x: [-3, 3], y: [-3, 3] },
  },
  start: [-2, 2],
  steps: 50,
  racers: [{ id: 'gd', optimizer: 'sgd', lr: 0.5 }],
  view: { surrogates: { margin: 's*(x*a + y*b)' } },
} as const

test('the 0-1 loss and its surrogates, with the examples’ margins at the playhead', async ({ app, page }) => {
  await app.open()
  await app.dropScene(six)
  await app.analyse('Losses')
  const wrong = page.getByLabel('Examples on the wrong side')
  await expect(wrong).toHaveText('3 of 6 examples wrong: 0-1 risk 0.5, least margin −2 (at the start)')
  await expect(page.locator('.margin-tick')).toHaveCount(6)
  await expect(page.locator('.margin-tick[data-wrong]')).toHaveCount(3)
  // Base 2 bounds the 0-1 loss from above, base e does not.
  const table = page.getByRole('table', { name: 'Losses of a wrong decision' })
  await expect(table.getByRole('row', { name: 'cross-entropy, base 2' }).locator('td')).toHaveText(['1', 'yes'])
  await expect(table.getByRole('row', { name: 'cross-entropy', exact: false }).first().locator('td')).toHaveText([
    '0.6931',
    'no',
  ])

  // The examples follow the playhead: the last mistake is mended, and the margins grow on.
  await app.race()
  await expect(wrong).toContainText('0 of 6 examples wrong')
  await expect(wrong).toContainText('gd, step 50')
  const least = async () => readPrinted((await wrong.textContent())!.match(/least margin (\S+)/)![1]!)
  const atEnd = await least()
  await app.seek(4)
  await expect(wrong).toContainText('0 of 6 examples wrong')
  await expect.poll(least).toBeLessThan(atEnd)
})

test('the threshold is dragged and typed, over margin and probability, and undone', async ({ app, page }) => {
  await app.open()
  await app.dropScene(six)
  await app.analyse('Losses')
  const exact = page.getByLabel('threshold, exact')
  await expect(exact).toHaveValue('0.5')
  const mark = page.locator('.threshold-mark rect').first()
  const box = (await mark.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 30, y, { steps: 4 })
  await page.mouse.up()
  const dragged = Number(await exact.inputValue())
  expect(dragged).toBeGreaterThan(0.6)
  expect(dragged).toBeLessThan(0.99)
  // A margin is not enough by itself any more.
  await expect(page.getByLabel('Examples on the wrong side')).toContainText('of 6 examples wrong')
  await page.keyboard.press('Control+z')
  await expect(exact).toHaveValue('0.5')

  await page.getByRole('radiogroup', { name: 'Losses over' }).getByText('probability p').click()
  await app.type(exact, '0.25')
  const table = page.getByRole('table', { name: 'Losses of a wrong decision' })
  await expect(table.getByRole('row', { name: 'cross-entropy, base 2' }).locator('td')).toHaveText(['2', 'yes'])
  await expect(table.getByRole('row', { name: 'squared' }).locator('td')).toHaveText(['0.5625', 'no'])
  const plot = page.getByRole('group', { name: 'Losses over the probability' })
  await plot.focus()
  for (let k = 0; k < 3; k++) await plot.press('ArrowRight')
  await expect(page.locator('.surrogates .line-plot-legend').first()).toContainText('0-1 1')
})

test('a network of classes shows its examples by class; a margin in unknown names is refused', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Moons',
    landscape: {
      kind: 'network',
      widths: [2, 4, 2],
      loss: 'cross-entropy',
      data: { id: 'moons', examples: 20, noise: 0.15, seed: 1 },
    },
    steps: 20,
    racers: [{ id: 'adam', optimizer: 'adam', lr: 0.05 }],
  })
  await app.analyse('Losses')
  await expect(page.locator('.margin-strip text')).toHaveText(['y = 1', 'y = 0'])
  await expect(page.locator('.margin-tick')).toHaveCount(20)
  await app.race()
  await expect(page.getByLabel('Examples on the wrong side')).toContainText('adam, step 20')

  await app.dropScene({ ...six, title: 'No margin', view: {} } as never)
  await expect(page.locator('.margin-strip')).toHaveCount(0)
  await app.type(page.getByLabel('Margin of an example'), 's*(x*c)')
  await expect(page.getByRole('region', { name: 'Analysis' }).getByRole('alert')).toContainText('"c"')
  await app.type(page.getByLabel('Margin of an example'), 's*(x*a + y*b)')
  await expect(page.locator('.margin-tick')).toHaveCount(6)
})
