import { expect, test } from './support/test'

/** A measured surface over six decades, two cells of which blew up. */
function spikeAndDecades(): string {
  const n = 41
  const axis = Array.from({ length: n }, (_, i) => -1 + (2 * i) / (n - 1))
  const lines = axis.flatMap((y, j) =>
    axis.map((x, i) => {
      const isSpike = j === 20 && (i === 30 || i === 31)
      return `${x},${y},${isSpike ? 1e9 + i : Math.exp(7 * (x * x + y * y) - 7) + 1e-3}`
    }),
  )
  return ['x,y,loss', ...lines].join('\n')
}

test('a measured surface is looked at; remedies are pressed and undone', async ({ app, page }) => {
  await app.open()
  await app.drop('blown.csv', spikeAndDecades())
  await app.showsASurface()
  const findings = page.getByRole('list', { name: 'Findings' })
  await expect(findings.getByRole('listitem')).toHaveCount(2)
  const [spike, decades] = [findings.getByRole('listitem').first(), findings.getByRole('listitem').last()]
  await expect(spike).toContainText('A spike flattens the rest')
  await expect(spike).toContainText('2 cells stand out from all around')
  await expect(decades).toContainText('Values span decades on a linear scale')

  await decades.getByRole('button', { name: 'Logarithmic scale' }).click()
  await expect(findings.getByRole('listitem')).toHaveCount(1)
  await app.button('Undo').click()
  await expect(findings.getByRole('listitem')).toHaveCount(2)

  await spike.getByRole('button', { name: 'Take them as holes' }).click()
  await expect(page.locator('.measured .facts')).toContainText('2 of 1681')
  await expect(findings).not.toContainText('A spike flattens the rest')
  await expect(page.getByLabel('Cells that stand out')).toHaveValue('holes')
  await app.button('Undo').click()
  await expect(findings).toContainText('A spike flattens the rest')
  await expect(page.getByLabel('Cells that stand out')).toHaveValue('keep')
  await expect(app.alerts).toHaveCount(0)
})

test('the paths of a network’s race are looked at when they are asked for', async ({ app, page }) => {
  await app.open()
  await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: 'Moons that overfit' }).click()
  await app.showsASurface()
  await app.analyse('Slice')
  const odd = page.getByRole('region', { name: 'What is odd about the picture' })
  await expect(odd).toContainText('Nothing odd was found')
  await odd.getByRole('button', { name: 'Look at the race’s paths too' }).click()
  await expect(odd.getByRole('listitem')).toContainText('A path lies off the plane', { timeout: 60_000 })
  await expect(odd.getByRole('button', { name: 'Look at' })).toHaveCount(0)
})
