// Serves a folder of built files on this machine only.
import { createReadStream, readFileSync, realpathSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream'

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/**
 * Serves `folder` on 127.0.0.1. `port` 0 takes any free one. Resolves to {url, port, close}; rejects where the port
 * cannot be had.
 */
export async function serveFolder(folder, { port = 0 } = {}) {
  const base = realpathSync(folder)
  const policy = policyOf(join(base, 'index.html'))
  const server = createServer((request, response) => {
    // A page cannot say of itself that nobody may frame it: its own tag has no such word.
    response.setHeader('Content-Security-Policy', `${policy}; frame-ancestors 'none'`)
    answer(base, request, response)
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  const actual = server.address().port
  return {
    url: `http://127.0.0.1:${actual}/`,
    port: actual,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

/** The content security policy that the page itself declares: header and page cannot differ in what both may say. */
function policyOf(page) {
  const tag = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]*>/i.exec(readFileSync(page, 'utf8'))?.[0]
  const policy = tag === undefined ? undefined : /content="([^"]+)"/.exec(tag)?.[1]
  if (policy === undefined) throw new Error(`${page} declares no content security policy`)
  return policy
}

/** Nobody else's page may read what is served, guess what it is, or share a process with the page. */
const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
}

/** The names of this machine; behind any port, which another may lead to this one. */
const ownHosts = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i

function answer(base, request, response) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  // A page of another name that a resolver has led here is not this one's, whatever its browser thinks.
  if (!ownHosts.test(request.headers.host ?? '')) return refuse(response, 421, 'only as 127.0.0.1 or localhost')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405, 'only GET and HEAD')
  }
  const path = resolvePath(base, request.url ?? '/')
  if (path === undefined) return refuse(response, 404, 'not found')
  const { size } = statSync(path)
  response.writeHead(200, {
    'Content-Type': types[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': size,
    // Names under assets/ carry a hash of their content; everything else is asked for anew.
    'Cache-Control': path.startsWith(join(base, 'assets') + sep) ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (request.method === 'HEAD') return response.end()
  // Of a download that is broken off the file is closed; of a file that cannot be read the download is broken off.
  pipeline(createReadStream(path), response, () => undefined)
}

/** The file a request means, links followed; undefined unless it lies in `base`. */
function resolvePath(base, url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0])
    if (path.includes('\0') || path.includes('\\')) return undefined
    let file = realpathSync(join(base, path))
    if (statSync(file).isDirectory()) file = realpathSync(join(file, 'index.html'))
    return file.startsWith(base + sep) && statSync(file).isFile() ? file : undefined
  } catch {
    return undefined
  }
}

function refuse(response, status, message) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${message}\n`)
}
