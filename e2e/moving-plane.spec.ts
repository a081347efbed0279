import { expect, test } from './support/test'

const followed = {
  basin: 1,
  title: 'Followed',
  landscape: {
    kind: 'network',
    widths: [2, 4, 2],
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 60 },
    slice: { kind: 'random' },
  },
  steps: 60,
  racers: [{ optimizer: 'adam', lr: 0.05 }],
} as const

test('the plane goes with a racer at the playhead, once it is drawn, and stays again', async ({ app, page }) => {
  await app.open()
  await app.dropScene(followed)
  await app.race()
  const staying = await app.pictureAtRest()
  await page.getByText('Analyse', { exact: true }).click()
  await app.analyse('Slice')
  const moving = page.getByRole('region', { name: 'Moving plane' })
  await moving.getByLabel('Plane goes with').selectOption('adam')
  await app.type(moving.getByLabel('Steps between planes'), '20')
  await expect(moving).toContainText('4 planes')
  await moving.getByRole('button', { name: 'Draw planes' }).click()
  await expect(moving).toContainText('4 of 4 planes drawn')
  const atEnd = await app.pictureAtRest()
  expect(atEnd).not.toBe(staying)
  await app.seek(10)
  const early = await app.pictureAtRest()
  expect(early).not.toBe(atEnd)
  // A place on a plane that moves is none on that which stays.
  await app.stage.click({ position: { x: 300, y: 260 } })
  await expect(page.getByText('the plane goes with a racer')).toBeVisible()
  await app.closeNotices()
  await moving.getByLabel('Plane goes with').selectOption('')
  await app.seek(60)
  expect(await app.pictureAtRest()).toBe(staying)
})

test('a scene whose plane goes with a racer that is gone is refused in words', async ({ app, page }) => {
  await app.open()
  await app.drop('gone.basin', JSON.stringify({ ...followed, view: { follow: { of: 'sgd', every: 5 } } }))
  await expect(page.getByText('unknown racer: "sgd"')).toBeVisible()
  await expect(page).toHaveTitle(/Rosenbrock/)
})
