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
