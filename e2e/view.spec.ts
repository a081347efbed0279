import type { Locator, Page } from '@playwright/test'
import { basinJson } from './support/cli'
import { readPrinted } from './support/app'
import { expect, test } from './support/test'

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme })

    test('the window opens with a surface and its map', async ({ app }) => {
      await app.open()
      await app.showsASurface()
      await expect(app.map).toBeVisible()
      await expect(app.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
      await expect(app.alerts).toHaveCount(0)
    })
  })
}

test('nothing is cut off at 1280 x 720', async ({ app, page }) => {
  await app.open()
  const overflow = await page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
    return [scrollWidth - clientWidth, scrollHeight - clientHeight]
  })
  expect(overflow).toEqual([0, 0])
  for (const name of ['Race', 'Play', 'Pause', 'Export film'])
    await expect(app.button(name)).toBeInViewport({ ratio: 1 })
  for (const part of [app.stage, app.map, app.step]) await expect(part).toBeInViewport({ ratio: 1 })
  // Before there is a race, examples stand where the standings will.
  await app.race()
  await expect(app.standings).toBeInViewport({ ratio: 1 })
})

test('a click on the surface sets the start where the pointer is, and races', async ({ app, page }) => {
  await app.open()
  const position = await middleOf(page)
  await page.mouse.move(position.x + 37, position.y + 11)
  const [x, y] = await hovered(app.readout)
  await page.mouse.down()
  await page.mouse.up()
  await expect(app.rows).toHaveCount(6)
  const start = [Number(await app.startX.inputValue()), Number(await app.startY.inputValue())] as const
  expect(start.map((value) => Number(value.toPrecision(5)))).toEqual([x, y])
  // On no grid that the surface is computed on, and not rounded to two places.
  for (const cells of [63, 64, 127, 128, 255, 256, 400]) {
    const places = [((start[0] + 2) / 4) * cells, ((start[1] + 1) / 4) * cells]
    for (const place of places) expect(Math.abs(place - Math.round(place))).toBeGreaterThan(1e-6)
  }
})

test('a click on the contour map sets the start too', async ({ app, page }) => {
  await app.open()
  const box = (await app.map.boundingBox())!
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.3)
  const [x, y] = await hovered(app.readout)
  await page.mouse.down()
  await page.mouse.up()
  await expect(app.rows).toHaveCount(6)
  const start = [Number(await app.startX.inputValue()), Number(await app.startY.inputValue())]
  expect(start.map((value) => Number(value.toPrecision(5)))).toEqual([x, y])
})

test("a drag of the start's ring moves it, races from there and is one step to undo", async ({ app, page }) => {
  await app.open()
  const before = [await app.startX.inputValue(), await app.startY.inputValue()]
  const box = (await app.map.boundingBox())!
  // the map of Rosenbrock's domain, [-2, 2] x [-1, 3], with the start at (-1.5, 2)
  const ring = await mapPlace(page, app.readout, box, [-1.5, 2])
  await page.mouse.move(...ring)
  await expect(app.map).toHaveAttribute('data-over-grip')
  await page.mouse.down()
  for (const step of [12, 24, 36]) await page.mouse.move(ring[0] + step, ring[1] + step / 2)
  await page.mouse.up()
  await expect(app.rows).toHaveCount(6)
  const [x, y] = await hovered(app.readout)
  const moved = [Number(await app.startX.inputValue()), Number(await app.startY.inputValue())]
  expect(moved.map((value) => Number(value.toPrecision(5)))).toEqual([x, y])
  expect(moved[0]).toBeGreaterThan(-1)
  await page.keyboard.press('Control+z')
  expect([await app.startX.inputValue(), await app.startY.inputValue()]).toEqual(before)
})

test('a typed start is taken as it is written', async ({ app }) => {
  await app.open()
  await app.type(app.startX, '0.1234567890123')
  await app.type(app.startY, '-0.25')
  await expect(app.startX).toHaveValue('0.1234567890123')
  await expect(app.startY).toHaveValue('-0.25')
  await app.race()
  await app.seek(0)
  await expect(app.rows.first()).toContainText(/\d/)
})

test('a drag orbits and sets no start', async ({ app, page }) => {
  await app.open()
  const before = await app.pictureAtRest()
  const start = [await app.startX.inputValue(), await app.startY.inputValue()]
  const { x, y } = await middleOf(page)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 60, y + 20, { steps: 4 })
  await page.mouse.move(x + 120, y + 30, { steps: 4 })
  await page.mouse.up()
  // Away, so that no hover mark is part of the picture.
  await page.mouse.move(2, 2)
  expect(await app.pictureAtRest()).not.toBe(before)
  expect([await app.startX.inputValue(), await app.startY.inputValue()]).toEqual(start)
  await expect(app.rows).toHaveCount(0)
})

test('the wheel zooms about the pointer with a surface of its own, and reset brings the whole back', async ({
  app,
  page,
}) => {
  await app.open()
  const whole = await app.pictureAtRest()
  const box = (await app.map.boundingBox())!
  const corner = [box.x + box.width * 0.8, box.y + box.height * 0.2] as const
  await page.mouse.move(...corner)
  const [wide] = await hovered(app.readout)
  const { x, y } = await middleOf(page)
  await page.mouse.move(x, y)
  for (let turn = 0; turn < 6; turn++) await page.mouse.wheel(0, -120)
  await app.surfaceIsDrawn()
  await page.mouse.move(...corner)
  await expect.poll(async () => (await hovered(app.readout))[0]).toBeLessThan(wide - 0.2)
  await app.showsASurface()
  // The document's domain is another matter: it stays.
  await expect(page.getByLabel('x to', { exact: true })).toHaveValue('2')
  await app.button(/^Whole view/).click()
  await page.mouse.move(2, 2)
  await app.surfaceIsDrawn()
  await expect.poll(() => app.picture()).toBe(whole)
})

test('every view command is on a key', async ({ app, page }) => {
  await app.open()
  await app.stage.focus()
  let before = await app.pictureAtRest()
  for (const key of ['t', 'h', 'c', 'ArrowLeft', '0']) {
    await page.keyboard.press(key)
    await app.surfaceIsDrawn()
    const after = await app.pictureAtRest()
    expect(after, `picture after ${key}`).not.toBe(before)
    before = after
  }
  await page.keyboard.press('m')
  await expect(app.map).toHaveCount(0)
})

test('the gallery opens each of its landscapes', async ({ app, page }) => {
  await app.open()
  const list = page.getByRole('list', { name: 'Landscapes' })
  const entries = list.locator('button:has(img)')
  const { landscapes } = basinJson<{ readonly landscapes: readonly unknown[] }>(['list', 'landscapes'])
  await expect(entries).toHaveCount(landscapes.length)
  for (const image of await entries.locator('img').all()) {
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(0)
  }
  for (const name of ['Himmelblau', 'Plateau', 'Cliff']) {
    const entry = list.getByRole('button', { name, exact: true })
    await entry.click()
    await expect(entry).toHaveAttribute('aria-pressed', 'true')
    await expect(page).toHaveTitle(new RegExp(name, 'i'))
    await app.showsASurface()
  }
})

async function middleOf(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = (await page.getByRole('group', { name: 'Loss landscape' }).boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** The numbers of the readout: x, y. */
async function hovered(readout: Locator): Promise<readonly [number, number]> {
  await expect(readout).toHaveText(/^x \S+\s+y \S+\s+f \S+$/)
  const [, x, y] = /^x (\S+)\s+y (\S+)/.exec((await readout.textContent())!)!
  return [readPrinted(x!), readPrinted(y!)]
}

/** The pixel of the map at a place of the plane, by what two pixels of it are. */
async function mapPlace(
  page: Page,
  readout: Locator,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  [x, y]: readonly [number, number],
): Promise<[number, number]> {
  const [a, b] = [0.3, 0.7].map((part) => [box.x + part * box.width, box.y + part * box.height] as const)
  await page.mouse.move(...a!)
  const [ax, ay] = await hovered(readout)
  const first = await readout.textContent()
  await page.mouse.move(...b!)
  await expect.poll(() => readout.textContent()).not.toBe(first)
  const [bx, by] = await hovered(readout)
  return [a![0] + ((x - ax) / (bx - ax)) * (b![0] - a![0]), a![1] + ((y - ay) / (by - ay)) * (b![1] - a![1])]
}
