import { expect, test } from './support/test'

/** What is typed, and what the alert says: what is wrong, and how to mend it. */
const formulas: readonly (readonly [name: string, text: string, what: RegExp, remedy: RegExp])[] = [
  ['an unknown function', 'x^2 + sinn(y)', /unknown function: "sinn" at character 7/, /sin/],
  ['unbalanced parentheses', '(x + (y^2', /parenthes[ie]s/, /close/],
  ['empty text', '', /empty|nothing/, /write/],
  ['100 000 characters', 'x + '.repeat(25_000) + 'y', /100001 characters/, /shorten/],
  ['10 000 nested parentheses', '('.repeat(10_000) + 'x' + ')'.repeat(10_000), /characters|nested/, /shorten|simplify/],
  ['3 000 nested parentheses', '('.repeat(3000) + 'x' + ')'.repeat(3000), /nested more than \d+ levels/, /simplify/],
  ['constructor', 'x + constructor', /constructor/, /\w/],
  ['import("fs")', 'import("fs")', /import|quotes/, /\w/],
  ['a chain to the constructor', 'x.constructor.constructor("return 1")()', /property/, /\w/],
  ['a definition without a result', 'x = 3', /ends with the definition of "x"/, /write the result/],
  ['an assignment', 'y + (x = 3)', /assignment/, /==/],
  ['a matrix', '[x, y; 1, 2]', /matrix|matrices/, /formula|number/],
  ['a unit', '3 cm + x', /unit "cm"/, /\* cm/],
  ['a complex number', 'x + 2i', /"i"|complex/, /\w/],
]

test('each bad formula is named with its place and remedy, and the surface stays', async ({ app, page }) => {
  await app.open()
  await app.race()
  const text = await app.expression.inputValue()
  const problem = page.getByRole('region', { name: 'Formula' }).getByRole('alert')
  for (const [name, bad, what, remedy] of formulas) {
    await test.step(name, async () => {
      await app.expression.fill(bad)
      await expect(problem).toContainText(what)
      await expect(problem.locator('li').first().locator('div')).toContainText(remedy)
      await expect(app.stage).toHaveAttribute('data-ready', 'true')
      await expect(app.rows).toHaveCount(6)
      await expect(page).toHaveTitle(/Rosenbrock/)
    })
  }
  await app.showsASurface()
  await app.expression.press('Escape')
  await expect(app.expression).toHaveValue(text)
  await expect(problem).toHaveCount(0)
})

test('a sum of 5000 terms works, or is refused with the limit named', async ({ app, page }) => {
  await app.open()
  await app.expression.fill(Array.from({ length: 5000 }, (_, i) => `x^2*${i + 1}`).join('+'))
  const problem = page.getByRole('region', { name: 'Formula' }).getByRole('alert')
  await expect(problem.or(page.getByText('My landscape').first())).toBeVisible({ timeout: 20_000 })
  if (await problem.isVisible()) await expect(problem).toContainText(/at most \d+|more than \d+/)
  await app.showsASurface()
})

test('a good formula is drawn, with its unknown names as parameters', async ({ app, page }) => {
  await app.open()
  await app.expression.fill('a*x^2 + sqrt(y)')
  await expect(page).toHaveTitle(/My landscape/)
  await expect(page.getByRole('slider', { name: 'parameter a' })).toBeVisible()
  // Half of the plane is no number: a hole, and no error.
  await app.showsASurface()
  await expect(app.alerts).toHaveCount(0)
})

test('a surface that is nowhere finite says so and does not fail', async ({ app }) => {
  await app.open()
  await app.expression.fill('log(-1 - x^2 - y^2)')
  await expect(app.page.getByRole('region', { name: 'View' })).toContainText(
    /no finite|nowhere finite|not finite|not a number/i,
  )
})

test('numbers out of range are refused where they stand', async ({ app, page }) => {
  await app.open()
  const refuse = async (label: string, text: string, what: RegExp) => {
    const field = page.getByLabel(label, { exact: true })
    const before = await field.inputValue()
    await field.fill(text)
    await field.press('Enter')
    await expect(app.alerts, `${label} = ${text}`).toHaveText(what)
    await field.press('Escape')
    await expect(field).toHaveValue(before)
    await expect(app.alerts).toHaveCount(0)
  }
  await refuse('x from', '2', /below 2/)
  await refuse('x from', '7', /below 2/)
  await refuse('x to', 'NaN', /not a number.*write/)
  await refuse('y to', '-1', /above -1/)
  await refuse('Length', '1e12', /at most 10000000/)
  await refuse('Length', '0', /at least 1/)
  await refuse('Length', '1.5', /whole/)
  await refuse('Start x', 'here', /not a number.*write/)
  await app.racers.getByRole('button', { name: /^adam lr/ }).click()
  await refuse('adam lr, exact', '-0.1', /at least 0|above 0/)
  await refuse('adam lr, exact', 'NaN', /not a number/)
  await refuse('adam lr, exact', '1e300', /at most/)
  await refuse('adam lr, exact', '', /not a number/)
  await refuse('adam betas 1', '1', /below 1/)
  await app.showsASurface()
})

test('a large learning rate diverges and is said to', async ({ app }) => {
  await app.open()
  await app.racers.getByRole('button', { name: /^sgd lr/ }).click()
  await app.type(app.page.getByLabel('sgd lr, exact', { exact: true }), '100')
  await app.race()
  await app.seek(500)
  await expect(app.rows.filter({ hasText: 'sgd' })).toContainText(/diverged|not finite/)
  await expect(app.rows).toHaveCount(6)
})

test('a start outside the domain is refused or raced, and said to be outside', async ({ app, page }) => {
  await app.open()
  await app.type(app.startX, '50')
  await expect(
    page
      .getByRole('alert')
      .or(page.getByRole('status'))
      .filter({ hasText: /outside|domain|at most 2/ }),
  ).toBeVisible()
  await app.showsASurface()
})

test('a race without racers says what is missing', async ({ app }) => {
  await app.open()
  for (const id of ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam']) await app.racerMenu(id, 'Remove')
  await app.button('Race').click()
  await expect(app.alerts).toHaveText(/racers are missing: add/)
  await app.showsASurface()
})

const files: readonly (readonly [name: string, text: string, what: RegExp])[] = [
  ['not-json.basin', 'hello', /JSON/],
  ['other-version.basin', '{"basin": 2, "landscape": {"kind": "catalog", "id": "sphere"}}', /basin.*2|version/],
  ['unknown-keys.basin', '{"basin": 1, "landscape": {"kind": "catalog", "id": "sphere"}, "stpes": 3}', /stpes/],
  ['truncated.basin', '{"basin": 1, "landscape": {"kind": "catalog", "id": "sph', /JSON|end/],
  ['empty.basin', '', /JSON|empty/],
  ['no-such-landscape.basin', '{"basin": 1, "landscape": {"kind": "catalog", "id": "sphre"}}', /"sphere"/],
  ['endless.basin', '{"basin": 1, "landscape": {"kind": "catalog", "id": "sphere"}, "steps": 1e12}', /steps/],
  ['outside.basin', '{"basin": 1, "landscape": {"kind": "catalog", "id": "sphere"}, "start": [1e6, 0]}', /start/],
  [
    'inside-out.basin',
    '{"basin": 1, "landscape": {"kind": "expression", "expression": "x", "domain": {"x": [2, -2], "y": [0, 1]}}}',
    /domain of x.*min < max/s,
  ],
]

test('a file that is no scene is refused with its name and reason, and the scene on screen stays', async ({
  app,
  page,
}) => {
  await app.open()
  await app.race()
  for (const [name, text, what] of files) {
    await test.step(name, async () => {
      await app.drop(name, text)
      const notice = app.alerts.filter({ hasText: name })
      await expect(notice).toContainText('was not opened')
      await expect(notice).toContainText(what)
      // What is wrong; how to mend it.
      await expect(notice).toContainText(/; \S+/)
      await notice.getByRole('button', { name: 'Close' }).click()
      await expect(notice).toHaveCount(0)
      await expect(page).toHaveTitle(/Rosenbrock/)
      await expect(app.rows).toHaveCount(6)
    })
  }
  await app.showsASurface()
})
