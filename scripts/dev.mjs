// Live-reload development: the browser host always, Electron beside it where its binary is.
import './lib/check-node.mjs'
import { spawn } from 'node:child_process'
import { electronBinary } from './lib/electron.mjs'
import { ensureDependencies } from './lib/install.mjs'
import { root } from './lib/process.mjs'

await ensureDependencies()
const children = [start('vite/bin/vite.js', ['--config', 'vite.web.config.ts', '--host', '127.0.0.1'])]
const electron = await electronBinary({ fetch: false })
if (electron.path === undefined) console.log('Electron is not started: its binary is not here; npm start fetches it.')
else children.push(start('electron-vite/bin/electron-vite.js', ['dev']))

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    process.exitCode = 130
    for (const child of children) child.kill(signal)
  })
}

function start(path, args) {
  const child = spawn(process.execPath, [`${root}/node_modules/${path}`, ...args], { cwd: root, stdio: 'inherit' })
  child.on('exit', (code) => (process.exitCode ??= code ?? 1))
  return child
}
