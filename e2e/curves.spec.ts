import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPrinted } from './support/app'
import { basin } from './support/cli'
import { expect, test } from './support/test'
import { decodeGif, findDisc, openDecoder } from './support/film'

const well = {
  basin: 1,
  title: 'Double well',
  landscape: { kind: 'expression', expression: 'x^4 - x^2', dimension: 1, domain: { x: [-1.5, 1.5] } },
  start: [1.4],
  steps: 40,
  racers: [{ optimizer: 'sgd', lr: 0.05 }],
}

test('a formula in x alone becomes a curve, and a race on it starts where a person clicks', async ({ app, page }) => {
  await app.open()
  const variables = page.getByLabel('Variables')
  await app.type(app.expression, 'x^4 - x^2 + y')
  await app.surfaceIsDrawn()
  await expect(variables.getByRole('option', { name: 'x: a curve' })).toBeDisabled()
  await app.type(app.expression, 'x^4 - x^2')
  await variables.selectOption('x: a curve')
  await app.surfaceIsDrawn()
  await expect(app.map).toHaveCount(0)
  await expect(app.startY).toHaveCount(0)
  await expect(page.getByLabel('y from')).toHaveCount(0)

  // f at the place under the pointer, wherever above it that is.
  const box = (await app.stage.boundingBox())!
  const at = { x: Math.round(box.width * 0.62), y: Math.round(box.height * 0.4) }
  await app.stage.hover({ position: at })
  await expect(app.readout).toHaveText(/^x \S+ {3}f \S+$/)
  const [x, f] = (await app.readout.textContent())!.match(/[\d.−e]+/g)!.map(readPrinted) as [number, number]
  expect(Math.abs(f - (x ** 4 - x ** 2))).toBeLessThan(1e-3)
  await expect(app.probe.getByText(`at (`)).toHaveText(/^at \([\d.−]+\)$/)

  await app.stage.click({ position: at })
  await expect(app.rows.first()).toBeVisible()
  expect(Number(await app.startX.inputValue())).toBeCloseTo(x, 2)
  await app.type(app.expression, 'x^4 - x^2 + y')
  await expect(page.getByText('y in a formula of dimension 1, whose only variable is x')).toBeVisible()
})

test('its start is dragged along the curve, and it is drawn as a band too', async ({ app, page }) => {
  await app.open()
  await app.dropScene(well)
  await app.race()
  const before = await app.pictureAtRest()
  const { x, y, width, height } = (await app.stage.boundingBox())!
  // The plot's margins: 62 left, 28 right, 56 above, 46 below; 16 pixels about the curve.
  const [plotWidth, plotHeight] = [width - 90, height - 102]
  const unit = (1.4 ** 4 - 1.4 ** 2 + 0.25) / (1.5 ** 4 - 1.5 ** 2 + 0.25)
  const ring = { x: x + 62 + (plotWidth * 2.9) / 3, y: y + 56 + plotHeight - 16 - unit * (plotHeight - 32) }
  await page.mouse.move(ring.x, ring.y)
  await expect(app.stage).toHaveAttribute('data-over-grip', '')
  await page.mouse.down()
  await page.mouse.move(ring.x - plotWidth / 2, ring.y, { steps: 6 })
  await page.mouse.up()
  await expect(app.startX).not.toHaveValue('1.4')
  expect(Number(await app.startX.inputValue())).toBeCloseTo(-0.1, 1)
  await app.surfaceIsDrawn()
  await page.keyboard.press('Control+z')
  await expect(app.startX).toHaveValue('1.4')
  await page.getByRole('button', { name: 'Draw it as a band in 3-D' }).click()
  await expect(app.map).toBeVisible()
  expect(await app.pictureAtRest()).not.toBe(before)
  await page.getByRole('button', { name: 'Draw it as a curve' }).click()
  await expect(app.map).toHaveCount(0)
})

test('its critical points are proven to be all, and the probe is held at one', async ({ app, page }) => {
  await app.open()
  await app.dropScene(well)
  await page.getByRole('tab', { name: 'Analyse' }).click()
  const analysis = page.getByRole('region', { name: 'Analysis' })
  await expect(analysis.getByText('all 3 points: proven by interval arithmetic')).toBeVisible()
  await expect(analysis.getByText('degree of f′: +1 by the ends, +1 found')).toBeVisible()
  await expect(app.instrument.getByRole('option', { name: 'Basins' })).toHaveCount(0)
  await analysis.getByRole('button', { name: 'maximum at (0)' }).click()
  await expect(app.probe.getByText('at (0)')).toBeVisible()
})

test('it is filmed as a curve, and the racer moves along it', async ({ app, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'basin-curve-'))
  try {
    const [scene, film] = [join(folder, 'well.basin'), join(folder, 'well.gif')]
    const red = { ...well, racers: [{ ...well.racers[0], color: '#ff0020' }] }
    writeFileSync(scene, JSON.stringify(red))
    const made = basin(['video', scene, '--out', film, '--size', '640x360', '--seconds', '1'])
    expect(made.code, made.stderr).toBe(0)
    await app.open()
    const { width, samples } = await decodeGif(await openDecoder(page), readFileSync(film))
    expect(width).toBe(640)
    // The racer's name stands at the left.
    const [before, , after] = samples.map((frame) => findDisc(frame, [255, 0, 32], 3, (x) => x > 250))
    expect([before!.share, after!.share].every((share) => share > 0.2)).toBe(true)
    // From 1.4 down to 0.7, of the three units that are shown.
    expect(before!.px - after!.px).toBeGreaterThan(50)
    expect(after!.py - before!.py).toBeGreaterThan(100)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
