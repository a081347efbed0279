import { readPrinted } from './support/app'
import { expect, test } from './support/test'

/** One recurrent unit at its cliff, raced free and clipped. */
const cliff = {
  basin: 1,
  title: 'Cliff',
  landscape: { kind: 'catalog', id: 'rnn-cliff' },
  start: [5, -2.5],
  steps: 60,
  racers: [
    { id: 'free', optimizer: 'sgd', lr: 0.01 },
    { id: 'clipped', optimizer: 'sgd', lr: 0.05, clip: { kind: 'norm', value: 1 } },
  ],
  view: { throw: {}, instrument: 'throw' },
} as const

test('the throw at the cliff is marked, with its raw and clipped arrows', async ({ app, page }) => {
  await app.open()
  await app.dropScene(cliff)
  const analysis = page.getByRole('region', { name: 'Analysis' })
  await expect(analysis).toContainText('Race first.')
  await app.race()
  const sentence = page.getByRole('status', { name: 'Whether it is a throw' })
  await expect(sentence).toHaveText('A throw: the first step of free leaves the domain.')
  const marks = page.getByRole('table', { name: 'Numbered marks' })
  await expect(marks.getByRole('row', { name: 'usual descent' })).toContainText('none: the first step')
  await expect(marks.getByRole('row', { name: 'the step starts' })).toContainText('(5, −2.5)')
  await expect(marks.getByRole('row', { name: 'where it lands' })).toContainText('outside')
  const arrows = page.getByRole('table', { name: 'Raw and clipped steps' })
  await expect(arrows.getByRole('row', { name: 'raw' }).locator('td').first()).toHaveText('313.3')
  await expect(arrows.getByRole('row', { name: 'norm clipped' }).locator('td')).toHaveText(['0.01', '0°'])
  await expect(arrows.getByRole('row', { name: 'values clipped' }).locator('td')).toHaveText(['0.01414', '18.43°'])
  // The picture has the marks, and loses them with the switch, which Undo takes back.
  const marked = await app.pictureAtRest()
  const map = await app.map.screenshot()
  await page.getByRole('switch', { name: 'Mark the throw on surface and map' }).click()
  await expect(sentence).toHaveCount(0)
  expect(await app.pictureAtRest()).not.toBe(marked)
  expect(map.equals(await app.map.screenshot())).toBe(false)
  await page.keyboard.press('Control+z')
  await expect(sentence).toBeVisible()
  expect(await app.pictureAtRest()).toBe(marked)
})

test('a racer that is clipped is not thrown; any step can be marked', async ({ app, page }) => {
  await app.open()
  await app.dropScene(cliff)
  await app.race()
  await page.getByLabel('Throw of').selectOption('racer clipped')
  const sentence = page.getByRole('status', { name: 'Whether it is a throw' })
  await expect(sentence).toContainText('No throw: no step of clipped is 10 times as long as those before it.')
  await expect(page.getByLabel('Clipped at')).toBeDisabled()
  await page.getByLabel('Step that is marked').selectOption('playhead')
  await app.seek(12)
  await expect(sentence).toHaveText(/^Step 12 of clipped, [\d.e−]+ times the longest before it\.$/)
  const arrows = page.getByRole('table', { name: 'Raw and clipped steps' })
  const lengthOf = async (name: string) =>
    readPrinted((await arrows.getByRole('row', { name }).locator('td').first().textContent())!)
  const taken = await lengthOf('step taken')
  expect(taken).toBeLessThanOrEqual(0.05)
  expect(await lengthOf('norm clipped')).toBeCloseTo(taken, 4)
  await app.seek(1)
  await expect(sentence).toHaveText('Step 1 of clipped, its first.')
  await app.button('Go to step 1').click()
  await expect(app.step).toHaveAttribute('aria-valuetext', /^step 1 of /)
})
