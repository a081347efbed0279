import { expect, test } from './support/test'

const wells = {
  basin: 1,
  title: 'Wells',
  landscape: { kind: 'expression', expression: 'x^4/4 - x^2/2 + y^2/2', domain: { x: [-1.8, 1.8], y: [-1.2, 1.2] } },
  start: [0, 1],
  noise: { kind: 'gaussian', scale: 0.0447 },
  racers: [
    { id: 'isotropic', optimizer: 'sgd', lr: 0.1 },
    {
      id: 'along y',
      optimizer: 'sgd',
      lr: 0.1,
      noise: {
        kind: 'covariance',
        covariance: [
          [0, 0],
          [0, 0.002],
        ],
      },
    },
  ],
} as const

test('many seeds leave a saddle in their time, to both sides, and are heat on the surface', async ({ app, page }) => {
  await app.open()
  await app.dropScene({ ...wells, view: { instrument: 'seeds', ensemble: { seeds: 200 } } })
  await app.race()
  await page.getByLabel('Watched').selectOption('x')
  await app.type(page.getByLabel('Bound', { exact: true }), '0.5')
  const times = page.getByRole('table', { name: 'Leaving times' })
  await expect(times.getByRole('row', { name: /^isotropic 100 % 4\d \d+ \d+(\.\d)? : \d+(\.\d)? %$/ })).toBeVisible()
  await expect(times.getByRole('row', { name: /^along y 0 % — — —$/ })).toBeVisible()
  const plain = await app.pictureAtRest()
  await page.getByRole('switch', { name: 'Heat map on the surface' }).click({ force: true })
  await expect.poll(() => app.picture()).not.toBe(plain)
  await app.button('Undo').click()
  await expect.poll(() => app.picture()).toBe(plain)
  await app.seek(0)
  await expect(page.getByRole('table', { name: 'Places of the seeds' }).getByRole('row').nth(1)).toContainText('(0, 1)')
})

test('schedules are told with their sums and whether they meet the conditions', async ({ app, page }) => {
  await app.open()
  const racers = [
    { optimizer: 'sgd', lr: 1, schedule: { id: 'inverse-time' } },
    { id: 'constant', optimizer: 'sgd', lr: 0.1 },
  ]
  await app.dropScene({ ...wells, racers, steps: 1000, view: { instrument: 'schedules', scheduleScale: 'log' } })
  const sums = page.getByRole('group', { name: 'Partial sums of the learning rates' })
  await sums.press('ArrowRight')
  for (let k = 0; k < 3; k++) await sums.press('ArrowRight')
  // 1 + 1/2 + 1/3 + 1/4, and 4 times 0.1.
  await expect(page.getByText(/^step 4/).first()).toBeVisible()
  await expect(page.locator('.line-plot-legend').filter({ hasText: 'sgd 2.08' })).toContainText('constant 0.4')
  const conditions = page.getByRole('list', { name: 'Conditions of Robbins and Monro' }).getByRole('listitem')
  await expect(conditions.nth(0)).toContainText('sgd: meets them')
  await expect(conditions.nth(1)).toContainText('constant: does not meet them')
})

test('the examples that batches have seen are counted up to the playhead', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Order',
    landscape: { kind: 'expression', expression: '(x-a)^2 + y^2', examples: { a: [1, 2, 3, 4, 5, 6, 7, 8] } },
    batch: { sampler: 'sequential', size: 2 },
    steps: 12,
    racers: [{ optimizer: 'sgd', lr: 0.01 }],
    view: { instrument: 'examples' },
  })
  await app.race()
  const share = page.getByLabel('Share of examples seen')
  await expect(share).toHaveText('100.0 %')
  await app.seek(6)
  await expect(share).toHaveText('50.0 %')
  await page.getByText('all', { exact: true }).click()
  await expect(share).toHaveText('100.0 %')
  await expect(page.getByLabel('Epoch shown')).toHaveText('2')
})
