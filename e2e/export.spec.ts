import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { App } from './support/app'
import { decodeVideo, openDecoder } from './support/film'
import { expect, test } from './support/test'

/** Races, and opens the dialog with the smallest WebM film set up. */
async function openDialog(app: App, page: Page, seconds: string): Promise<Locator> {
  await app.open()
  await app.race()
  await app.button('Export film').click()
  const dialog = page.getByRole('dialog', { name: 'Export film' })
  await dialog.getByText('WebM', { exact: true }).click()
  await dialog.getByRole('radiogroup', { name: 'Frames a second' }).getByText('24', { exact: true }).click()
  await app.type(dialog.getByLabel('Seconds', { exact: true }), seconds)
  return dialog
}

test('the dialog says what a film will be, and refuses what cannot be one', async ({ app, page }) => {
  await app.open()
  await app.button('Export film').click()
  const dialog = page.getByRole('dialog', { name: 'Export film' })
  await expect(dialog).toContainText(/240 frames, about \S+ MB and \S+ (s|min)/)
  await dialog.getByText('GIF', { exact: true }).click()
  await dialog.getByRole('radiogroup', { name: 'Frames a second' }).getByText('60', { exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText(/at most 50.*choose 24 or 30/)
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeDisabled()
})

test('a film of no racers is refused', async ({ app, page }) => {
  await app.open()
  for (const id of ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam']) await app.button(`Hide ${id}`).click()
  await app.button('Export film').click()
  await expect(page.getByRole('dialog', { name: 'Export film' }).getByRole('alert')).toContainText(/no racer.*show one/)
})

test('a film is exported as a download', async ({ app, page }) => {
  await page.addInitScript(() => Object.assign(window, { showSaveFilePicker: undefined }))
  const dialog = await openDialog(app, page, '0.1')
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.webm$/)
  const decoded = await decodeVideo(await openDecoder(page), await readFile(await download.path()))
  expect([decoded.codec, decoded.width, decoded.height, decoded.frames]).toEqual(['vp9', 1280, 720, 2])
})

test.describe('with a file picker', () => {
  /** A real file, kept by the browser for the page alone; what becomes of its stream is noted. */
  function withPrivateFile(refusal: string | undefined): void {
    const fates: string[] = []
    Object.assign(window, {
      fates,
      showSaveFilePicker: async () => {
        const handle = await (await navigator.storage.getDirectory()).getFileHandle('film.webm', { create: true })
        return {
          name: 'film.webm',
          createWritable: async () => {
            const stream = await handle.createWritable()
            return {
              write: (order: FileSystemWriteChunkType) =>
                refusal === undefined ? stream.write(order) : Promise.reject(new Error(refusal)),
              close: () => stream.close().then(() => fates.push('closed')),
              abort: () => stream.abort().then(() => fates.push('aborted')),
            }
          },
        }
      },
    })
  }
  const fates = (page: Page) => page.evaluate(() => (window as unknown as { fates: string[] }).fates)
  const size = (page: Page) =>
    page.evaluate(async () => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('film.webm')
      return (await handle.getFile()).size
    })

  test('an export cancelled half-way leaves nothing broken behind', async ({ app, page }) => {
    await page.addInitScript(withPrivateFile, undefined)
    const dialog = await openDialog(app, page, '60')
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    const progress = page.getByRole('progressbar', { name: 'Film progress' })
    await expect(dialog).toContainText(/frame \d+ of 1440, \d+ (s|min) left/, { timeout: 30_000 })
    await expect(progress).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel film' }).click()
    // The frames under way are finished first, drawn in software.
    await expect.poll(() => fates(page), { timeout: 30_000 }).toEqual(['aborted'])
    expect(await size(page)).toBe(0)
    await expect(progress).toHaveCount(0)
    await app.surfaceIsDrawn()
  })

  test('a place that cannot be written to is said, and nothing is lost', async ({ app, page }) => {
    await page.addInitScript(withPrivateFile, 'the disk is full')
    const dialog = await openDialog(app, page, '0.1')
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await expect(app.alerts.filter({ hasText: 'the disk is full' })).toBeVisible({ timeout: 30_000 })
    await expect.poll(() => fates(page)).toEqual(['aborted'])
    await expect(app.rows).toHaveCount(6)
  })
})
