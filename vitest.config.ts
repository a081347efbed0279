import { configDefaults, defineConfig } from 'vitest/config'

const inBrowser = '**/*.browser.test.ts'

/** Two projects: what needs no browser, which `npm run check` runs alone, and what starts one or looks at its build. */
export default defineConfig({
  test: {
    environment: 'node',
    retry: 0,
    testTimeout: 60_000,
    // Every core: by default one is left to a person who watches.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, inBrowser],
        },
      },
      { extends: true, test: { name: 'browser', include: [inBrowser] } },
    ],
  },
})
