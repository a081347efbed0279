import { configDefaults, defineConfig } from 'vitest/config'

const inBrowser = '**/*.browser.test.ts'
const withStandIns = ['src/{cli,main}/**/*.test.ts', '**/*.stand-in.test.ts']

/** `npm run check` runs all but the project `browser`. */
export default defineConfig({
  test: {
    environment: 'node',
    retry: 0,
    testTimeout: 60_000,
    // Hooks build what tests run.
    hookTimeout: 120_000,
    // Every core: by default one is left to a person who watches.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, inBrowser, ...withStandIns],
          // The files of a worker share what they import: the catalogue alone takes longer to load than most take to
          // run.
          isolate: false,
        },
      },
      // These put stand-ins in the place of Electron, threads, the process or a folder's files: each has modules of its
      // own.
      { extends: true, test: { name: 'hosts', include: withStandIns } },
      // A quick slice of each fuzz suite; `npm run fuzz` runs them at length.
      { extends: true, test: { name: 'fuzz', include: ['fuzz/**/*.fuzz.ts'], testTimeout: 3_600_000 } },
      // What starts a browser or looks at its build.
      { extends: true, test: { name: 'browser', include: [inBrowser] } },
    ],
  },
})
