import { expect, test } from './support/test'

const landscape = {
  kind: 'network',
  widths: [2, 3, 2],
  activation: 'tanh',
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 60, noise: 0.1, seed: 1 },
}
/** Parameters of the network. */
const n = 17
const scene = JSON.stringify({ basin: 1, title: 'Small net', landscape, steps: 20, racers: [{ optimizer: 'adam' }] })

/** A NumPy file of float64. */
function npy(shape: readonly number[], numbers: readonly number[]): Buffer {
  const list = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${list}), }`.padEnd(117) + '\n'
  const start = Buffer.alloc(10)
  start.write('\x93NUMPY\x01\x00', 'latin1')
  start.writeUInt16LE(header.length, 8)
  return Buffer.concat([start, Buffer.from(header), Buffer.from(Float64Array.from(numbers).buffer)])
}

/** A path that bends. */
const points = Array.from({ length: 30 }, (_, k) =>
  Array.from({ length: n }, (_, j) => Math.cos(j) * (1 - k / 29) + (j === 3 ? Math.sin(k / 6) : 0)),
)

test('a path of training is told from a surface by a person, drawn on its plane, and undone', async ({ app, page }) => {
  await app.open()
  await app.drop('net.basin', scene)
  await expect(page).toHaveTitle('Small net – Basin')
  await app.surfaceIsDrawn()
  await app.drop('sgd.npy', npy([30, n], points.flat()))
  const question = page.getByRole('dialog', { name: 'What is this file?' })
  await expect(question).toContainText('sgd.npy has 30 rows of as many numbers as the network has parameters')
  await expect(question.getByRole('button', { name: 'Measured surface' })).toBeVisible()
  await question.getByRole('button', { name: 'Trajectory' }).click()
  await app.showsASurface()
  const network = page.getByRole('region', { name: 'Network' })
  await expect(network).toContainText('a plane along principal directions of the path of sgd.npy, about its end')
  await page.keyboard.press('Control+z')
  await expect(network).toContainText('a plane along two random directions')
})

test('parameters become the network’s, and what does not fit is told precisely', async ({ app, page }) => {
  await app.open()
  await app.drop('net.basin', scene)
  await expect(page).toHaveTitle('Small net – Basin')
  await app.surfaceIsDrawn()
  const tensors = { '0.weight': [3, 2], '0.bias': [3], '2.weight': [2, 3], '2.bias': [2] }
  const safetensors = (shapes: Readonly<Record<string, readonly number[]>>): Buffer => {
    let at = 0
    const header = Object.entries(shapes).map(([name, shape]) => {
      const from = at
      at += 8 * shape.reduce((a, b) => a * b, 1)
      return [name, { dtype: 'F64', shape, data_offsets: [from, at] }]
    })
    const text = Buffer.from(JSON.stringify(Object.fromEntries(header)))
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(text.length))
    return Buffer.concat([length, text, Buffer.from(new Float64Array(at / 8).fill(0.25).buffer)])
  }
  await app.drop('weights.safetensors', safetensors({ ...tensors, '0.weight': [4, 2] }))
  await expect(app.alerts.filter({ hasText: 'weights.safetensors was not opened' })).toContainText(
    '0.weight has the shape (4, 2), expected (3, 2)',
  )
  await app.closeNotices()
  await app.drop('weights.safetensors', safetensors(tensors))
  await expect(page.locator('.notice')).toContainText('the network’s parameters are those of weights.safetensors')
  await expect(page).toHaveTitle('• Small net – Basin')
  await page.keyboard.press('Control+z')
  await expect(page).toHaveTitle('Small net – Basin')
})

test('the surface is exported as a mesh', async ({ app, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await app.open()
  await page.getByRole('button', { name: 'Export surface' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog', { name: 'Export the surface' }).getByRole('button', { name: 'glTF' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('rosenbrock.glb')
  await expect(page.locator('.notice')).toContainText('surface saved as rosenbrock.glb')
})
