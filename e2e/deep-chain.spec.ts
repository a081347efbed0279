import { readPrinted } from './support/app'
import { expect, test } from './support/test'

test('y = v w^t by its depth: whole steps of the slider, the surface follows, undone and saved', async ({
  app,
  page,
}) => {
  await app.open()
  await app.dropScene({
    basin: 1,
    title: 'Chain',
    landscape: { kind: 'catalog', id: 'deep-chain', parameters: { t: 2 } },
    start: [1.2, 1],
  })
  const depth = page.getByLabel('parameter t, exact')
  const slider = page.getByRole('slider', { name: 'parameter t' })
  await expect(depth).toHaveValue('2')
  // At the start, where the probe rests: 2 w (w^2 - 1).
  const gradient = async () => readPrinted((await app.probe.textContent())!.match(/gradient\(([^,]+),/)![1]!)
  await expect.poll(gradient).toBeCloseTo(1.056, 3)
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await expect(depth).toHaveValue('3')
  await page.keyboard.press('End')
  await expect(depth).toHaveValue('50')
  await page.keyboard.press('Home')
  await app.type(depth, '20')
  await expect.poll(gradient).toBeCloseTo(23857, -1)
  await app.showsASurface()
  // Half a layer is none.
  await depth.fill('7.5')
  await expect(page.getByRole('alert')).toContainText('whole number')
  await depth.press('Escape')
  await depth.blur()
  await expect(depth).toHaveValue('20')
  await page.keyboard.press('Control+z')
  await expect(depth).toHaveValue('2')
})
