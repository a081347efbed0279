import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { cardsPlugin } from './vite/cards-plugin.ts'
import { policyPlugin } from './vite/policy-plugin.ts'

/** Both hosts have one page; which composition root it starts is the host's. */
const electronRoot: Plugin = {
  name: 'basin-electron-root',
  transformIndexHtml: { order: 'pre', handler: (html) => html.replace('./boot/browser.tsx', './boot/electron.tsx') },
}

/** Builds the Electron app: out/main with the engine's worker, out/preload, out/renderer. */
export default defineConfig({
  main: {
    publicDir: false,
    build: {
      externalizeDeps: false,
      outDir: 'out/main',
      emptyOutDir: true,
      rollupOptions: {
        external: ['electron'],
        input: { index: 'src/main/index.ts', worker: 'src/engine/links/node/worker.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    publicDir: false,
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      emptyOutDir: true,
      // A sandboxed preload script is one CommonJS file.
      rollupOptions: {
        external: ['electron'],
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    publicDir: false,
    plugins: [react(), cardsPlugin(), policyPlugin(), electronRoot],
    worker: { format: 'es' },
    build: {
      target: 'chrome140',
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2500,
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
  },
})
