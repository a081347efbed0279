import type { Locator } from '@playwright/test'
import { readPrinted, rounded } from './support/app'
import { basinJson } from './support/cli'
import { expect, test } from './support/test'
import { outcomeWords } from './support/outcome-words'

interface RaceDocument {
  readonly racers: readonly {
    readonly id: string
    readonly outcome: string
    readonly steps: number
    readonly trace: {
      readonly step: readonly number[]
      readonly loss: readonly (number | null)[]
      readonly gradientNorm: readonly (number | null)[]
    }
  }[]
}

const scene = {
  basin: 1,
  title: 'The valley',
  landscape: { kind: 'catalog', id: 'rosenbrock' },
  start: [-1.23456789, 1.75],
  steps: 150,
} as const

test('six optimizers race, and the standings are the numbers of the command line', async ({ app }) => {
  const { racers } = basinJson<RaceDocument>(['race', '-'], JSON.stringify(scene))
  await app.open()
  await app.dropScene(scene)
  await app.race()
  await expect(app.rows).toHaveCount(6)
  for (const step of [0, 1, 77, 150]) {
    await app.seek(step)
    const expected = racers.map(({ id, trace }) => {
      const row = trace.step.indexOf(step)
      return { id, loss: rounded(trace.loss[row]!, 4), norm: rounded(trace.gradientNorm[row]!, 3) }
    })
    const byName = async () => {
      const rows = await readRows(app.rows)
      return racers.map(({ id }) => rows.find((row) => row.id === id)).map((row) => row && pick(row))
    }
    await expect.poll(byName).toEqual(expected)
    const losses = (await readRows(app.rows)).map(({ loss }) => loss)
    expect(losses, 'the leader first').toEqual([...losses].sort((a, b) => a - b))
  }
  const outcomes = Object.fromEntries((await readRows(app.rows)).map(({ id, outcome }) => [id, outcome]))
  expect(outcomes).toEqual(Object.fromEntries(racers.map(({ id, outcome }) => [id, outcomeWords[outcome]!])))
})

test('playing, pausing and stepping move one playhead', async ({ app, page }) => {
  await app.open()
  await app.button('Race').click()
  const playhead = async () => Number(await app.step.inputValue())
  await expect.poll(playhead).toBeGreaterThan(0)
  await app.button('Pause').click()
  await app.step.fill('100')
  const reads = async (step: number) => {
    await expect(app.step).toHaveAttribute('aria-valuetext', `step ${step} of 500`)
    expect(await playhead()).toBe(step)
  }
  await reads(100)
  await app.stage.focus()
  await page.keyboard.press('.')
  await reads(101)
  await page.keyboard.press(',')
  await page.keyboard.press(',')
  await reads(99)
  await page.keyboard.press('Home')
  await reads(0)
  await app.button('One forward').click()
  await reads(1)
  await app.button('Play').click()
  await expect.poll(playhead).toBeGreaterThan(1)
  await page.keyboard.press('End')
  await reads(500)
  await expect(app.rows.first()).toContainText('steps done')
})

test('scrubbing shows the past and not the future', async ({ app }) => {
  await app.open()
  await app.race()
  await app.seek(0)
  const atStart = await app.pictureAtRest()
  await app.seek(500)
  expect(await app.pictureAtRest()).not.toBe(atStart)
  await app.seek(0)
  expect(await app.pictureAtRest()).toBe(atStart)
})

test('a race that diverges says who, when and why, and keeps the last finite point', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    ...scene,
    title: 'Too fast',
    racers: [
      { optimizer: 'sgd', lr: 1 },
      { optimizer: 'adam', lr: 0.1 },
    ],
  })
  await app.race()
  await app.seek(150)
  const lost = app.rows.filter({ hasText: 'sgd' })
  await expect(lost).toContainText(/diverged|not finite/)
  await expect(app.rows.last()).toContainText('sgd')
  await app.button('1 lost').click()
  const event = page.getByRole('list', { name: 'Events' }).getByRole('button')
  await expect(event).toHaveText(/sgd (diverged|not finite) at step \d+: .+/)
  expect((await readRows(lost)).map(({ loss }) => Number.isFinite(loss))).toEqual([true])
  await event.click()
  await expect.poll(async () => Number(await app.step.inputValue())).toBeLessThan(150)
})

const pick = ({ id, loss, norm }: { id: string; loss: number; norm: number }) => ({ id, loss, norm })

async function readRows(rows: Locator) {
  const texts = await rows.evaluateAll((elements) =>
    elements.map((row) =>
      ['th', '.loss', '.gradient-norm', '.how-it-ended'].map((cell) => row.querySelector(cell)?.textContent ?? ''),
    ),
  )
  return texts.map(([id = '', loss = '', norm = '', outcome = '']) => ({
    id,
    loss: readPrinted(loss),
    norm: readPrinted(norm),
    outcome,
  }))
}

test('a long race says how far it is, plays meanwhile, and is cancelled with what has come', async ({ app, page }) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'A long race',
    landscape: { kind: 'network', widths: [2, 16, 16, 2], loss: 'cross-entropy', data: { id: 'moons', examples: 400 } },
    batch: { sampler: 'reshuffle', size: 40 },
    steps: 2_000_000,
    record: 1000,
    racers: [{ optimizer: 'adam', lr: 0.001 }],
  })
  await app.button('Race').click()
  const bar = page.getByRole('progressbar', { name: 'Progress of the race' })
  await expect(bar).toHaveAttribute(
    'aria-valuetext',
    /^step [\d\u202f]+ of 2\u202f000\u202f000 · about \d+ (s|min) left · epoch [\d\u202f]+ of 200\u202f000$/,
  )
  await expect(app.rows).toHaveCount(1)
  await app.button('Pause').click()
  await app.seek(1000)
  await app.button('Play').click()
  const playhead = async () => Number(await app.step.inputValue())
  await expect.poll(playhead).toBeGreaterThan(1000)
  await expect(bar).toBeVisible()
  await app.button('Pause').click()

  await app.button('Cancel the race').click()
  const cancelled = page.getByText(/^cancelled/)
  await expect(cancelled).toBeVisible()
  await expect(bar).toHaveCount(0)
  const [, step] = /step (\d+):/.exec((await cancelled.textContent())!.replaceAll('\u202f', ''))!
  await app.seek(Number(step))
  await expect(app.step).toHaveAttribute('aria-valuetext', `step ${step} of ${step}`)
  await expect(app.rows).toHaveCount(1)
  await expect(app.rows).not.toContainText('steps done')

  // Another begins at once, which a key ends.
  await app.button('Race').click()
  await expect(cancelled).toHaveCount(0)
  await expect(bar).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cancelled).toBeVisible()
})
