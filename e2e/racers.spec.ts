import { readFile } from 'node:fs/promises'
import type { App } from './support/app'
import { readPrinted, rounded } from './support/app'
import { basinJson } from './support/cli'
import { expect, test } from './support/test'
import { outcomeWords } from './support/outcome-words'

interface RaceDocument {
  readonly racers: readonly {
    readonly id: string
    readonly outcome: string
    readonly steps: number
    readonly evaluations: number
    readonly trace: { readonly step: readonly number[]; readonly loss: readonly (number | null)[] }
  }[]
}

const bowl = { kind: 'expression', expression: '(x^2 + 10*y^2)/2', domain: { x: [-3, 3], y: [-3, 3] } } as const

test('optimizers are found by group, by what is said of them, and by keyboard', async ({ app, page }) => {
  await app.open()
  await app.button('Add optimizer').click()
  const options = page.getByRole('listbox', { name: 'Optimizers to add' })
  for (const group of ['First order', 'Adaptive', 'Noise and perturbation', 'Second order and line search', 'Matrix'])
    await expect(options.getByText(group, { exact: true })).toBeAttached()
  const { optimizers } = basinJson<{ readonly optimizers: readonly unknown[] }>(['list', 'optimizers'])
  await expect(options.getByRole('option')).toHaveCount(optimizers.length)
  const search = page.getByLabel('Search optimizers')
  await expect(search).toBeFocused()
  await page.keyboard.type('newton')
  await expect(options.getByRole('option').first()).toHaveAccessibleName('Newton')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(options).toBeHidden()
  await expect(app.racers.getByRole('listitem').last()).toContainText('newton')
  await app.button('Add optimizer').click()
  await expect(search).toBeFocused()
  await page.keyboard.type('nothing of the kind')
  await expect(page.getByText('No optimizer is called that.')).toBeVisible()
})

test.describe('all that makes a race', () => {
  test.beforeEach(({ page }) => page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker')))

  test('is set in the window, saved, opened unchanged, and raced alike from the command line', async ({
    app,
    page,
  }) => {
    await app.open()
    await app.dropScene({
      basin: 1,
      title: 'Settings',
      landscape: bowl,
      start: [-2, 1],
      steps: 120,
      racers: [
        { optimizer: 'adam', lr: 0.1 },
        { optimizer: 'sgd', lr: 0.05 },
      ],
    })
    const select = (label: string, value: string) => page.getByLabel(label, { exact: true }).selectOption(value)
    const type = (label: string, value: string) => app.type(page.getByLabel(label, { exact: true }), value)
    await app.racers.getByRole('button', { name: /^adam/ }).click()
    await select('adam schedule', 'cosine')
    await type('adam schedule minFactor, exact', '0.25')
    await type('adam warm-up', '20')
    await expect(
      page.getByRole('img', { name: 'Factor of the learning rate from 0.05 to 0.25 over 120 steps' }),
    ).toBeVisible()
    await expect(page.getByText('Does not meet the Robbins-Monro conditions.')).toBeVisible()
    await select('adam noise', 'covariance')
    await type('adam noise covariance', '3')
    await expect(app.alerts).toContainText('at most')
    await page.getByLabel('adam noise covariance').press('Escape')
    await type('adam noise covariance', '0.5')
    await select('noise', 'student-t')
    await type('noise scale', '0.25')
    await type('noise degrees', '4')
    await select('Compare by', 'evaluation')
    await type('Record every', '5')
    await app.button('Stop rules').click()
    await type('Stop: no progress for', '60')
    await expect(page.getByRole('button', { name: 'Stop rules 1 set' })).toBeVisible()

    const text = await saved(app)
    expect(JSON.parse(text)).toMatchObject({
      record: 5,
      stop: { stalledFor: 60 },
      compareBy: 'evaluation',
      noise: { kind: 'student-t', scale: 0.25, degrees: 4 },
      racers: [
        {
          schedule: { id: 'cosine', warmup: 20, minFactor: 0.25 },
          noise: {
            kind: 'covariance',
            covariance: [
              [1, 0.5],
              [0.5, 1],
            ],
          },
        },
        { optimizer: 'sgd' },
      ],
    })
    await app.race()
    const { racers } = basinJson<RaceDocument>(['race', '-'], text)
    for (const { id, outcome, evaluations, trace } of racers) {
      const row = app.rows.filter({ hasText: id })
      await expect(row.locator('.how-it-ended')).toHaveText(outcomeWords[outcome]!)
      await expect(row.locator('.evaluations')).toHaveText(String(evaluations))
      expect(readPrinted((await row.locator('.loss').textContent())!)).toBe(rounded(trace.loss.at(-1)!, 4))
    }

    await app.type(app.startX, '0')
    await app.drop('again.basin', text)
    await expect(app.startX).toHaveValue('-2')
    expect(await saved(app)).toBe(text)
  })
})

test('a racer is forked at the playhead, and goes on with another learning rate', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Fork',
    landscape: bowl,
    start: [-2, 1],
    steps: 80,
    racers: [{ optimizer: 'momentum', lr: 0.02 }],
  })
  await app.race()
  await app.seek(40)
  await app.racerMenu('momentum', 'Fork at the playhead')
  await expect(page.getByLabel('momentum-2 fork at')).toHaveValue('40')
  await page.getByLabel('momentum-2 fork change').selectOption('lr')
  await app.type(page.getByLabel('momentum-2 fork lr, exact', { exact: true }), '0.001')
  await expect(app.racers.getByRole('img', { name: 'goes on from step 40 with lr 0.001' })).toBeVisible()
  await expect(app.rows).toHaveCount(2)
  const losses = () => app.rows.locator('.loss').allTextContents()
  await expect.poll(async () => new Set(await losses()).size).toBe(1)
  await app.seek(80)
  await expect.poll(async () => new Set(await losses()).size).toBe(2)
  await app.button('Remove the fork of momentum-2').click()
  await expect(page.getByRole('region', { name: 'Fork of momentum-2' })).toHaveCount(0)
  await expect.poll(async () => new Set(await losses()).size).toBe(1)
})

test('a drag of a schedule’s slider is one step of undo', async ({ app, page }) => {
  await app.open()
  await app.racers.getByRole('button', { name: /^adam/ }).click()
  await page.getByLabel('adam schedule', { exact: true }).selectOption('exponential')
  const exact = page.getByLabel('adam schedule gamma, exact', { exact: true })
  const before = await exact.inputValue()
  const slider = page.getByRole('slider', { name: 'adam schedule gamma' })
  await slider.scrollIntoViewIfNeeded()
  const box = (await slider.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  for (const dx of [-6, -12, -18]) await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2)
  await page.mouse.up()
  await expect(exact).not.toHaveValue(before)
  await app.button('Undo').click()
  await expect(exact).toHaveValue(before)
  await app.button('Undo').click()
  await expect(page.getByLabel('adam schedule', { exact: true })).toHaveValue('')
  await expect(app.button('Undo')).toBeDisabled()
})

test('a fair race gives every racer as many evaluations', async ({ app, page }) => {
  await app.open()
  await app.button('Presets').click()
  await page.getByRole('menuitem', { name: /^Fair race/ }).click()
  await expect(page.getByText('each racer has 501 evaluations')).toBeVisible()
  await app.race()
  await expect(app.standings.getByRole('columnheader', { name: 'evals' })).toBeVisible()
  const counts = (await app.rows.locator('.evaluations').allTextContents()).map(Number)
  expect(counts).toHaveLength(6)
  // A step that is begun is finished: sharpness-aware minimization looks twice in one.
  for (const count of counts) expect(count).toBeLessThanOrEqual(502)
  await app.button('Undo').click()
  await expect(page.getByLabel('Compare by')).toHaveValue('step')
  await expect(app.standings.getByRole('columnheader', { name: 'evals' })).toBeHidden()
})

test('how a racer ended, how fast it came there, and what to beware of are told', async ({ app }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Told',
    landscape: bowl,
    start: [-2, 1],
    steps: 200,
    racers: [{ optimizer: 'sgd', lr: 0.05 }],
  })
  await app.race()
  const ended = app.rows.first().locator('.how-it-ended')
  await expect(ended).toHaveAttribute('title', /converges linearly, ×0\.902 a step \(steps \d+ to \d+\)/)
  await app.racers.getByRole('button', { name: /^sgd/ }).click()
  await expect(app.racers).toContainText('steps done')
  await expect(app.racers).toContainText('converges linearly')

  await app.dropScene({
    basin: 1,
    title: 'Kinked',
    landscape: { kind: 'catalog', id: 'bukin-6' },
    steps: 50,
    racers: [{ optimizer: 'bfgs' }],
  })
  await app.race()
  await expect(app.racers.getByRole('img', { name: /^Warning: bfgs rests on second derivatives/ })).toBeVisible()
})

async function saved({ page, stage }: App): Promise<string> {
  await stage.focus()
  const downloading = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  return readFile(await (await downloading).path(), 'utf8')
}
