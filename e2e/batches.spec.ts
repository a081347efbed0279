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
  await app.analyse('Step')
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

test('batches are listed in the window: typed, pasted, dropped, told wrong by line and index, and undone', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene(sum)
  const sampler = page.getByLabel('batch', { exact: true })
  await sampler.selectOption('listed')
  const list = page.getByLabel('batches', { exact: true })
  await expect(list).toHaveValue('0 1 2 3 4 5 6 7')
  const field = page.locator('.listed-batches')
  await expect(field).toContainText('1 batch of 8, 8 draws, 8 different examples of 8')

  await list.fill('0 1\n2, 3\n8 1.5\n')
  await expect(app.alerts).toContainText('line 3, index 1: there is no example 8 among 8')
  await expect(app.alerts).toContainText('line 3, index 2: 1.5 is no whole number')
  await expect(field).toContainText('still in use: 1 batch of 8')
  await list.blur()
  await expect(app.alerts).toHaveCount(1)
  await list.fill('0 1\n2, 3\n\n')
  await list.press('Control+Enter')
  await expect(list).toHaveValue('0 1\n2 3')
  await expect(field).toContainText('2 batches of 2, 4 draws, 4 different examples of 8')

  await list.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', '[[4, 5, 6],\n[7]]')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(list).toHaveValue('4 5 6\n7')
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['[[0], [0, 7]]'], 'batches.json'))
    return transfer
  })
  await list.dispatchEvent('drop', { dataTransfer: dropped })
  await expect(list).toHaveValue('0\n0 7')
  await expect(field).toContainText('2 batches of 1 to 2, 3 draws, 2 different examples of 8')
  await expect(page).toHaveTitle('• Sum – Basin')

  await app.button('Race').click()
  await page.keyboard.press('End')
  // An epoch of 8 takes 6 steps of 1 and 2 examples in turn; 40 steps begin 7, and the last one ends at 57.
  await expect(app.step).toHaveAttribute('aria-valuetext', 'examples 57 of 57')
  for (const before of ['4 5 6\n7', '0 1\n2 3', '0 1 2 3 4 5 6 7']) {
    await app.button('Undo').click()
    await expect(list).toHaveValue(before)
  }
  await app.button('Undo').click()
  await expect(sampler).toHaveValue('full')
  await expect(list).toHaveCount(0)
})

/** What the first racer has seen until the playhead. */
function spent(app: App) {
  return app.rows.first().locator('.evaluations')
}
