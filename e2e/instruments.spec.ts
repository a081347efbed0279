import { expect, test } from './support/test'

const bowl = { basin: 1, title: 'Bowl', landscape: { kind: 'expression', expression: 'x^2 + y^2' } }

test('a scene opens with the instrument that it names, which can be pinned and undone', async ({ app, page }) => {
  await app.open()
  const shown = (name: string) => page.getByRole('tab', { name, exact: true, selected: true })
  await app.dropScene({ ...bowl, view: { instrument: 'sweep' } })
  await expect(shown('Sweep')).toBeVisible()
  const pin = app.button('Open the scene with this')
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('tab', { name: 'Step', exact: true }).click()
  await expect(pin).toHaveAttribute('aria-pressed', 'false')
  await pin.click()
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('tab', { name: 'Basins', exact: true }).click()
  await app.button('Undo').click()
  await expect(shown('Sweep')).toBeVisible()
})
