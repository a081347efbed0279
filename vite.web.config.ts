import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { cardsPlugin } from './vite/cards-plugin.ts'
import { policyPlugin } from './vite/policy-plugin.ts'

/** Builds the browser host into out/web: the same renderer as Electron's, with the engine in Web Workers. */
export default defineConfig({
  root: 'src/renderer',
  base: './',
  publicDir: false,
  plugins: [react(), cardsPlugin(), policyPlugin()],
  // A worker starts workers of its own, so each is a module.
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
  build: {
    target: 'chrome120',
    outDir: resolve('out/web'),
    emptyOutDir: true,
    // The policy allows no font and no script from a data URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
    // The window, and the page behind `basin video`.
    rollupOptions: { input: { index: resolve('src/renderer/index.html'), film: resolve('src/renderer/film.html') } },
  },
})
