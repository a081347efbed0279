import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type * as fs from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { serveFolder, type StaticServer } from '../scripts/lib/static-server.mjs'

/** The files that the server has opened. */
const opened = vi.hoisted(() => ({ streams: [] as fs.ReadStream[] }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return {
    ...real,
    createReadStream(path: string) {
      const stream = real.createReadStream(path)
      opened.streams.push(stream)
      return stream
    },
  }
})

/** More than the sockets of both sides hold. */
const size = 24 * 2 ** 20

let folder: string
let server: StaticServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'basin-served-'))
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'" />`
  writeFileSync(join(folder, 'index.html'), policy)
  writeFileSync(join(folder, 'large.js'), Buffer.alloc(size))
  writeFileSync(join(folder, 'small.js'), Buffer.alloc(1000))
  server = await serveFolder(folder)
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

async function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const [response] = (await once(get({ port: server.port, path, headers, agent: false }), 'response')) as [
    IncomingMessage,
  ]
  return response
}

/** Resolves once the file is closed; why does not matter. */
function closing(stream: fs.ReadStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) resolve()
    else stream.on('error', () => undefined).on('close', resolve)
  })
}

describe('the static server', () => {
  test('lets nobody frame, embed or read what it serves', async () => {
    const response = await ask('/')
    response.resume()
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })

  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1'])(
    'answers nothing under the name "%s"',
    async (host) => {
      const response = await ask('/', { host })
      response.resume()
      expect(response.statusCode).toBe(421)
    },
  )

  test.each(['127.0.0.1', 'localhost', 'localhost:9000'])('answers under the name %s', async (host) => {
    const response = await ask('/', { host })
    response.resume()
    expect(response.statusCode).toBe(200)
  })

  test('closes the file of a download that is broken off', async () => {
    const response = await ask('/large.js')
    const stream = opened.streams.at(-1)!
    expect(stream.path).toMatch(/large\.js$/)
    await once(response, 'data')
    const closed = closing(stream)
    response.destroy()
    await closed
    expect(stream.bytesRead).toBeLessThan(size)
  })

  test('closes the file of a download that is whole', async () => {
    const response = await ask('/small.js')
    const stream = opened.streams.at(-1)!
    response.resume()
    await once(response, 'end')
    await closing(stream)
    expect(stream.bytesRead).toBe(1000)
  })
})
