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
