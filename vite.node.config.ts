import { defineConfig } from 'vite'

/**
 * Builds the headless command `out/cli/basin.js` and the worker its threads run, `out/cli/worker.js`.
 * Everything is bundled, so the command starts fast and needs nothing beside it. Chunks lie beside the entries, so that
 * whichever of them starts a thread finds `worker.js` next to itself.
 */
export default defineConfig({
  publicDir: false,
  // playwright-core starts browsers from files of its own folder, so it stays a package.
  ssr: { noExternal: true, external: ['playwright-core'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/cli',
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: { basin: 'src/cli/index.ts', worker: 'src/engine/links/node/worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
