import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/test'

const many = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw', 'nadam', 'lion', 'amsgrad']

/** What axe finds that keeps people out, contrast included. */
async function findings(page: Page): Promise<readonly string[]> {
  // The list of commands is walked with the arrow keys from its search field, which keeps the focus.
  const { violations } = await new AxeBuilder({ page }).exclude('.mantine-Spotlight-actionsList').analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    )
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in the ${theme} theme axe finds nothing serious`, () => {
    test.use({ colorScheme: theme, reducedMotion: 'reduce' })

    test('in a race of many, with an invalid formula, and in the analysis', async ({ app, page }) => {
      await app.open()
      expect(await findings(page), 'empty').toEqual([])
      await app.dropScene({
        basin: 1,
        title: 'Many',
        landscape: { kind: 'catalog', id: 'himmelblau' },
        steps: 60,
        racers: many.map((optimizer) => ({ optimizer, ...(optimizer === 'sgd' && { lr: 0.5 }) })),
      })
      await app.race()
      await app.rows.first().hover()
      await app.expression.fill('x^2 + sinn(y')
      await expect(page.getByRole('region', { name: 'Formula' }).getByRole('alert')).toBeVisible()
      expect(await findings(page), 'a race and an invalid formula').toEqual([])
      await app.racers.getByRole('button', { name: /^adam lr/ }).click()
      await app.button('1 lost').click()
      await expect(page.getByRole('list', { name: 'Events' })).toBeVisible()
      expect(await findings(page), 'a racer and what became of another').toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: 'Analyse' }).click()
      await expect(app.instrument).toBeVisible()
      expect(await findings(page), 'the analysis').toEqual([])
      for (const instrument of ['Cross-section', 'Taylor']) {
        await app.analyse(instrument)
        await expect(page.getByRole('status', { name: 'In words' })).toBeVisible()
        expect(await findings(page), instrument).toEqual([])
      }
    })

    test.describe('of the tour', () => {
      test.use({ firstStart: true })

      test('on its first page, in a step with its claims, and in its contents', async ({ app, page }) => {
        await app.open()
        expect(await findings(page), 'first page').toEqual([])
        await app.button('Begin').click()
        await app.surfaceIsDrawn()
        await app.race()
        await expect(page.locator('li.claim[data-state="holds"]').first()).toBeVisible()
        expect(await findings(page), 'a step').toEqual([])
        await app.button('All scenarios').click()
        expect(await findings(page), 'contents').toEqual([])
      })
    })

    test('of a network', async ({ app, page }) => {
      await app.open()
      await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: 'Moons that overfit' }).click()
      const network = page.getByRole('region', { name: 'Network' })
      await expect(network.getByRole('img', { name: /with the regions of/ })).toBeVisible()
      await app.surfaceIsDrawn()
      await network.getByRole('button', { name: 'Each layer' }).click()
      await page.getByRole('button', { name: 'More options' }).click()
      expect(await findings(page)).toEqual([])
    })

    test('in its dialogs', async ({ app, page }) => {
      await app.open()
      await app.button('Export film').click()
      await expect(page.getByRole('dialog', { name: 'Export film' })).toBeVisible()
      expect(await findings(page), 'the film').toEqual([])
      await page.keyboard.press('Escape')
      await app.stage.focus()
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard and mouse' })).toBeVisible()
      expect(await findings(page), 'the keys').toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await expect(page.getByLabel('Search commands')).toBeVisible()
      expect(await findings(page), 'the commands').toEqual([])
      await page.keyboard.press('Escape')
      await app.drop('own.csv', 'a,b,kind\n1,2,x\n3,5,y\n2,7,x\n')
      const data = page.getByRole('dialog', { name: 'Data for a network' })
      await data.getByLabel('Role of b').selectOption('target')
      await data.getByRole('button', { name: 'Make a network' }).click()
      await expect(data.getByRole('alert')).toBeVisible()
      expect(await findings(page), 'the data, wrongly chosen').toEqual([])
    })
  })
}
