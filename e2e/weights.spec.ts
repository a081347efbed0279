import { expect, test } from './support/test'

const begun = (id: string, init: Readonly<Record<string, unknown>>) => ({
  id,
  optimizer: 'sgd',
  lr: 0.1,
  start: { kind: 'initialisation', init },
})

const moons = {
  basin: 1,
  title: 'Weights',
  landscape: {
    kind: 'network',
    widths: [2, 4, 2],
    activation: 'tanh',
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 60, noise: 0.15, seed: 1 },
  },
  steps: 100,
  racers: [begun('alike', { id: 'constant', val: 0.3 }), begun('mixed', { id: 'xavier' })],
} as const

test('weights as heat maps: units that begin alike are lit and stay so, cells are read by keys, saved in the scene', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({ ...moons, view: { instrument: 'weights' } })
  const panel = page.getByRole('region', { name: 'Analysis' })
  const layer = panel.getByRole('group', { name: /^Weights of hidden layer 1: / })
  const outputs = panel.getByRole('group', { name: /^Weights of outputs: / })
  await expect(layer).toHaveAccessibleName(
    'Weights of hidden layer 1: 4 units, 4 alike, of 2 inputs and a bias each, from −0.3 to 0.3',
  )
  await expect(outputs).toHaveAccessibleName(/2 units, 2 alike/)
  await layer.focus()
  await page.keyboard.press('ArrowDown')
  const reading = layer.locator('output')
  await expect(reading).toHaveText('unit 1, input 1: 0.3; 3 more like it')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(reading).toHaveText('unit 2, bias: 0; 3 more like it')
  await page.keyboard.press('Escape')
  await expect(reading).toHaveText('')
  await app.race()
  await expect(panel.locator('.weights-step')).toHaveText('step 100')
  await expect(layer).toHaveAccessibleName(/4 units, 4 alike/)
  await expect(layer).not.toHaveAccessibleName(/to 0\.3$/)
  await expect(outputs).not.toHaveAccessibleName(/alike/)
  await app.seek(0)
  await expect(layer).toHaveAccessibleName(/to 0\.3$/)
  await page.getByLabel('Weights of', { exact: true }).selectOption('mixed')
  await expect(layer).toHaveAccessibleName(/: 4 units, of 2 inputs/)
  await app.button('Undo').click()
  await expect(layer).toHaveAccessibleName(/alike/)
})

test('the drawn network stands beside the analyses too, its first unit ready to be swapped', async ({ app, page }) => {
  await app.open()
  const landscape = { ...moons.landscape, widths: [2, 3, 2] }
  await app.dropScene({
    ...moons,
    landscape,
    racers: [{ optimizer: 'adam', lr: 0.05 }],
    view: { instrument: 'network' },
  })
  const panel = page.getByRole('region', { name: 'Analysis' })
  await panel.getByRole('button', { name: 'Swap with' }).click()
  await expect(panel.getByRole('status', { name: 'Twin in place of the network' })).toContainText('difference 0')
  await page.keyboard.press('Control+z')
  await expect(panel.getByRole('status', { name: 'Twin in place of the network' })).toHaveCount(0)
})

test('the losses at which many seeds end are a histogram', async ({ app, page }) => {
  await app.open()
  const racers = [{ id: 'net', optimizer: 'sgd', lr: 0.1 }]
  await app.dropScene({ ...moons, racers, view: { instrument: 'seeds', ensemble: { seeds: 12 } } })
  await app.race()
  await expect(page.getByRole('img', { name: 'Histogram of the losses at the end' })).toBeVisible({ timeout: 30_000 })
  const [least, median, greatest] = (
    await page.getByRole('table', { name: 'Losses at the end' }).locator('tbody td').allTextContents()
  ).map(Number)
  expect(least).toBeGreaterThan(0)
  expect(median).toBeGreaterThan(least!)
  expect(greatest).toBeGreaterThan(median!)
})

test('a step tells the effective rate of each coordinate', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Rates',
    landscape: { kind: 'expression', expression: 'x + 100*y' },
    start: [0, 0],
    steps: 4,
    racers: [
      { id: 'descent', optimizer: 'sgd', lr: 0.01 },
      { id: 'rms', optimizer: 'adagrad', lr: 0.1 },
    ],
    view: { instrument: 'step', step: { of: 'rms' } },
  })
  await app.race()
  const rates = page.getByRole('table', { name: 'Effective learning rates' }).locator('tbody .numbers')
  await app.seek(1)
  // AdaGrad's first step is lr times the sign of the gradient.
  await expect(rates).toHaveText(['0.1', '1e−3'])
  await page.getByLabel('Step of', { exact: true }).selectOption('descent')
  await expect(rates).toHaveText(['0.01', '0.01'])
})
