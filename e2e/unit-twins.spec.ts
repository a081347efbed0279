import { expect, test } from './support/test'

const moons = {
  basin: 1,
  title: 'Twins',
  landscape: {
    kind: 'network',
    widths: [2, 3, 2],
    activation: 'tanh',
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 60, noise: 0.15, seed: 1 },
  },
  steps: 100,
  racers: [{ id: 'adam', optimizer: 'adam', lr: 0.05 }],
} as const

test('units of the drawn network are swapped and flipped: one loss, other links, undone', async ({ app, page }) => {
  await app.open()
  await app.dropScene(moons)
  await app.race()
  const network = page.getByRole('region', { name: 'Network' })
  await expect(network.locator('.network-moment')).toContainText('step 100')
  const links = () =>
    network.locator('.drawn-network line').evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke')))
  const own = await links()
  await network.locator('.network-unit:not([data-end])').first().click()
  const twins = page.getByRole('group', { name: 'Twin at the chosen unit' })
  await expect(twins).toContainText('unit 1 of layer 1')
  await expect(twins.getByRole('button', { name: 'Rescale by' })).toHaveCount(0)
  await twins.getByLabel('Unit to swap with').selectOption('3')
  await twins.getByRole('button', { name: 'Swap with' }).click()
  const told = page.getByRole('status', { name: 'Twin in place of the network' })
  await expect(told).toContainText('by one change')
  const losses = async () =>
    (await told.textContent())!
      .match(/loss (\S+) before, (\S+) after/)!
      .slice(1)
      .map(Number)
  const [before, after] = await losses()
  expect(before).toBeLessThan(0.5)
  expect(Math.abs(before! - after!)).toBeLessThan(1e-15)
  await expect.poll(links).not.toEqual(own)
  // The first unit's links are now the third's: three links a unit into the hidden layer, two of them each.
  const swapped = await links()
  expect([swapped[0], swapped[1], swapped[4], swapped[5]]).toEqual([own[4], own[5], own[0], own[1]])

  await twins.getByRole('button', { name: 'Flip its sign' }).click()
  await expect(told).toContainText('by 2 changes')
  const again = await losses()
  expect(Math.abs(again[0]! - again[1]!)).toBeLessThan(1e-15)
  // It goes with the playhead.
  await app.seek(10)
  await expect(network.locator('.network-moment')).toContainText('step 10')
  await expect.poll(async () => (await losses())[0]).toBeGreaterThan(before!)
  await page.keyboard.press('Control+z')
  await expect(told).toContainText('by one change')
  await page.getByRole('button', { name: 'Show the network itself' }).click()
  await expect(told).toHaveCount(0)
  await app.seek(100)
  await expect.poll(links).toEqual(own)
})

test('relu units are rescaled; a twin that a scene names and the network has not is told', async ({ app, page }) => {
  await app.open()
  await app.dropScene({ ...moons, landscape: { ...moons.landscape, activation: 'relu' } })
  await app.race()
  const network = page.getByRole('region', { name: 'Network' })
  const drawn = network.getByRole('group', { name: /^Layers of/ })
  await drawn.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const twins = page.getByRole('group', { name: 'Twin at the chosen unit' })
  await app.type(twins.getByLabel('Factor of the unit'), '4')
  await twins.getByRole('button', { name: 'Rescale by' }).click()
  const told = page.getByRole('status', { name: 'Twin in place of the network' })
  await expect(told).toContainText('by one change')

  await app.dropScene({
    ...moons,
    title: 'No such unit',
    view: { twins: [{ kind: 'flip', layer: 0, unit: 7 }] },
  } as never)
  await expect(told).toContainText('unit is 7, the layer has 3')
  await page.getByRole('button', { name: 'Show the network itself' }).click()
  await expect(told).toHaveCount(0)
})
