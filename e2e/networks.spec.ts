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
  await expect(page.getByRole('img', { name: 'Gradients of 64 batches on the plane' }).locator('circle')).toHaveCount(
    65,
  )
  await page.getByRole('button', { name: 'Why the square root' }).click()
  await expect(page.getByText('four times the work for half the error')).toBeVisible()
})

/** Points of a circle and around it, by a rule that needs no chance. */
function rings(): string {
  const rows = Array.from({ length: 40 }, (_, k) => {
    const [angle, radius] = [2.4 * k, k % 2 === 0 ? 1 : 3]
    return `${radius * Math.cos(angle)},${radius * Math.sin(angle)},${k},${k % 2 === 0 ? 'inner' : 'outer'}`
  })
  return `a,b,number,ring\n${rows.join('\n')}\n`
}

test('a table of one’s own is dropped, its columns chosen, and becomes a network that is raced and undone', async ({
  app,
  page,
}) => {
  await app.open()
  await app.drop('rings.csv', rings())
  const dialog = page.getByRole('dialog', { name: 'Data for a network' })
  await expect(dialog).toContainText('rings.csv: 40 examples of 4 columns')
  await expect(dialog.getByRole('row')).toHaveCount(9)
  await expect(dialog.getByLabel('Role of ring')).toHaveValue('target')
  // A choice that cannot be is told where it was made.
  await dialog.getByLabel('Role of number').selectOption('left out')
  await dialog.getByText('numbers', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Make a network' }).click()
  await expect(dialog.getByRole('alert')).toContainText('line 2: target "ring" is "inner", expected a number')
  await dialog.getByText('classes', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Make a network' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page).toHaveTitle('• rings – Basin')
  const network = page.getByRole('region', { name: 'Network' })
  await expect(network).toContainText('2 – 16 – 16 – 2')
  await expect(network).toContainText('cross-entropy')
  await app.button('Race').click()
  await page.keyboard.press('End')
  await expect(app.step).toHaveAttribute('aria-valuetext', /^step (\d+) of \1$/)
  await page.keyboard.press('Control+z')
  await expect(page).toHaveTitle('Rosenbrock – Basin')
})

test('a matrix without axes may be a surface or data, and a person says which', async ({ app, page }) => {
  await app.open()
  const matrix = Array.from({ length: 8 }, (_, k) => `${k},${(k * k) % 5},${(3 * k) % 7},${k % 2}`).join('\n')
  await app.drop('matrix.csv', matrix)
  const question = page.getByRole('dialog', { name: 'A surface, or data?' })
  await expect(question).toContainText('8 rows of 4 numbers')
  await question.getByRole('button', { name: 'Data for a network' }).click()
  await page.getByRole('button', { name: 'Make a network' }).click()
  await expect(page.getByRole('region', { name: 'Network' })).toContainText('3 – 16 – 16 – 2')
  await app.drop('matrix.csv', matrix)
  await question.getByRole('button', { name: 'Measured surface' }).click()
  await expect(page).toHaveTitle(/matrix/)
  await app.showsASurface()
})
