import { readFile } from 'node:fs/promises'
import { readPrinted } from './support/app'
import { expect, test } from './support/test'

const sample = (name: string): Promise<Buffer> =>
  readFile(new URL(`../test/reference/surfaces/${name}`, import.meta.url))

test('a measured surface is dropped on the window, raced on, and can be undone', async ({ app, page }) => {
  await app.open()
  await app.drop('landscape.h5', await sample('landscape.h5'))
  await expect(page).toHaveTitle('• landscape: train_loss – Basin')
  await app.showsASurface()
  await app.race()
  await expect(app.rows).toHaveCount(6)
  // Racers suit the surface's scale: each has found the valley, whose floor is near 0.01.
  const losses = await app.rows.locator('td:nth-of-type(1)').allTextContents()
  for (const loss of losses) expect(readPrinted(loss)).toBeLessThan(0.1)
  const choice = page.getByLabel('Measured surface')
  await expect(choice).toHaveValue('train_loss')
  await choice.selectOption('train_acc')
  await expect(page).toHaveTitle('• landscape: train_acc – Basin')
  await app.showsASurface()
  await expect(app.rows).toHaveCount(0)
  await app.button('Undo').click()
  await expect(choice).toHaveValue('train_loss')
  await app.button('Undo').click()
  await expect(page).toHaveTitle('Rosenbrock – Basin')
  await app.showsASurface()
  await app.button('Redo').click()
  await expect(choice).toHaveValue('train_loss')
  await app.showsASurface()
  await expect(app.alerts).toHaveCount(0)
})

test('the path that was recorded on it is drawn, saved with it and opened again', async ({ app, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await app.open()
  const path = await sample('trajectory.h5')
  await app.drop('trajectory.h5', path)
  await expect(app.alerts).toContainText('trajectory.h5 holds a path and no surface')
  await expect(app.alerts).toContainText('open the surface that it was recorded on first')
  await app.page.getByRole('button', { name: 'Close' }).click()
  await app.drop('landscape.npz', await sample('landscape.npz'))
  await app.showsASurface()
  const without = await app.pictureAtRest()
  await app.drop('trajectory.h5', path)
  await expect.poll(() => app.picture()).not.toBe(without)
  const drawn = await app.pictureAtRest()

  const downloading = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  const text = await readFile(await (await downloading).path(), 'utf8')
  const scene = JSON.parse(text) as { landscape: { kind: string; x: number[]; path: number[][] } }
  expect([scene.landscape.kind, scene.landscape.x.length, scene.landscape.path.length]).toEqual(['sampled', 51, 31])
  await app.button('Undo').click()
  await app.button('Undo').click()
  await expect(page).toHaveTitle(/Rosenbrock/)
  await app.drop('saved.basin', text)
  await expect(page).toHaveTitle('landscape – Basin')
  await app.showsASurface()
  await app.closeNotices()
  expect(await app.pictureAtRest()).toBe(drawn)
})

test('a file that is no surface is named with its remedy, and nothing on screen is lost', async ({ app, page }) => {
  await app.open()
  await app.race()
  const whole = await sample('landscape.h5')
  const files: readonly (readonly [name: string, content: string | Buffer, what: string, remedy: string])[] = [
    ['cut.h5', whole.subarray(0, 30_000), 'HDF5 file is cut off or damaged', 'save or copy it again, whole'],
    ['named.npz', whole, 'file ends in ".npz" and is an HDF5 file', 'rename it to end in .h5'],
    ['rows.csv', 'x,y,f\n0,0,1\n1,0,2\n0,1,3\n', 'grid of 2 x 2 points lacks 1', 'add them, with the value nan'],
    ['text.csv', 'x,y,f\n0,0,one\n', 'line 2: cell is "one", expected a number', 'mend it'],
    ['rows.json', '{ "values": [[1, 2], [3]] }', 'values[1]: row has 1 values, expected 2', 'null for a hole'],
  ]
  for (const [name, content, what, remedy] of files) {
    await test.step(name, async () => {
      await app.drop(name, content)
      await expect(app.alerts).toContainText(`${name} was not opened`)
      await expect(app.alerts).toContainText(what)
      await expect(app.alerts).toContainText(remedy)
      await page.getByRole('button', { name: 'Close' }).click()
      await expect(app.alerts).toHaveCount(0)
    })
  }
  await expect(page).toHaveTitle('Rosenbrock – Basin')
  await expect(app.rows).toHaveCount(6)
  await app.showsASurface()
})

test('what was found out about a file is said, and can be read otherwise', async ({ app, page }) => {
  const file = (name: string): Promise<Buffer> => readFile(new URL(`../test/reference/files/${name}`, import.meta.url))
  await app.open()
  await app.drop('dirfile-ij-square.h5', await file('dirfile-ij-square.h5'))
  await app.showsASurface()
  const notes = page.getByRole('list', { name: 'How the file was read' })
  await expect(notes).toHaveText('rows are y, by default')
  const byDefault = await app.pictureAtRest()
  await page.getByLabel('Order', { exact: true }).selectOption('rows are x')
  await expect(notes).toHaveCount(0)
  await app.showsASurface()
  expect(await app.pictureAtRest()).not.toBe(byDefault)
  await app.button('Undo').click()
  await expect(notes).toHaveText('rows are y, by default')

  await app.drop('spike1e3.npz', await file('spike1e3.npz'))
  const findings = page.getByRole('list', { name: 'Findings' })
  await expect(findings).toContainText('2 cells stand out from all around: 500 to 1000 at x = -0.76, y = -0.8 to -0.76')
  await page.getByLabel('Between the points').selectOption('monotone, without ringing')
  await app.showsASurface()
  await page.getByLabel('Cells that stand out').selectOption('taken as holes')
  await expect(page.locator('.measured .facts')).toContainText('2 of 2601')
  await expect(findings).toHaveCount(0)
  await page.getByLabel('Missing value').fill('0.2')
  await page.getByLabel('Missing value').press('Enter')
  await expect(page.locator('.measured .facts')).toContainText('3 of 2601')
  await page.getByLabel('Axes', { exact: true }).selectOption('none: the unit square')
  await expect(page.getByLabel('Axes', { exact: true })).toHaveValue('none')
  await expect(app.alerts).toHaveCount(0)
})
