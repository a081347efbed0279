import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { protocol } from 'electron'
import { contentSecurityPolicy } from '../host/content-security-policy'

const scheme = 'app'

/** The one origin that the window's page has. */
export const appOrigin = `${scheme}://basin`

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Makes `app:` a scheme with an origin, like https. To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers `app://basin/...` from a folder, and nothing outside it, links followed. */
export function serveApp(folder: string): void {
  protocol.handle(scheme, (request) => answer(folder, request))
}

async function answer(folder: string, request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url)
  if (request.method !== 'GET' || host !== 'basin') return refusal(405)
  const file = await fileOf(folder, pathname)
  const bytes = file === undefined ? undefined : await readFile(file).catch(() => undefined)
  if (file === undefined || bytes === undefined) return refusal(404)
  return new Response(bytes, {
    headers: {
      'Content-Type': types[extname(file).toLowerCase()] ?? 'application/octet-stream',
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

async function fileOf(folder: string, pathname: string): Promise<string | undefined> {
  try {
    const base = await realpath(folder)
    const path = decodeURIComponent(pathname)
    const file = await realpath(join(base, path === '/' ? 'index.html' : path))
    return file.startsWith(base + sep) ? file : undefined
  } catch {
    return undefined
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'Content-Security-Policy': contentSecurityPolicy } })
}
