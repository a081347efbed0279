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

test('a network is drawn on a plane, raced on batches and probed', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  const network = page.getByRole('region', { name: 'Network' })
  await expect(network).toContainText('2 – 6 – 2')
  await expect(network).toContainText('80')
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
  await page.getByRole('tab', { name: 'Analyse' }).click()
  await page.getByText('Noise', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Batch of the cloud' }).fill('20')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Compute noise of the gradient' }).click()
  const plot = page.getByRole('img', { name: 'Standard error of a batch’s gradient by its size' })
  // 1, 2, ... 64 and all 80, with replacement; without, all together have no error.
  await expect(plot.locator('circle title')).toHaveCount(15)
  await expect(page.getByRole('img', { name: 'Gradients of 64 batches on the plane' }).locator('circle')).toHaveCount(65)
  await page.getByRole('button', { name: 'Why the square root' }).click()
  await expect(page.getByText('four times the work for half the error')).toBeVisible()
})
