import type { Locator, Page } from '@playwright/test'
import type { App } from './support/app'
import { expect, test } from './support/test'

const tourOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Tour' })
const claimsOf = (page: Page): Locator => page.getByRole('region', { name: 'Claims' }).locator('li.claim')

/** Opens a scenario as a person who knows its name does. */
async function openScenario(app: App, page: Page, name: string): Promise<void> {
  await app.open()
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill(`Tour: ${name}`)
  await page.keyboard.press('Enter')
  await expect(tourOf(page).getByRole('heading', { level: 2 })).toBeVisible()
  await app.surfaceIsDrawn()
  // Scenes may open with an analysis.
  await page.getByRole('tab', { name: 'Race' }).click()
}

test.describe('at the first start', () => {
  test.use({ firstStart: true })

  test('the window opens on eight scenarios, the chosen one racing, and can be left empty for good', async ({
    app,
    page,
  }) => {
    await app.open()
    const cards = page.getByRole('list', { name: 'Scenarios' }).getByRole('button')
    await expect(cards).toHaveCount(8)
    await expect(app.rows.first()).toBeVisible()
    await cards.nth(2).click()
    await expect(cards.nth(2)).toHaveAttribute('aria-pressed', 'true')
    await app.surfaceIsDrawn()
    await expect(app.rows.first()).toBeVisible()
    await app.button('Start empty').click()
    await expect(page).toHaveTitle('Rosenbrock – Basin')
    await expect(app.rows).toHaveCount(0)
    await page.reload()
    await app.surfaceIsDrawn()
    await expect(page.getByRole('list', { name: 'Scenarios' })).toHaveCount(0)
  })
})

test('a step is predicted, raced, measured, made to fail and reset', async ({ app, page }) => {
  await openScenario(app, page, 'S7')
  const question = page.getByRole('region', { name: 'Predict first' })
  await question.getByRole('radio', { name: 'about 100' }).click()
  await expect(claimsOf(page).first()).toHaveAttribute('data-state', 'none')
  await app.race()
  await expect(question).toContainText('No: about 10.')
  const first = claimsOf(page).first()
  await expect(first).toHaveAttribute('data-state', 'holds')
  await expect(first).toContainText('0.03167')
  // Half the rate: what diverged does not.
  await app.button(/^beyond the limit lr/).click()
  await app.type(page.getByLabel('beyond the limit lr, exact'), '0.01')
  await expect(first).toHaveAttribute('data-state', 'fails')
  await expect(first).toContainText('misses by')
  await app.button('Reset the step').click()
  await expect(first).toHaveAttribute('data-state', 'none')
  await page.getByRole('tab', { name: 'Race' }).click()
  await expect(page.getByLabel('beyond the limit lr, exact')).toHaveValue('0.021')
})

test('a step that opens with a quick sweep has made it, with the limit of its rates', async ({ app, page }) => {
  await openScenario(app, page, 'S20')
  await tourOf(page)
    .getByRole('button', { name: /^Step 2/ })
    .click()
  const panel = page.getByRole('region', { name: 'Analysis' })
  await expect(panel.getByRole('table', { name: 'Best runs' }).locator('tbody').getByRole('row')).toHaveCount(1)
  await expect(panel.getByText('Dashed: the loss after step 100.')).toContainText('2/λmax = 0.001997')
  await expect(app.button('Undo')).toBeDisabled()
})

test('the tour leaves a person’s own document as it was, after a crash too', async ({ app, page }) => {
  await app.open()
  await app.type(app.startX, '0.25')
  await expect(page).toHaveTitle(/^• /)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill('Tour: S7')
  await page.keyboard.press('Enter')
  await expect(tourOf(page)).toBeVisible()
  await app.surfaceIsDrawn()
  await page.getByRole('tab', { name: 'Race' }).click()
  await expect(app.startX).toHaveValue('10')
  await app.button('Leave the tour').click()
  await expect(app.startX).toHaveValue('0.25')
  await app.button('Undo').click()
  await expect(app.startX).not.toHaveValue('0.25')
  await app.button('Redo').click()
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill('Tour: S7')
  await page.keyboard.press('Enter')
  await expect(tourOf(page)).toBeVisible()
  await app.surfaceIsDrawn()
  await page.goto('./')
  await expect(page.getByRole('status').filter({ hasText: 'recovered' })).toBeVisible()
  await page.getByRole('tab', { name: 'Race' }).click()
  await expect(app.startX).toHaveValue('0.25')
})

test('a step is kept as a scene of one’s own', async ({ app, page }) => {
  await openScenario(app, page, 'S7')
  await page.getByRole('button', { name: 'Keep as a scene of one’s own' }).click()
  await expect(tourOf(page)).toHaveCount(0)
  await page.getByRole('tab', { name: 'Race' }).click()
  await expect(app.racers.getByRole('listitem')).toHaveCount(4)
  await app.button('Undo').click()
  await expect(app.racers.getByRole('listitem')).toHaveCount(6)
})

test('the tour is walked by keys, and remembers how far one has come', async ({ app, page }) => {
  await openScenario(app, page, 'S7')
  const heading = tourOf(page).getByRole('heading', { level: 3 }).first()
  const title = await heading.textContent()
  await app.race()
  await page.keyboard.press('PageDown')
  await expect(heading).not.toHaveText(title!)
  await app.surfaceIsDrawn()
  await page.keyboard.press('PageUp')
  await expect(heading).toHaveText(title!)
  await page.reload()
  await app.surfaceIsDrawn()
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill('All scenarios')
  await page.keyboard.press('Enter')
  const entry = tourOf(page).getByRole('button', { name: /S7$/ })
  await expect(entry.getByLabel(/played$/)).toHaveAttribute('aria-label', /^(played|1 of \d+ steps played)$/)
})

test('what a step holds still says so, and is changed neither by its fields nor on the picture', async ({
  app,
  page,
}) => {
  await openScenario(app, page, 'X3')
  const reason = 'The start is held still in this step'
  await expect(tourOf(page)).toContainText('Held still in this step: the start.')
  for (const field of [app.startX, app.startY]) {
    await expect(field).toBeDisabled()
    await expect(field).toHaveAttribute('title', reason)
  }
  await app.stage.click({ position: { x: 300, y: 300 } })
  await expect(page.locator('.notice')).toContainText(reason)
  await expect(app.startX).toHaveValue('0')
  await expect(app.rows).toHaveCount(0)
  await app.button('Leave the tour').click()
  await page.getByRole('tab', { name: 'Race' }).click()
  await expect(app.startX).toBeEnabled()
})

test('choices of a question are typeset, and named as text', async ({ app, page }) => {
  await openScenario(app, page, 'X8')
  const choice = page
    .getByRole('region', { name: 'Predict first' })
    .getByRole('radio', { name: 'at the limit, 2/ε', exact: true })
  await expect(choice.locator('.katex')).toBeVisible()
  await expect(choice).not.toContainText('$')
})

test('a step that shows basins maps them when it opens', async ({ app, page }) => {
  await openScenario(app, page, 'S10')
  await page.getByRole('tab', { name: 'Analyse' }).click()
  await expect(
    page
      .getByRole('img', { name: /basins/i })
      .or(page.locator('.cell-map'))
      .first(),
  ).toBeVisible()
  await expect(app.button('Compute basins')).toBeDisabled()
})

test('until the race is computed that a plane rests on, another is drawn and told', async ({ app, page }) => {
  await app.open()
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search commands').fill('Tour: S3')
  await page.keyboard.press('Enter')
  const note = page.getByRole('note').filter({ hasText: 'another plane, until its race is computed' })
  await expect(note).toBeVisible()
  await expect(note).toHaveCount(0, { timeout: 60_000 })
  await app.surfaceIsDrawn()
})

for (const theme of ['dark', 'light'] as const)
  test(`nothing of the tour is cut off at 1280 x 720: ${theme}`, async ({ app, page }) => {
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.emulateMedia({ colorScheme: theme })
    await openScenario(app, page, 'S7')
    await app.race()
    await expect(claimsOf(page).first()).toHaveAttribute('data-state', 'holds')
    const wide = await tourOf(page).evaluate((panel) =>
      [panel, ...panel.querySelectorAll('*')]
        // What screen readers alone are given is no wider than a pixel.
        .filter((element) => element.closest('.katex-mathml') === null)
        .filter(
          (element) =>
            element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible',
        )
        .map((element) => element.className),
    )
    expect(wide).toEqual([])
  })
