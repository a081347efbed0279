import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { createNodePool, serveInThread } from '../../src/engine/links/node/create-node-engine'
import { digests, directDigests } from './digests'
import { directFingerprints, fingerprints } from './fingerprints'
import { recordedPath } from './recorded-path'
import { linkCases, type OpenLink } from './suite'
import { createTestKinds, noWorker } from './test-kinds'

const outDir = resolve('out/test/links-node')

const open: OpenLink = async (threads) => {
  const pool = createNodePool({ threads, workerUrl: pathToFileURL(resolve(outDir, 'worker.js')) })
  return { port: serveInThread(pool, createTestKinds(noWorker)), close: () => pool.close() }
}

describe('Node worker threads', () => {
  // A thread runs built code: TypeScript and the catalogue's globs need the bundler.
  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: true,
        target: 'node20',
        minify: false,
        outDir,
        emptyOutDir: true,
        rollupOptions: { input: { worker: 'test/links/node-worker.ts' }, output: { entryFileNames: '[name].js' } },
      },
    })
  })

  test('the suite’s HDF5 file is the one of the reference', () => {
    expect(recordedPath).toBe(readFileSync('test/reference/surfaces/trajectory.h5', 'base64'))
  })

  test.each(linkCases)('$name', ({ run }) => run(open))

  test.each([1, 2, 3])('the results of %i threads are those of no engine at all', async (threads) => {
    expect(await digests(open, threads)).toEqual(directDigests())
  })

  test('a built worker’s elementary functions and rules compute the bits of these sources', async () => {
    expect(await fingerprints(open)).toEqual(directFingerprints())
  })
})
