import type { Locator, Page } from '@playwright/test'
import type { App } from './support/app'
import { readPrinted } from './support/app'
import { expect, test } from './support/test'

const scene = {
  basin: 1,
  title: 'Four pits',
  landscape: { kind: 'catalog', id: 'himmelblau' },
  start: [0.5, 0.25],
  steps: 120,
  racers: [
    { optimizer: 'adam', lr: 0.1 },
    { optimizer: 'momentum', lr: 0.01, momentum: 0.9 },
  ],
} as const

/** Opens the scene, and one part of its analysis. */
async function analyse(app: App, part: string): Promise<Locator> {
  await app.open()
  await app.dropScene(scene)
  await show(app.page, 'Analyse')
  await choose(app.page, part)
  return app.page.getByRole('region', { name: 'Analysis' })
}

async function show(page: Page, tab: 'Race' | 'Analyse'): Promise<void> {
  await page.getByRole('tab', { name: tab }).click()
}

async function choose(page: Page, part: string): Promise<void> {
  await page.getByLabel('Analysis of').selectOption({ label: part })
}

/** Computes and waits for the end: the button is back, and there is nothing left to compute. */
async function compute(panel: Locator, name: string): Promise<void> {
  await panel.getByRole('button', { name: `Compute ${name}` }).click()
  await expect(panel.getByRole('button', { name: `Compute ${name}` })).toBeDisabled({ timeout: 60_000 })
}

/** What is said of the place under the pointer. */
async function pointAt(page: Page, map: Locator, [u, v]: readonly [number, number]): Promise<string> {
  await map.scrollIntoViewIfNeeded()
  const box = (await map.boundingBox())!
  await page.mouse.move(box.x + u * box.width, box.y + v * box.height)
  const readout = map.locator('xpath=following-sibling::output')
  await expect(readout).toContainText('loss')
  return (await readout.textContent())!
}

async function click(page: Page): Promise<void> {
  await page.mouse.down()
  await page.mouse.up()
}

/** The printed numbers behind words such as `loss` or `lr`. */
function numberAfter(text: string, word: string): number {
  return readPrinted(new RegExp(`${word} ([^\\s,]+)`).exec(text)![1]!)
}

function placeAfter(text: string, word: string): readonly [number, number] {
  const [, x, y] = new RegExp(`${word} \\(([^,]+), ([^)]+)\\)`).exec(text)!
  return [readPrinted(x!), readPrinted(y!)]
}

/** A racer's printed loss at the end of the race. */
async function finalLoss(app: App, id: string): Promise<number> {
  const row = app.rows.filter({ has: app.page.getByRole('rowheader', { name: id, exact: true }) })
  await expect(row).toBeVisible()
  await app.button('Pause').click()
  await app.stage.focus()
  await app.page.keyboard.press('End')
  await expect(app.step).toHaveAttribute('aria-valuetext', /^step (\d+) of \1$/)
  await expect(row.locator('.outcome')).not.toHaveText('')
  return readPrinted((await row.getByRole('cell').first().textContent())!)
}

test('Himmelblau has nine critical points and no more, and the probe is held at the one that is clicked', async ({
  app,
  page,
}) => {
  const panel = await analyse(app, 'Points')
  await expect(panel).toContainText('all 9 points: proven by interval arithmetic', { timeout: 60_000 })
  await expect(panel).toContainText('+1 on the boundary, +1 found')
  const rows = panel.getByRole('list', { name: 'Critical points found' }).getByRole('button')
  await expect(rows).toHaveCount(9)
  await panel.getByRole('button', { name: '4 minima' }).click()
  await expect(rows).toHaveCount(5)
  await panel.getByRole('button', { name: '1 maximum' }).click()
  await expect(rows).toHaveCount(4)

  const saddle = panel.getByRole('button', { name: 'saddle at (0.08668, 2.884)' })
  await saddle.click()
  await expect(saddle).toHaveAttribute('aria-pressed', 'true')
  await expect(app.probe.getByRole('button', { name: 'Hold' })).toHaveAttribute('aria-pressed', 'true')
  await expect(app.probe).toContainText('at (0.08668, 2.884)')
  await expect(app.probe).toContainText('saddle')
  await expect(app.probe).toContainText('67.7192')

  const before = await app.pictureAtRest()
  await panel.getByRole('switch', { name: 'Critical points' }).click()
  await expect.poll(() => app.picture()).not.toBe(before)
  await page.keyboard.press('Control+z')
  await expect(panel.getByRole('switch', { name: 'Critical points' })).not.toBeChecked()
})

test('a start that is clicked in the map of basins is raced to where the map says', async ({ app, page }) => {
  const panel = await analyse(app, 'Basins')
  await panel.getByLabel('Basins of').selectOption('momentum')
  await panel.getByLabel('Starts', { exact: true }).selectOption('64 × 64')
  await compute(panel, 'basins')
  await expect(panel.getByRole('list', { name: 'Ends' }).getByRole('button')).toHaveCount(4)
  const map = panel.getByRole('group', { name: 'Basins of momentum' })
  for (const place of [
    [0.3, 0.3],
    [0.8, 0.62],
  ] as const) {
    const said = await pointAt(page, map, place)
    await click(page)
    await show(page, 'Race')
    const start = [Number(await app.startX.inputValue()), Number(await app.startY.inputValue())]
    expect(start.map((value) => Number(value.toPrecision(4)))).toEqual(placeAfter(said, 'from'))
    expect(await finalLoss(app, 'momentum')).toBe(numberAfter(said, 'loss'))
    await show(page, 'Analyse')
  }
  // The map is still true of the race, which has only another start.
  await expect(panel.getByText('Outdated')).toHaveCount(0)
})

/** The value in a racer's field. */
async function hyperparameter(app: App, id: string, name: string): Promise<number> {
  const field = app.racers.getByLabel(`${id} ${name}, exact`)
  if ((await field.count()) === 0) await app.racers.getByRole('button', { name: new RegExp(`^${id} `) }).click()
  return Number(await field.inputValue())
}

test('a run that is clicked in a sweep of learning rates gives its rate and its loss', async ({ app, page }) => {
  const panel = await analyse(app, 'Sweep')
  await panel.getByLabel('Values along an axis').selectOption('16 values')
  await compute(panel, 'sweep')
  const best = panel.getByRole('table', { name: 'Best runs' })
  await expect(best.locator('tbody').getByRole('row')).toHaveCount(2)

  const said = await pointAt(page, panel.getByRole('group', { name: 'Sweep' }), [0.45, 0.6])
  const id = /^\S+(?=:)/.exec(said)![0]
  await click(page)
  await show(page, 'Race')
  expect(await hyperparameter(app, id, 'lr')).toBe(numberAfter(said, 'lr'))
  expect(await finalLoss(app, id)).toBe(numberAfter(said, 'loss'))

  await show(page, 'Analyse')
  await expect(panel.getByText('Outdated')).toHaveCount(0)
  await panel.getByRole('button', { name: 'Use the best of adam' }).click()
  const [rate, loss] = await best.getByRole('row', { name: /adam/ }).getByRole('cell').allTextContents()
  await show(page, 'Race')
  const used = await hyperparameter(app, 'adam', 'lr')
  expect(Number(used.toPrecision(3))).toBe(readPrinted(rate!))
  expect(Number((await finalLoss(app, 'adam')).toPrecision(3))).toBe(readPrinted(loss!))
  // What was taken is one step back.
  await page.keyboard.press('Control+z')
  expect(await hyperparameter(app, 'adam', 'lr')).not.toBe(used)
})

test('a run that is clicked in a map of two hyperparameters gives both and its loss', async ({ app, page }) => {
  const panel = await analyse(app, 'Sweep')
  await panel.getByLabel('Sweep of').selectOption('momentum')
  await panel.getByLabel('Swept along y').selectOption('momentum')
  await panel.getByLabel('Values along an axis').selectOption('16 values')
  await compute(panel, 'sweep')
  const map = panel.getByRole('group', { name: 'Sweep of momentum' })
  const said = await pointAt(page, map, [0.55, 0.5])
  await click(page)
  await show(page, 'Race')
  expect(await hyperparameter(app, 'momentum', 'lr')).toBe(numberAfter(said, 'lr'))
  expect(await hyperparameter(app, 'momentum', 'momentum')).toBe(numberAfter(said, 'momentum'))
  expect(await finalLoss(app, 'momentum')).toBe(numberAfter(said, 'loss'))
  // Both values were one change.
  await page.keyboard.press('Control+z')
  expect(await hyperparameter(app, 'momentum', 'lr')).toBe(0.01)
  expect(await hyperparameter(app, 'momentum', 'momentum')).toBe(0.9)
})

test('a map that would take too long is refused with a smaller one, and computed all the same if one insists', async ({
  app,
  page,
}) => {
  const panel = await analyse(app, 'Basins')
  await show(page, 'Race')
  await app.type(page.getByLabel('Length', { exact: true }), '20000')
  await show(page, 'Analyse')
  await panel.getByLabel('Starts', { exact: true }).selectOption('256 × 256')
  await panel.getByRole('button', { name: 'Compute basins' }).click()
  const refusal = panel.getByRole('alert')
  await expect(refusal).toContainText('Too large: as much as 1.3e9 steps on a formula, the limit is 5e8')
  await expect(refusal.getByRole('button', { name: 'Take 128 × 128' })).toBeVisible()
  await refusal.getByRole('button', { name: 'Compute anyway' }).click()
  await expect(panel.getByRole('progressbar', { name: 'Progress of basins' })).toHaveCount(1)
  await panel.getByRole('button', { name: 'Cancel' }).click()
  await expect(panel).toContainText('stopped')
  await expect(panel.getByRole('progressbar')).toHaveCount(0)
})

test('a step is laid open into parts that sum to it, and a fork goes on from there', async ({ app, page }) => {
  const panel = await analyse(app, 'Step')
  await app.race()
  await app.seek(20)
  await expect(panel.getByLabel('Step laid open')).toHaveText('20 of 120')
  const bodies = panel.getByRole('table', { name: 'Stages' }).locator('tbody')
  const numbers = async (body: Locator): Promise<number[][]> => {
    const rows = await body.getByRole('row').all()
    return Promise.all(rows.map(async (row) => (await row.getByRole('cell').allTextContents()).map(readPrinted)))
  }
  const parts = await numbers(bodies.nth(1))
  const [update] = await numbers(bodies.nth(2))
  for (const axis of [0, 1]) {
    const entries = parts.map((part) => part[axis]!)
    const sum = entries.reduce((a, b) => a + b)
    // Each entry is printed with three digits: half a unit of the third is at most half a per cent.
    const printed = 0.005 * [...entries, update![axis]!].reduce((size, entry) => size + Math.abs(entry), 0)
    expect(Math.abs(sum - update![axis]!)).toBeLessThanOrEqual(printed)
  }
  const [first, second, predicted, actual] = (
    await panel.locator('[aria-label="Change of the loss"] .numbers').allTextContents()
  ).map(readPrinted)
  // Four digits are printed.
  expect(Math.abs(first! + second! - predicted!)).toBeLessThanOrEqual(5e-4 * (Math.abs(first!) + Math.abs(second!)))
  const before = readPrinted(
    (await panel.getByText('loss before').locator('xpath=following-sibling::dd').textContent())!,
  )
  const row = app.rows.filter({ hasText: 'adam' })
  const after = readPrinted((await row.getByRole('cell').first().textContent())!)
  expect(Math.abs(before + actual! - after)).toBeLessThanOrEqual(5e-4 * (Math.abs(before) + Math.abs(after)))

  await panel.getByRole('button', { name: 'Fork here' }).click()
  await expect(app.racers.getByRole('listitem')).toHaveCount(3)
  await expect(app.rows).toHaveCount(3)
  const loss = async (id: string): Promise<string> => {
    const named = app.rows.filter({ has: page.getByRole('rowheader', { name: id, exact: true }) })
    return (await named.getByRole('cell').first().textContent())!
  }
  // With nothing changed it is its original all the way.
  for (const step of [20, 21, 120]) {
    await app.seek(step)
    await expect.poll(() => loss('adam-2')).toBe(await loss('adam'))
  }
})

test('an analysis of another race is told from one of this', async ({ app, page }) => {
  const panel = await analyse(app, 'Basins')
  await panel.getByLabel('Starts', { exact: true }).selectOption('64 × 64')
  await compute(panel, 'basins')
  await show(page, 'Race')
  await app.type(page.getByLabel('Length', { exact: true }), '90')
  await show(page, 'Analyse')
  await expect(panel.getByText('Outdated: the race has changed since')).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Compute basins' })).toBeEnabled()
  await page.keyboard.press('Control+z')
  await expect(panel.getByText('Outdated')).toHaveCount(0)
  await choose(page, 'Points')
  await expect(panel).toContainText('all 9 points', { timeout: 60_000 })
  await page.getByRole('list', { name: 'Landscapes' }).getByRole('button', { name: 'Booth' }).click()
  await expect(panel).toContainText('the only point: proven by interval arithmetic', { timeout: 60_000 })
  await choose(page, 'Basins')
  await expect(panel.getByRole('group', { name: /^Basins of/ })).toHaveCount(0)
})
