import { expect, test } from './support/test'

const softplus = {
  basin: 1,
  title: 'Softplus',
  landscape: { kind: 'expression', expression: 'log(1+exp(-x))', domain: { x: [-2, 12], y: [-1, 1] } },
  start: [0, 0],
  steps: 2000,
  racers: [{ optimizer: 'sgd', lr: 1 }],
} as const

test('a law is fitted to the excess over a range that is dragged, undone and saved with the scene', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({ ...softplus, view: { chart: { quantity: 'excess' } } })
  await app.race()
  const chart = page.getByRole('group', { name: /^Race chart/ })
  await expect(page.getByRole('list', { name: 'Not on the chart' })).toContainText('the lowest loss is not known here')
  await app.button('Take 0').click()
  await app.button('Chart settings').click()
  await page.getByLabel('Chart scale along').selectOption('log')
  await page.getByRole('switch', { name: 'Fit a law' }).click({ force: true })
  await page.keyboard.press('Escape')
  await expect(chart).toHaveAccessibleName(/fitted over steps 200 to 2000: sgd slope −1\.00\d+ ± /)

  const from = page.getByRole('slider', { name: 'Fit from' })
  const box = (await from.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x - 60, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect(from).not.toHaveAttribute('aria-valuenow', '200')
  await expect(chart).toHaveAccessibleName(/over steps \d\d to 2000: sgd slope −1\.00\d+ ± /)
  await app.button('Undo').click()
  await expect(from).toHaveAttribute('aria-valuenow', '200')
  await from.press('ArrowRight')
  await expect(from).not.toHaveAttribute('aria-valuenow', '200')
})

test('over seeds the law is of their mean, and on a linear axis a factor a step', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    ...softplus,
    title: 'Bowl',
    landscape: { kind: 'expression', expression: 'x^2/2 + 0.05*y^2', domain: { x: [-2, 2], y: [-2, 2] } },
    start: [1, 1],
    steps: 100,
    view: { chart: { quantity: 'excess', best: { value: 0 }, fit: [1, 100] } },
  })
  await app.race()
  const chart = page.getByRole('group', { name: /^Race chart/ })
  await expect(chart).toHaveAccessibleName(/fitted over steps 1 to 100: sgd ×0\.81000 ± \S+ a step/)
  await app.type(page.getByLabel('Seeds', { exact: true }), '3')
  await expect(chart).toHaveAccessibleName(/fitted to the mean of the seeds over steps 1 to 100/)
})
