// Serves a folder of built files on this machine only.
import { createReadStream, readFileSync, realpathSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'

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
    response.setHeader('Content-Security-Policy', policy)
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

/** The content security policy that the page itself declares: header and page cannot differ. */
function policyOf(page) {
  const tag = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]*>/i.exec(readFileSync(page, 'utf8'))?.[0]
  const policy = tag === undefined ? undefined : /content="([^"]+)"/.exec(tag)?.[1]
  if (policy === undefined) throw new Error(`${page} declares no content security policy`)
  return policy
}

function answer(base, request, response) {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Referrer-Policy', 'no-referrer')
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
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response)
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
