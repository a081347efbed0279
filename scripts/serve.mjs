// Serves the built browser host on 127.0.0.1 and opens nothing: for tests, pictures and a look from another browser.
import './lib/check-node.mjs'
import { readFlags } from './lib/arguments.mjs'
import { root } from './lib/process.mjs'
import { serveFolder } from './lib/static-server.mjs'

const flags = readFlags({ '--port': 'port' }, 'usage: node scripts/serve.mjs [--port N]')
try {
  const server = await serveFolder(`${root}/out/web`, { port: flags.port ?? 0 })
  console.log(server.url)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void server.close())
} catch (error) {
  console.error(
    error.code === 'EADDRINUSE'
      ? `port ${flags.port} is taken; choose another with --port`
      : `out/web cannot be served (${error.message}); run npm run build`,
  )
  process.exitCode = 1
}
