import type { App } from './support/app'
import { expect, test } from './support/test'

const sum = {
  basin: 1,
  title: 'Sum',
  landscape: {
    kind: 'expression',
    expression: '(x*t + y - r)^2',
    domain: { x: [-2, 2], y: [-2, 2] },
    examples: { t: [0, 1, 2, 3, 4, 5, 6, 7], r: [1, 0, 2, 1, 3, 2, 4, 3] },
  },
  start: [1.5, 1],
  steps: 40,
  compareBy: 'examples',
  racers: [{ optimizer: 'sgd', lr: 0.01 }],
} as const

test('a sum over examples is raced on batches that are set in the window, and undone', async ({ app, page }) => {
  await app.open()
  await app.dropScene(sum)
  await expect(page.getByLabel('Columns of the examples')).toContainText('8 numbers, 0 to 7')
  const batch = page.getByLabel('batch', { exact: true })
  await expect(batch).toHaveValue('full')
  await batch.selectOption('sequential')
  const size = page.getByLabel('batch size', { exact: true })
  await app.type(size, '9')
  await expect(app.alerts).toHaveText('must be at most 8')
  await size.press('Escape')
  await app.type(size, '2')
  // Of 8 none is left over.
  await page.getByRole('switch', { name: 'drop last batch' }).press('Space')
  await app.type(page.getByLabel('Measure every'), '1')
  await app.button('Race').click()
  await page.keyboard.press('End')
  // 40 steps of 2 are 10 epochs of 8.
  await expect(app.step).toHaveAttribute('aria-valuetext', 'examples 80 of 80')
  await expect(spent(app)).toHaveText('80')
  await app.button('One back').click()
  await expect(app.step).toHaveAttribute('aria-valuetext', 'examples 78 of 80')
  await expect(page.getByRole('group', { name: 'Race chart. dots: losses of the batches' })).toBeVisible()

  await page.getByLabel('Compare by').selectOption('epoch')
  await expect(app.step).toHaveAttribute('aria-valuetext', 'epoch 9.7 of 10')
  await page.getByRole('tab', { name: 'Analyse' }).click()
  await page.getByText('Step', { exact: true }).click()
  await app.stage.focus()
  await page.keyboard.press('End')
  await expect(page.getByLabel('Step laid open')).toHaveText('40 of 40')
  await expect(page.getByRole('table', { name: 'Stages' })).toContainText('batch ∇f')
  for (const number of await page.getByLabel('Change of the loss').locator('.numbers').allTextContents())
    expect(number).toMatch(/\d/)

  await page.getByRole('tab', { name: 'Race' }).click()
  for (let edits = 0; edits < 5; edits++) await app.button('Undo').click()
  await expect(batch).toHaveValue('full')
  await expect(page.getByRole('switch', { name: 'drop last batch' })).toHaveCount(0)
  await expect(app.step).toHaveAttribute('aria-valuetext', /^examples \d+ of 320$/)
  await app.stage.focus()
  await page.keyboard.press('End')
  await expect(spent(app)).toHaveText('320')
})

/** What the first racer has seen until the playhead. */
function spent(app: App) {
  return app.rows.first().locator('.evaluations')
}
