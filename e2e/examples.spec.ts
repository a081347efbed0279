import { readFileSync } from 'node:fs'
import { expect, test } from './support/test'

const listed = JSON.parse(readFileSync('resources/examples/index.json', 'utf8')) as {
  readonly file: string
  readonly title: string
}[]

// The first of each kind of file, and the scene whose slice waits for its race: all are opened and raced in
// test/examples.test.ts, without a window.
const kinds = new Map(listed.toReversed().map((example) => [example.file.split('.').at(-1), example]))
const waiting = listed.filter(({ file }) => file === 'between-three-minima.basin')

for (const { file, title } of [...kinds.values(), ...waiting]) {
  test(`${file} is offered at first, opens and races`, async ({ app, page }) => {
    await app.open()
    await page.getByRole('list', { name: 'Examples' }).getByRole('button', { name: title, exact: true }).click()
    await expect(app.rows).not.toHaveCount(0)
    await expect(app.alerts).toHaveCount(0)
    const name = file.endsWith('.basin') ? title : file.replace(/\.\w+$/, '')
    await expect(page).toHaveTitle(new RegExp(`^(• )?${name}`))
  })
}

test('an example opens by the palette', async ({ app, page }) => {
  await app.open()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search commands' }).fill('over the cliff')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Over the cliff/)
  await expect(app.rows).toHaveCount(4)
})
