import { landscapeSpec } from '../../core/scene/landscape'
import type { SceneRacer } from '../../core/scene/racer'
import type { Scene } from '../../core/scene/scene'
import type { SuitResult, SuitSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import { awaitsSlice, withSliceVectors } from '../../engine/scene-specs'
import type { Cards } from '../store/cards'
import type { DocumentStore } from '../store/document'
import { setHeightScale, setRates } from '../store/edits'
import { isNetwork } from '../store/network-edits'
import { newestOnly } from './newest-only'

interface FittingInputs {
  readonly engine: Pick<Engine, 'run'>
  readonly document: DocumentStore
  readonly cards: Pick<Cards, 'optimizerCards'>
  /** Whether learning rates are to stay as they are. */
  readonly holdsRates: () => boolean
}

export type Fitting = ReturnType<typeof createFitting>

/**
 * Knows what suits the landscape on screen, and keeps what nobody has chosen to it: a learning rate that is a preset or
 * was fitted, and the scale of heights of a formula that took another's place. That is no edit of its own: it comes
 * with the edit that changed the landscape, and is undone with it. A scene that is opened stays as its file says.
 */
export function createFitting({ engine, document, cards, holdsRates }: FittingInputs) {
  const scene = (): Scene => document.getState().scene
  let known: { readonly question: string; readonly result: SuitResult } | undefined
  let asked = ''
  /** The question whose answer the scene is to follow. */
  let awaited: string | undefined
  /** By rule: learning rates that were given and not chosen. */
  const given = new Map<string, Set<number>>()
  /** Whether heights follow the formula; undefined where what is known of the one before decides. */
  let followsHeight: boolean | undefined
  let opening = document.getState().opening
  const waiting: (() => void)[] = []

  const give = (racers: readonly SceneRacer[]): void => {
    for (const { optimizer, hyper } of racers) {
      if (typeof hyper['lr'] !== 'number') continue
      const rates = given.get(optimizer) ?? new Set()
      given.set(optimizer, rates.add(hyper['lr']))
    }
  }

  const isGiven = ({ optimizer, hyper }: SceneRacer): boolean => {
    const card = cards.optimizerCards.find(({ id }) => id === optimizer)
    const preset = card?.presets?.['lr'] ?? card?.hyperparameters['lr']?.default
    const { lr } = hyper
    return typeof lr === 'number' && (lr === preset || given.get(optimizer)?.has(lr) === true)
  }

  const take = (question: string, result: SuitResult): void => {
    known = { question, result }
    give(scene().racers.filter(({ optimizer, hyper }) => hyper['lr'] === result.rates[optimizer]))
    if (awaited === question) {
      awaited = undefined
      document.amend((current) => {
        const racers = new Set((holdsRates() ? [] : current.racers).filter(isGiven).map(({ id }) => id))
        const fitted = setRates(result.rates, (id) => racers.has(id))(current)
        return followsHeight === true ? setHeightScale(result.heightScale)(fitted) : fitted
      })
      give(scene().racers.filter(({ optimizer, hyper }) => hyper['lr'] === result.rates[optimizer]))
    }
    for (const tell of waiting.splice(0)) tell()
  }

  const queue = newestOnly((spec: SuitSpec) => {
    const question = asked
    const job = engine.run('suit', spec, { priority: 'interactive' })
    void job.end.then((end) => {
      if (end.status === 'done' && question === asked) take(question, end.result)
      else if (end.status === 'failed') for (const tell of waiting.splice(0)) tell()
    })
    return job
  }, 1000)

  const ask = (): void => {
    const subject = suited(scene())
    const question = questionOf(scene())
    if (awaitsSlice(subject) || question === asked) return
    asked = question
    queue.request(suitSpec(subject))
  }

  /** The rates that suit the landscape on screen, as far as they are known. */
  const rates = (): SuitResult['rates'] => (known?.question === questionOf(scene()) ? known.result.rates : {})

  document.subscribe((state, before) => {
    if (state.scene.landscape === before.scene.landscape) return
    // A measured surface comes with racers that its own scale was given to.
    const isMeasured = state.scene.landscape.blob !== before.scene.landscape.blob
    if (isMeasured && state.past.length > before.past.length) give(state.scene.racers)
    ask()
  })
  ask()

  return {
    /** What has been edited by a person follows the landscape no more; what has not, does. */
    edited(before: Scene, after: Scene): void {
      const { opening: now } = document.getState()
      if (now !== opening) followsHeight = undefined
      opening = now
      if (after.landscape === before.landscape) {
        if (after.view.height.scale !== before.view.height.scale) followsHeight = false
        return
      }
      if (after.landscape.expression === undefined) followsHeight = undefined
      else if (before.landscape.expression === undefined) followsHeight = true
      else followsHeight ??= known?.result.heightScale === before.view.height.scale
      awaited = questionOf(after)
      if (known?.question === awaited) take(awaited, known.result)
    },
    rates,
    /** What a new racer of a rule begins with, but for its presets. */
    hyper(optimizer: string): SceneRacer['hyper'] {
      const lr = rates()[optimizer]
      return lr === undefined ? {} : { lr }
    },
    /** Resolves once what suits the landscape on screen is known, or cannot be. */
    async settled(): Promise<void> {
      if (known?.question === asked) return
      await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

/**
 * What is asked about. Of a network nothing that is drawn: training begins in the same place and leaves the plane, so
 * that its own plane through there stands for its surroundings, as far as its parameters are long.
 */
function suited(scene: Scene): Scene {
  const { landscape } = scene
  if (!isNetwork(landscape) || landscape.dimension === 2) return scene
  const { slice: _slice, ...whole } = landscape
  return { ...scene, landscape: { ...whole, domain: { x: [-1, 1], y: [-1, 1] } } }
}

/** The vectors of a slice that follows a race are no part of it: rates would follow a race that follows them. */
function questionOf(scene: Scene): string {
  return JSON.stringify(suitSpec(withSliceVectors(suited(scene), undefined)))
}

function suitSpec({ landscape }: Scene): SuitSpec {
  return { landscape: landscapeSpec(landscape), domain: landscape.domain }
}
