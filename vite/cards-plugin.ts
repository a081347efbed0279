import { resolve } from 'node:path'
import type * as cardsModule from '../src/core/cards'
import { runnerImport, type Plugin } from 'vite'
import { thumbnail } from './thumbnail.ts'

type CardsModule = typeof cardsModule

const publicId = 'virtual:basin-cards'
const resolvedId = `\0${publicId}`

/** Where the server of `npm run dev` has the thumbnails. */
const served = '/@basin-thumbnails/'

/**
 * Serves the catalogue as data: core/cards.ts runs here, when the renderer is built or served, so that the
 * renderer's bundle holds definitions but no kernel. The pictures of the landscapes are files beside it.
 */
export function cardsPlugin(): Plugin {
  let isBuild = true
  let cards: CardsModule | undefined
  const pictureOf = (module: CardsModule, id: string): Buffer =>
    thumbnail((n) => module.thumbnailGrid(id, n), module.thumbnailHole)
  return {
    name: 'basin-cards',
    configResolved({ command }) {
      isBuild = command === 'build'
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const id = /^(.*)\.png$/.exec(request.url?.split(served)[1] ?? '')?.[1]
        if (id === undefined || cards?.landscapeCards.some((card) => card.id === id) !== true) return next()
        response.setHeader('Content-Type', 'image/png')
        response.end(pictureOf(cards, id))
      })
    },
    resolveId: (id) => (id === publicId ? resolvedId : undefined),
    async load(id) {
      if (id !== resolvedId) return undefined
      const { module, dependencies } = await runnerImport<CardsModule>(resolve('src/core/cards.ts'), {
        configFile: false,
        logLevel: 'error',
      })
      for (const dependency of dependencies) this.addWatchFile(resolve(dependency))
      cards = module
      const urls = module.landscapeCards.map((card) => {
        if (!isBuild) return [card.id, JSON.stringify(`${served}${card.id}.png`)] as const
        const source = pictureOf(module, card.id)
        return [card.id, fileUrl(this.emitFile({ type: 'asset', name: `${card.id}.png`, source }))] as const
      })
      return sourceOf(module, urls)
    },
  }
}

/** The expression that the bundler makes the address of an emitted file of. */
function fileUrl(reference: string): string {
  return `import.meta.ROLLUP_FILE_URL_${reference}`
}

function sourceOf(cards: CardsModule, thumbnails: readonly (readonly [id: string, url: string])[]): string {
  const { landscapeCards, optimizerCards, scheduleCards, samplerCards, dataSetCards, initialiserCards } = cards
  const { dataSetDots, palette, defaultScene } = cards
  const scenarioCards = cards.scenarioCards()
  const catalogue = { landscapeCards, optimizerCards, scheduleCards, samplerCards, dataSetCards, initialiserCards }
  const data = { ...catalogue, scenarioCards, dataSetDots, palette, defaultScene }
  const entries = thumbnails.map(([id, url]) => `${JSON.stringify(id)}: ${url}`)
  return [
    ...Object.entries(data).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`),
    `export const thumbnails = { ${entries.join(', ')} }`,
  ].join('\n')
}
