import { expect, test } from './support/test'

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
  await expect(network.getByRole('group', { name: 'Layers of 2, 16, 16, 2 units' })).toBeVisible()
  await expect(page.getByLabel('Loss', { exact: true })).toHaveValue('cross-entropy')
  // Classes go by their names, in the legend and beside the outputs.
  for (const name of ['inner', 'outer']) {
    await expect(network.locator('.picture-legend')).toContainText(name)
    await expect(network.locator('.drawn-network')).toContainText(name)
  }
  // Rates of the surface before would hardly move it.
  const sgd = app.racers.getByRole('button', { name: /^sgd lr/ })
  await expect(sgd).toHaveAccessibleName(/lr 0\.\d/)
  await expect(sgd).not.toHaveAccessibleName(/0\.0015/)
  await app.button('Race').click()
  await page.keyboard.press('End')
  await expect(app.step).toHaveAttribute('aria-valuetext', /^step (\d+) of \1$/)
  await page.keyboard.press('Control+z')
  await expect(page).toHaveTitle('Rosenbrock – Basin')
  await expect(sgd).toHaveAccessibleName(/0\.0015/)
})

test('a matrix without axes may be a surface or data, and a person says which', async ({ app, page }) => {
  await app.open()
  const matrix = Array.from({ length: 8 }, (_, k) => `${k},${(k * k) % 5},${(3 * k) % 7},${k % 2}`).join('\n')
  await app.drop('matrix.csv', matrix)
  const question = page.getByRole('dialog', { name: 'A surface, or data?' })
  await expect(question).toContainText('8 rows of 4 numbers')
  await question.getByRole('button', { name: 'Data for a network' }).click()
  await page.getByRole('button', { name: 'Make a network' }).click()
  await expect(page.getByRole('group', { name: 'Layers of 3, 16, 16, 2 units' })).toBeVisible()
  await app.drop('matrix.csv', matrix)
  await question.getByRole('button', { name: 'Measured surface' }).click()
  await expect(page).toHaveTitle(/matrix/)
  await app.showsASurface()
})
