import type { Locator } from '@playwright/test'
import type { App } from './support/app'
import { readPrinted } from './support/app'
import { expect, test } from './support/test'

/** A tanh network whose sharpness rises above 2 / lr and stays about it. */
const scene = {
  basin: 1,
  title: 'To the edge',
  landscape: {
    kind: 'network',
    widths: [2, 16, 16, 1],
    activation: 'tanh',
    loss: 'mse',
    data: {
      inputs: Array.from({ length: 40 }, (_, i) => [Math.cos(i), Math.sin(1.7 * i)]),
      targets: Array.from({ length: 40 }, (_, i) => Math.sin(3 * Math.cos(i) + 4 * Math.sin(1.7 * i))),
    },
  },
  steps: 2000,
  racers: [
    { id: 'gd', optimizer: 'sgd', lr: 0.1 },
    { id: 'batches', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 8 } },
    { id: 'lion', optimizer: 'lion', lr: 0.001 },
  ],
} as const

/** Opens the scene on its curvature. */
async function curvature(app: App): Promise<Locator> {
  await app.open()
  await app.dropScene(scene)
  await app.analyse('Curvature')
  return app.page.getByRole('region', { name: 'Analysis' })
}

async function compute(panel: Locator, name: string): Promise<void> {
  const button = panel.getByRole('button', { name: `Compute ${name}` })
  await button.click()
  await expect(button).toBeVisible({ timeout: 60_000 })
}

/** The column of a table, as numbers. */
async function column(table: Locator, index: number): Promise<number[]> {
  const rows = table.locator('tbody tr')
  const texts = await rows.locator(`:scope > :nth-child(${index})`).allTextContents()
  return texts.map(readPrinted)
}

test('the matrices and the layers of a network are compared, with residuals', async ({ app }) => {
  const panel = await curvature(app)
  await compute(panel, 'spectrum')
  const matrices = panel.getByRole('table', { name: 'Matrices' })
  await expect(matrices.locator('tbody th')).toHaveText(['Hessian', 'Gauss-Newton', 'emp. Fisher'])
  const [hessian, gaussNewton, fisher] = await column(matrices, 2)
  expect(new Set([hessian, gaussNewton, fisher]).size).toBe(3)
  // The Hessian alone bends downwards.
  const least = await column(matrices, 3)
  expect(least[0]).toBeLessThan(-0.001)
  expect(Math.abs(least[1]!)).toBeLessThan(1e-9)
  expect(Math.max(...(await column(matrices, 5)))).toBeLessThan(1e-8)
  const layers = panel.getByRole('table', { name: 'Layers' })
  await expect(layers.locator('tbody th')).toHaveText(['0', '2', '4'])
  // No layer is sharper than the network.
  expect(Math.max(...(await column(layers, 2)))).toBeLessThanOrEqual(hessian!)
  const eigenvalues = panel.getByRole('table', { name: 'Eigenvalues' })
  expect(await column(eigenvalues, 1)).toHaveLength(10)
  expect(Math.max(...(await column(eigenvalues, 3)))).toBeLessThan(1e-8)
})

test('another matrix, and how batches scatter', async ({ app }) => {
  const panel = await curvature(app)
  await panel.getByLabel('Curvature of').selectOption({ label: 'empirical Fisher matrix' })
  await panel.getByLabel('Compare matrices and layers').uncheck({ force: true })
  await app.type(panel.getByLabel('Batches of the spectrum'), '4')
  await compute(panel, 'spectrum')
  await expect(panel.getByRole('table', { name: 'Matrices' })).toHaveCount(0)
  const eigenvalues = panel.getByRole('table', { name: 'Eigenvalues' })
  await expect(eigenvalues.locator('tbody tr').last().locator('td').first()).toHaveText(/^\S+ ± \S+$/)
  await expect(panel.getByText('Over 4 batches, each by itself', { exact: false })).toBeVisible()
})

test('the spectrum where a racer is, and where it ends', async ({ app }) => {
  const panel = await curvature(app)
  const at = panel.getByLabel('Curvature at')
  await expect(at.locator('option', { hasText: 'the end of' })).toBeDisabled()
  await app.race()
  // While the race runs its end is where it has come.
  await expect(app.rows.first()).toContainText('steps done', { timeout: 30_000 })
  await at.selectOption({ label: 'the end of gd' })
  await compute(panel, 'spectrum')
  await expect(panel.locator('.answer-note').first()).toHaveText('Hessian at gd at step 2000')
  await app.seek(100)
  await at.selectOption({ label: 'gd at the playhead' })
  await compute(panel, 'spectrum')
  await expect(panel.locator('.answer-note').first()).toHaveText('Hessian at gd at step 100')
})

test('training comes to the edge of stability, which the chart marks and says', async ({ app }) => {
  const panel = await curvature(app)
  await app.race()
  await compute(panel, 'sharpness along the path')
  const chart = panel.getByRole('img', { name: 'Largest eigenvalue along the path of gd' })
  const crossing = await chart.locator('.crossing text').textContent()
  const [, from, to] = /^crosses between (\d+) and (\d+)$/.exec(crossing!)!
  expect(Number(from)).toBeGreaterThan(500)
  expect(Number(to)).toBeLessThan(1500)
  await expect(panel.getByLabel('What the chart says')).toContainText(
    `It rises through the limit of stability between steps ${from} and ${to}.`,
  )
  // The playhead is drawn, and a click seeks.
  const playhead = chart.locator('.playhead')
  const before = await playhead.getAttribute('transform')
  const box = (await chart.boundingBox())!
  await chart.click({ position: { x: box.width / 2, y: box.height / 2 } })
  await expect(app.step).not.toHaveAttribute('aria-valuetext', 'step 2000 of 2000')
  await expect(playhead).not.toHaveAttribute('transform', before!)

  const racer = panel.getByLabel('Sharpness along the path of', { exact: true })
  await racer.selectOption('racer batches')
  await compute(panel, 'sharpness along the path')
  await expect(panel.getByLabel('What the chart says')).toContainText('The limit is one of training on all examples')
  await racer.selectOption('racer lion')
  await compute(panel, 'sharpness along the path')
  await expect(panel.getByLabel('What the chart says')).toContainText('No limit of stability is known of this rule')
})

test('a long look along a path can be stopped', async ({ app }) => {
  const panel = await curvature(app)
  await app.type(panel.getByLabel('Steps between places'), '1')
  await panel.getByRole('button', { name: 'Compute sharpness along the path' }).click()
  await panel.getByRole('button', { name: 'Cancel' }).click()
  await expect(panel.getByText('stopped')).toBeVisible()
})
