import { readFile } from 'node:fs/promises'
import type { App } from './support/app'
import { basinJson } from './support/cli'
import { expect, test } from './support/test'

test('the gallery is searched, and walked through with arrow keys', async ({ app, page }) => {
  await app.open()
  const search = page.getByLabel('Search landscapes')
  const list = page.getByRole('list', { name: 'Landscapes' })
  await search.fill('holder')
  await expect(list.getByRole('button')).toHaveText(['Hölder table', 'Eggholder'])
  await search.press('Enter')
  await expect(page).toHaveTitle(/Hölder table/)
  // The search is over, and the chosen one is in sight among its group.
  await expect(search).toHaveValue('')
  const chosen = list.getByRole('button', { pressed: true })
  await expect(chosen).toHaveText('Hölder table')
  await expect(chosen).toBeInViewport({ ratio: 1 })
  await search.press('Tab')
  await expect(chosen).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(list.getByRole('button', { name: 'Bukin 6' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/Cross-in-tray/)
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowUp')
  await expect(search).toBeFocused()
  await search.fill('no such place')
  await expect(page.getByText('No landscape is called that.')).toBeVisible()
  await search.press('Escape')
  for (const name of ['Formula', 'Domain']) await expect(page.getByRole('region', { name })).toBeInViewport()
})

test('what is known of a landscape is told', async ({ app, page }) => {
  await app.open()
  await choose(app, 'Eggholder')
  const hazards = page.getByRole('list', { name: 'Hazards' })
  await expect(hazards.getByRole('listitem')).toHaveText([
    'kinks',
    'optimum on the edge',
    'unbounded',
    'ill-conditioned',
  ])
  await hazards.getByText('unbounded').hover()
  await expect(page.getByRole('tooltip').filter({ hasText: 'falls lower still' })).toBeVisible()
  await app.button('About Eggholder').click()
  const about = page.getByRole('article', { name: 'About Eggholder' })
  await expect(about).toContainText('Beware of published values')
  await expect(about).toContainText('(512, 404.2319) is on the edge')
  await expect(about).toContainText(/\d+ critical points are known/)
  await page.keyboard.press('Escape')
  await expect(about).toHaveCount(0)
  await app.button('Help on formulas').click()
  await expect(page.getByRole('dialog', { name: 'Help on formulas' })).toContainText('leakyRelu(a, s)')
})

test('a formula has local definitions, parameters with ranges, and as many variables as one likes', async ({
  app,
  page,
}) => {
  await app.open()
  await app.expression.fill('r = sqrt(x1^2 + x2^2 + x3^2)\n')
  const problem = page.getByRole('region', { name: 'Formula' }).getByRole('alert')
  await expect(problem).toContainText('has no result')
  await app.expression.pressSequentially('k*r^2 - x')
  await expect(problem).toHaveCount(0)
  await expect(page).toHaveTitle(/My landscape/)
  await expect(page.getByRole('slider', { name: 'parameter x3' })).toBeVisible()
  await app.button('Make them the variables').click()
  await expect(app.expression).toHaveValue('r = sqrt(x1^2 + x2^2 + x3^2)\nk*r^2 - x1')
  await expect(page.getByRole('slider', { name: /^parameter/ })).toHaveCount(1)
  await app.showsASurface()
  const before = await app.pictureAtRest()

  await page.getByLabel('Plane', { exact: true }).selectOption('axes')
  await app.type(page.getByLabel('x is coordinate'), '3')
  await expect.poll(() => app.picture()).not.toBe(before)
  await app.button('Undo').click()
  await app.button('Undo').click()
  await expect(page.getByLabel('Plane', { exact: true })).toHaveValue('default')
  await app.surfaceIsDrawn()
  expect(await app.pictureAtRest()).toBe(before)

  await app.button('Range of k').click()
  const from = page.getByLabel('k from', { exact: true })
  await app.type(from, '7')
  await expect(app.alerts).toHaveText('must be below 5')
  await from.press('Escape')
  await expect(from).toHaveCount(0)
  await app.button('Range of k').click()
  await app.type(from, '2')
  await expect(page.getByLabel('parameter k, exact', { exact: true })).toHaveValue('2')
  await page.keyboard.press('Escape')

  const dimension = page.getByLabel('Dimension', { exact: true })
  await app.type(dimension, '2')
  // x3 is no variable any more, and so a parameter.
  await expect(page.getByRole('slider', { name: 'parameter x3' })).toBeVisible()
  await page.getByLabel('Variables').selectOption('plane')
  await expect(app.expression).toHaveValue('r = sqrt(x^2 + y^2 + x3^2)\nk*r^2 - x')
  await expect(dimension).toHaveCount(0)
  await expect(app.alerts).toHaveCount(0)
})

test.describe('a family', () => {
  test.beforeEach(({ page }) => page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker')))

  test('has a dimension and a plane, which are saved with the scene and opened again', async ({ app, page }) => {
    await app.open()
    await choose(app, 'Styblinski-Tang in n dimensions')
    await expect(page.getByLabel('Expression', { exact: true })).toHaveCount(0)
    const dimension = page.getByLabel('Dimension', { exact: true })
    await expect(dimension).toHaveValue('10')
    await app.type(dimension, '1')
    await expect(app.alerts).toHaveText('must be at least 2')
    await dimension.press('Escape')
    await app.type(dimension, '4')
    await page.getByLabel('Plane', { exact: true }).selectOption('vectors')
    const [origin, v] = [page.getByLabel('Origin of the plane'), page.getByLabel('Direction v')]
    await expect(v).toHaveValue('0 1 0 0')
    for (const [text, what] of [
      ['0 1 0', 'v of the slice has 3 numbers, expected 4'],
      ['2 0×3', 'parallel'],
      ['0×4', 'largest entry of 0'],
      ['0 1 0 up', '"up" is no number'],
    ] as const) {
      await v.fill(text)
      await expect(app.alerts).toContainText(what)
    }
    await v.press('Escape')
    await app.type(v, '0 0 1 -1')
    await app.type(origin, '0×4')
    await app.showsASurface()
    await app.race()
    const drawn = await app.pictureAtRest()

    const text = await saved(app)
    expect(JSON.parse(text)).toMatchObject({
      landscape: {
        id: 'styblinski-tang-n',
        dimension: 4,
        slice: { origin: [0, 0, 0, 0], u: [1, 0, 0, 0], v: [0, 0, 1, -1] },
      },
    })
    const { racers } = basinJson<{ readonly racers: readonly { readonly id: string }[] }>(['race', '-'], text)
    expect(racers).toHaveLength(6)
    await choose(app, 'Sphere')
    await app.drop('again.basin', text)
    await expect(dimension).toHaveValue('4')
    await expect(page.getByLabel('Plane', { exact: true })).toHaveValue('vectors')
    await app.race()
    await app.closeNotices()
    expect(await app.pictureAtRest()).toBe(drawn)
  })
})

test('a plane, a line and the end of another racer are chosen in many dimensions, and undone', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Space',
    landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 5 },
    start: [-1, 1],
    steps: 50,
    racers: [{ optimizer: 'adam' }, { optimizer: 'l-bfgs' }],
  })
  const plane = page.getByLabel('Plane', { exact: true })
  await plane.selectOption('axes')
  await app.type(page.getByLabel('x is coordinate'), '4')
  await app.type(page.getByLabel('Other coordinates'), '1×4')
  await expect(app.alerts).toHaveText('4 numbers, expected 5')
  await page.getByLabel('Other coordinates').press('Escape')
  await app.type(page.getByLabel('Other coordinates'), '1×5')
  await expect(page.getByText('through 1 0 1 0 1 along 0 0 0 1 0 and 0 1 0 0 0')).toBeVisible()
  await app.race()
  await app.racers.getByRole('button', { name: /^l-bfgs/ }).click()
  await page.getByLabel('l-bfgs start', { exact: true }).selectOption('the end of adam')
  await page.keyboard.press('Home')
  const loss = (id: string) => app.rows.filter({ hasText: id }).locator('.loss').textContent()
  await app.seek(50)
  const end = await loss('adam')
  await app.seek(0)
  await expect.poll(() => loss('l-bfgs')).toBe(end)

  await plane.selectOption('axis')
  await expect(page.getByLabel('Start y')).toHaveCount(0)
  await app.showsASurface()
  for (let edits = 0; edits < 5; edits++) await app.button('Undo').click()
  await expect(plane).toHaveValue('default')
  await expect(page.getByLabel('l-bfgs start', { exact: true })).toHaveValue('shared')
  await expect(app.startY).toHaveValue('1')
  await expect(app.alerts).toHaveCount(0)
})

async function choose(app: App, name: string): Promise<void> {
  const list = app.page.getByRole('list', { name: 'Landscapes' })
  await list.getByRole('button', { name, exact: true }).click()
  await app.surfaceIsDrawn()
}

async function saved({ page, stage }: App): Promise<string> {
  await stage.focus()
  const downloading = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  return readFile(await (await downloading).path(), 'utf8')
}
