import { readPrinted, rounded } from './support/app'
import { basinJson } from './support/cli'
import { expect, test } from './support/test'

interface ProbeDocument {
  readonly value: number
  readonly gradient: readonly number[]
  readonly hessian: readonly (readonly number[])[]
  readonly eigenvalues: readonly number[]
  readonly conditionNumber: number
  readonly class: string
  readonly stableLearningRate?: number
}

const places = [
  { landscape: 'rosenbrock', title: 'Rosenbrock', at: [1, 1] },
  { landscape: 'rosenbrock', title: 'Rosenbrock', at: [-1.25, 0.75] },
  { landscape: 'himmelblau', title: 'Himmelblau', at: [-0.270845, -0.923039] },
] as const

for (const { landscape, title, at } of places) {
  test(`the probe of ${landscape} at ${at.join(', ')} agrees with the command line`, async ({ app, page }) => {
    const expected = basinJson<ProbeDocument>(['probe', landscape, '--at', at.join(',')])
    await app.open()
    await page.getByRole('list', { name: 'Landscapes' }).getByRole('button', { name: title, exact: true }).click()
    await app.type(app.startX, String(at[0]))
    await app.type(app.startY, String(at[1]))
    await app.stage.focus()
    await page.keyboard.press('p')
    await expect(app.probe.getByRole('button', { name: 'Hold' })).toHaveAttribute('aria-pressed', 'true')
    const numbers = async (name: string) => {
      const term = app.probe.locator('dt').filter({ hasText: new RegExp(`^${name}$`) })
      const text = await term.locator('xpath=following-sibling::dd[1]').evaluate((element) =>
        [...element.childNodes]
          .filter((node) => !(node instanceof HTMLElement && node.className === 'note'))
          .map((node) => node.textContent)
          .join(' '),
      )
      return text.replaceAll(/[(),]/g, ' ').trim().split(/\s+/).map(readPrinted)
    }
    await expect.poll(() => numbers('value')).toEqual([rounded(expected.value, 6)])
    expect(await numbers('gradient')).toEqual(expected.gradient.map((entry) => rounded(entry, 4)))
    expect(await numbers('Hessian')).toEqual(expected.hessian.flat().map((entry) => rounded(entry, 4)))
    expect(await numbers('λ₁')).toEqual([rounded(expected.eigenvalues[0]!, 4)])
    expect(await numbers('λ₂')).toEqual([rounded(expected.eigenvalues[1]!, 4)])
    expect(await numbers('condition')).toEqual([rounded(expected.conditionNumber, 4)])
    expect(await numbers('2/λmax')).toEqual([rounded(expected.stableLearningRate ?? null, 4)])
    await expect(app.probe).toContainText(expected.class.replaceAll('-', ' ').replace('ill c', 'ill-c'))
  })
}

test('an unpinned probe follows the pointer; a pinned one stays', async ({ app, page }) => {
  await app.open()
  const place = app.probe.getByText(/^at \(/)
  const box = (await app.map.boundingBox())!
  const at = (share: number) => page.mouse.move(box.x + box.width * share, box.y + box.height * 0.5)
  await expect(place).toHaveText('at (−1.5, 2)')
  await at(0.3)
  await expect(place).not.toHaveText('at (−1.5, 2)')
  const first = await place.textContent()
  await at(0.6)
  await expect(place).not.toHaveText(first!)
  await page.keyboard.press('p')
  await expect(app.probe.getByRole('button', { name: 'Hold' })).toHaveAttribute('aria-pressed', 'true')
  const held = await place.textContent()
  const [before] = [await app.readout.textContent()]
  await at(0.2)
  await expect(app.readout).not.toHaveText(before!)
  await expect(place).toHaveText(held!)
})
