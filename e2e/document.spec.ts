import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { App } from './support/app'
import { expect, test } from './support/test'

test('a slider drag is one step of undo', async ({ app, page }) => {
  await app.open()
  const slider = page.getByRole('slider', { name: 'parameter b' })
  const exact = page.getByLabel('parameter b, exact', { exact: true })
  const before = await exact.inputValue()
  await expect(app.button('Undo')).toBeDisabled()
  const box = (await slider.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  for (const dx of [-8, -16, -24, -32]) await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2)
  await page.mouse.up()
  await expect(exact).not.toHaveValue(before)
  const after = await exact.inputValue()
  await app.button('Undo').click()
  await expect(exact).toHaveValue(before)
  await expect(app.button('Undo')).toBeDisabled()
  await app.button('Redo').click()
  await expect(exact).toHaveValue(after)
  await app.stage.focus()
  await page.keyboard.press('Control+z')
  await expect(exact).toHaveValue(before)
  await page.keyboard.press('Control+Shift+z')
  await expect(exact).toHaveValue(after)
})

test('racers are added, duplicated, renamed, hidden and removed, and each can be undone', async ({ app, page }) => {
  await app.open()
  const names = () => app.racers.locator('.racer-name > span:first-child').allTextContents()
  const six = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam']
  expect(await names()).toEqual(six)
  await app.button('Add optimizer').click()
  await page.getByRole('option', { name: 'Adam', exact: true }).click()
  await expect.poll(names).toEqual([...six, 'adam-2'])
  await app.racerMenu('sgd', 'Duplicate')
  await expect.poll(names).toEqual(['sgd', 'sgd-2', ...six.slice(1), 'adam-2'])
  await app.racerMenu('sgd-2', 'Rename')
  await app.type(page.getByLabel('Name of sgd-2'), 'slow one')
  await expect.poll(names).toEqual(['sgd', 'slow one', ...six.slice(1), 'adam-2'])
  await app.racerMenu('adam-2', 'Remove')
  await expect.poll(names).toEqual(['sgd', 'slow one', ...six.slice(1)])
  await app.race()
  await expect(app.rows).toHaveCount(7)
  await expect(app.rows.filter({ hasText: 'slow one' }).getByRole('rowheader')).toHaveText('slow one')
  await app.seek(500)
  const shown = await app.pictureAtRest()
  await app.button('Hide adam').click()
  await expect(app.button('Show adam')).toBeVisible()
  expect(await app.pictureAtRest()).not.toBe(shown)
  for (let entry = 0; entry < 5; entry++) await app.button('Undo').click()
  await expect.poll(names).toEqual(six)
  await expect(app.button('Undo')).toBeDisabled()
})

test('the sheet lists the keys, and the palette finds commands', async ({ app, page }) => {
  await app.open()
  await app.stage.focus()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard and mouse' })
  await expect(sheet).toBeVisible()
  for (const text of ['Play or pause', 'One step forward', 'Undo', 'Export film', 'Reset the view']) {
    await expect(sheet.getByText(text, { exact: true })).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill('himmel')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/Himmelblau/)
})

test.describe('without file pickers', () => {
  test.beforeEach(({ page }) => page.addInitScript(withoutPickers))

  test('a saved scene is a download that opens again as it was', async ({ app, page }) => {
    await app.open()
    await makeChanges(app, page)
    const downloading = page.waitForEvent('download')
    await page.keyboard.press('Control+s')
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/\.basin$/)
    const text = await readFile(await download.path(), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ basin: 1, start: [0.5, 0.25], steps: 123 })
    await expect(page.getByRole('status').filter({ hasText: 'saved' })).toBeVisible()

    for (let entry = 0; entry < 3; entry++) await page.keyboard.press('Control+z')
    await expect(app.startX).not.toHaveValue('0.5')
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.press('Control+o')
    await (await choosing).setFiles({ name: 'again.basin', mimeType: 'application/json', buffer: Buffer.from(text) })
    await expect(app.startX).toHaveValue('0.5')
    await expect(app.startY).toHaveValue('0.25')
    await expect(page.getByLabel('Length', { exact: true })).toHaveValue('123')
    await app.showsASurface()
  })
})

test.describe('with file pickers', () => {
  test.beforeEach(({ page }) => page.addInitScript(withPrivateFiles))

  test('a scene is saved in place, byte for byte the same when nothing changed', async ({ app, page }) => {
    /** The title tells unsaved changes by a dot: the file is whole once the dot has gone, and not to be read before. */
    const saved = async (): Promise<string> => {
      await expect(page).toHaveTitle(/^•/)
      await page.keyboard.press('Control+s')
      await expect(page).toHaveTitle(/^[^•]/)
      return privateFile(page)
    }
    await app.open()
    await makeChanges(app, page)
    const first = await saved()
    expect(JSON.parse(first)).toMatchObject({ basin: 1, start: [0.5, 0.25], steps: 123 })
    // An unsaved change, so that one sees when the file has been opened.
    await app.type(app.startX, '0.625')
    await app.stage.focus()
    await page.keyboard.press('Control+o')
    await expect(app.startX).toHaveValue('0.5')
    await app.type(app.startX, '0.75')
    await app.stage.focus()
    expect(JSON.parse(await saved())).toMatchObject({ start: [0.75, 0.25] })
    await app.type(app.startX, '0.5')
    await app.stage.focus()
    expect(await saved()).toBe(first)
  })
})

test('a dropped file is opened', async ({ app }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Egg box',
    landscape: { kind: 'expression', expression: 'sin(3*x) + cos(3*y)' },
    start: [0.5, 0.5],
    steps: 60,
    racers: [{ optimizer: 'adam', id: 'only', lr: 0.05 }],
  })
  await expect(app.expression).toHaveValue('sin(3*x) + cos(3*y)')
  await expect(app.racers.getByRole('listitem')).toHaveCount(1)
  await app.race()
  await expect(app.rows).toHaveCount(1)
  await expect(app.rows.first().getByRole('rowheader')).toHaveText('only')
  await app.showsASurface()
})

test('unsaved work comes back after the window was lost', async ({ app, page }) => {
  await app.open()
  await app.type(app.startX, '0.0625')
  await expect.poll(() => page.evaluate(() => localStorage.getItem('basin.recovery'))).toContain('0.0625')
  await app.open()
  await expect(app.startX).toHaveValue('0.0625')
  await expect(page.getByRole('status').filter({ hasText: 'recovered' })).toBeVisible()
})

async function makeChanges(app: App, page: Page): Promise<void> {
  await app.type(app.startX, '0.5')
  await app.type(app.startY, '0.25')
  await app.type(page.getByLabel('Length', { exact: true }), '123')
  await app.stage.focus()
}

function withoutPickers(): void {
  Object.assign(window, { showSaveFilePicker: undefined, showOpenFilePicker: undefined })
}

/** Real files, kept by the browser for the page alone, in place of those a person would pick. */
function withPrivateFiles(): void {
  const handle = async () => (await navigator.storage.getDirectory()).getFileHandle('picked.basin', { create: true })
  Object.assign(window, { showSaveFilePicker: handle, showOpenFilePicker: async () => [await handle()] })
}

function privateFile(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('picked.basin')
    return (await handle.getFile()).text()
  })
}
