import { resolve } from 'node:path'
import type * as cardsModule from '../src/core/cards'
import { runnerImport, type Plugin } from 'vite'
import { thumbnailUrl } from './thumbnail.ts'

type CardsModule = typeof cardsModule

const publicId = 'virtual:basin-cards'
const resolvedId = `\0${publicId}`

/**
 * Serves the catalogue as data: core/cards.ts runs here, when the renderer is built or served, so that the
 * renderer's bundle holds definitions and pictures but no kernel.
 */
export function cardsPlugin(): Plugin {
  return {
    name: 'basin-cards',
    resolveId: (id) => (id === publicId ? resolvedId : undefined),
    async load(id) {
      if (id !== resolvedId) return undefined
      const { module, dependencies } = await runnerImport<CardsModule>(resolve('src/core/cards.ts'), {
        configFile: false,
        logLevel: 'error',
      })
      for (const dependency of dependencies) this.addWatchFile(resolve(dependency))
      return sourceOf(module)
    },
  }
}

function sourceOf(cards: CardsModule): string {
  const { landscapeCards, optimizerCards, scheduleCards, palette, defaultScene } = cards
  const thumbnails = Object.fromEntries(
    landscapeCards.map(({ id }) => [id, thumbnailUrl((n) => cards.thumbnailGrid(id, n), cards.thumbnailHole)]),
  )
  const data = { landscapeCards, optimizerCards, scheduleCards, palette, defaultScene, thumbnails }
  return Object.entries(data)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
    .join('\n')
}
