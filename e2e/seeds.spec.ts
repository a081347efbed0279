import { expect, test } from './support/test'

const moons = {
  basin: 1,
  title: 'Moons',
  landscape: {
    kind: 'network',
    widths: [2, 4, 2],
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 40, noise: 0.1, split: [0.8, 0, 0.2] },
  },
  steps: 30,
  racers: [{ optimizer: 'sgd', lr: 0.3 }, { optimizer: 'trust-region' }],
} as const

test('many seeds are bands of whatever the chart shows, and words where there are none', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  await app.race()
  const chart = page.getByRole('group', { name: /^Race chart/ })
  const quantity = page.getByLabel('Quantity', { exact: true })
  await app.type(page.getByLabel('Seeds', { exact: true }), '6')
  const missing = page.getByText(/No bands?( of|:)/)
  const bands = /bands: middle 80 % of 6 seeds, thin lines: median/
  await expect(chart).toHaveAccessibleName(bands)
  for (const shown of ['gradient-norm', 'step-length', 'parameter-norm', 'test', 'accuracy', 'loss']) {
    await quantity.selectOption(shown)
    await expect(chart).toHaveAccessibleName(bands)
    await expect(missing).toHaveCount(0)
  }
  await quantity.selectOption('learning-rate')
  await expect(missing).toHaveText('No band of trust-region: no learning rate.')
  await expect(chart).toHaveAccessibleName(bands)
})

test('what a race does not tell has no bands', async ({ app, page }) => {
  await app.open()
  const landscape = { kind: 'expression', expression: 'x^2 + y^2' }
  const noise = { kind: 'gaussian', scale: 0.1 }
  await app.dropScene({
    basin: 1,
    title: 'Bowl',
    landscape,
    noise,
    record: 5,
    view: { chart: { quantity: 'step-length' } },
  })
  await app.race()
  await app.type(page.getByLabel('Seeds', { exact: true }), '6')
  await expect(page.getByText('No bands: this race has no step length.')).toBeVisible()
  await app.button('Record every step').click()
  await app.race()
  await expect(page.getByText('No bands:')).toHaveCount(0)
  await expect(page.getByRole('group', { name: /^Race chart.* bands: middle 80 % of 6 seeds/ })).toBeVisible()
})
