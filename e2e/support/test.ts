import { test as base } from '@playwright/test'
import { App } from './app'

interface Fixtures {
  /** Trouble that a test provokes on purpose, such as the failed request of an engine that is kept away. */
  readonly tolerated: readonly RegExp[]
  /** Whether Basin opens as for the first time, on the tour's first page; else on its plain scene. */
  readonly firstStart: boolean
  readonly app: App
}

/**
 * Every spec runs under this: an error that nobody caught, an error on the console or a violation of the content
 * security policy fails the test in which it happens, whatever else the test asserts.
 */
export const test = base.extend<Fixtures>({
  tolerated: [[], { option: true }],
  firstStart: [false, { option: true }],
  page: async ({ page, tolerated, firstStart }, use) => {
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
    })
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        console.error(`policy violation: ${violatedDirective} ${blockedURI}`)
      })
    })
    if (!firstStart)
      await page.addInitScript(() => {
        if (localStorage.getItem('basin.tour') === null) localStorage.setItem('basin.tour', '{"opensHere":false}')
      })
    await use(page)
    test.expect(complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)))).toEqual([])
  },
  app: async ({ page }, use) => use(new App(page)),
})

export const { expect } = test
