import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { App } from './support/app'
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
  test.beforeEach(async ({ page }) => {
    // Choosers are watched from the beginning: one that opens before somebody watches is lost.
    page.on('filechooser', () => undefined)
    await page.addInitScript(withoutPickers)
  })

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

  test('a file that another program has changed is overwritten only where that is chosen', async ({ app, page }) => {
    await app.open()
    await makeChanges(app, page)
    await page.keyboard.press('Control+s')
    await expect(page).toHaveTitle(/^[^•]/)
    await changePrivateFile(page, 'of another')
    await app.type(app.startX, '0.75')
    await app.stage.focus()
    await page.keyboard.press('Control+s')
    const question = page.getByRole('dialog', { name: 'The file has changed' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(question).toHaveCount(0)
    expect(await privateFile(page)).toBe('of another')
    await expect(page).toHaveTitle(/^•/)
    await app.stage.focus()
    await page.keyboard.press('Control+s')
    await question.getByRole('button', { name: 'Overwrite' }).click()
    await expect(page).toHaveTitle(/^[^•]/)
    expect(JSON.parse(await privateFile(page))).toMatchObject({ start: [0.75, 0.25] })
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

test('unsaved work comes back after the window was lost, with its history and its race', async ({ app, page }) => {
  await app.open()
  const before = await app.startX.inputValue()
  await app.type(app.startX, '0.0625')
  await app.type(app.startY, '0.125')
  await app.race()
  const standings = await app.rows.allTextContents()
  await isKept(page, '0.125')
  // It is told before the surface is drawn, and not for long.
  await page.goto('./')
  await expect(page.getByRole('status').filter({ hasText: 'recovered' })).toBeVisible()
  await expect(app.startX).toHaveValue('0.0625')
  await expect(app.rows.first()).toBeVisible()
  await app.stage.focus()
  await page.keyboard.press('End')
  await expect.poll(() => app.rows.allTextContents()).toEqual(standings)
  await app.button('Undo').click()
  await app.button('Undo').click()
  await expect(app.startX).toHaveValue(before)
  await expect(app.button('Undo')).toBeDisabled()
})

test('windows keep their unsaved work apart, and a new one takes up what was lost', async ({ app, page, context }) => {
  await app.open()
  await app.type(app.startX, '0.0625')
  await isKept(page, '0.0625')
  const second = new App(await context.newPage())
  await second.open()
  await expect(second.button('Undo')).toBeDisabled()
  await second.type(second.startX, '0.25')
  await isKept(second.page, '0.25')
  await app.open()
  await expect(app.startX).toHaveValue('0.0625')
  await second.page.close()
  const third = new App(await context.newPage())
  await third.open()
  await expect(third.startX).toHaveValue('0.25')
  await third.page.getByRole('status').getByRole('button', { name: 'Start anew' }).click()
  await expect(third.startX).not.toHaveValue('0.25')
  await expect(app.startX).toHaveValue('0.0625')
})

test('a measured surface of its own comes back too', async ({ app, page }) => {
  await app.open()
  await app.drop('bowl.csv', bowlTable())
  await expect(page).toHaveTitle(/bowl/)
  await isKept(page, 'surface')
  await app.open()
  await expect(page).toHaveTitle(/bowl/)
  await app.showsASurface()
})

test('that work cannot be kept is said, once', async ({ app, page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('the disk is full', 'QuotaExceededError')
    }
  })
  await app.open()
  await app.type(app.startX, '0.0625')
  await expect(app.alerts).toHaveText(/cannot be kept against a crash: the disk is full.*save the scene to a file/)
})

test('closing asks while there is unsaved work, and not before', async ({ app, page }) => {
  await app.open()
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  // A browser asks only where a person has done something.
  await page.getByText('Basin', { exact: true }).click()
  await app.open()
  expect(asked).toEqual([])
  await app.type(app.startX, '0.0625')
  await app.open()
  expect(asked).toEqual(['beforeunload'])
})

test('what takes the place of unsaved work says so, and gives it back', async ({ app, page }) => {
  const egg = {
    basin: 1,
    title: 'Egg box',
    landscape: { kind: 'expression', expression: 'sin(3*x) + cos(3*y)' },
    start: [0.5, 0.5],
  }
  await app.open()
  await app.dropScene(egg)
  const offer = page.getByRole('status').filter({ hasText: 'has taken the place of unsaved work' })
  await expect(offer).toHaveCount(0)
  await app.type(app.startX, '0.75')
  for (const take of ['New scene', 'Example: A fork in the race', 'Example: Training and test loss']) {
    await page.keyboard.press('Control+k')
    await page.getByLabel('Search commands').fill(take)
    await page.keyboard.press('Enter')
    await expect(page).not.toHaveTitle(/Egg box/)
    await offer.getByRole('button', { name: 'Bring it back' }).click()
    await expect(app.expression).toHaveValue('sin(3*x) + cos(3*y)')
    await expect(app.startX).toHaveValue('0.75')
    await expect(page).toHaveTitle('• Egg box – Basin')
  }
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

/** The window has kept a piece of its unsaved work that holds this text. */
async function isKept(page: Page, text: string): Promise<void> {
  const pieces = (): Promise<string> =>
    page.evaluate(async () => {
      const name = sessionStorage.getItem('basin.window') ?? ''
      const opening = indexedDB.open('basin-recovery')
      await new Promise((resolve) => (opening.onsuccess = resolve))
      const range = IDBKeyRange.bound([name], [name, []])
      const reading = opening.result.transaction('pieces').objectStore('pieces').getAll(range)
      await new Promise((resolve) => (reading.onsuccess = resolve))
      opening.result.close()
      return reading.result.join('\n')
    })
  await expect.poll(pieces).toContain(text)
}

/** A surface with its lowest point in the middle, as a table. */
function bowlTable(): string {
  const axis = [-2, -1, 0, 1, 2]
  return axis.map((y) => axis.map((x) => x * x + y * y).join(',')).join('\n')
}

function changePrivateFile(page: Page, text: string): Promise<void> {
  return page.evaluate(async (content) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('picked.basin')
    const stream = await handle.createWritable()
    await stream.write(content)
    await stream.close()
  }, text)
}

function privateFile(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('picked.basin')
    return (await handle.getFile()).text()
  })
}
