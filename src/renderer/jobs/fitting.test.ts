import { describe, expect, it } from 'vitest'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import type { Scene } from '../../core/scene/scene'
import type { SuitResult, SuitSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import { createDocumentStore } from '../store/document'
import { setHyperparameter, setView, showMeasured, type Edit } from '../store/edits'
import { setExpression } from '../store/formula-edits'
import { createFitting } from './fitting'

const domain = { x: [-1, 1], y: [-1, 1] } as const
const card = (id: string, lr: number) =>
  ({ id, hyperparameters: { lr: { default: 0.001 } }, presets: { lr } }) as unknown as OptimizerCard
const cards = { optimizerCards: [card('sgd', 0.0015), card('adam', 0.1)] }
const racer = (id: string, optimizer: string, lr: number) => ({ id, optimizer, hyper: { lr }, visible: true })
const first = {
  title: '',
  landscape: { kind: 'catalog', id: 'rosenbrock', parameters: {}, domain },
  start: [0, 0],
  noise: { kind: 'gaussian', scale: 0 },
  racers: [racer('sgd', 'sgd', 0.0015), racer('adam', 'adam', 0.1)],
  view: { height: { scale: 'log', exaggeration: 1 } },
} as unknown as Scene

/** An engine that answers when it is told to: a formula's rates are as long as its text; in space 0.3 and 0.2. */
function setUp(scene = first, holdsRates = false) {
  const pending: (() => void)[] = []
  let asked = 0
  const engine = {
    run: (_kind: string, spec: SuitSpec) => {
      const text = 'expression' in spec.landscape ? String(spec.landscape.expression) : ''
      const result: SuitResult = {
        heightScale: text.includes('exp') ? 'log' : 'linear',
        rates:
          'dimension' in spec.landscape ? { sgd: 0.3, adam: 0.2 } : { sgd: text.length / 10, adam: text.length / 100 },
      }
      asked++
      const end = new Promise((resolve) => pending.push(() => resolve({ status: 'done', result })))
      return { end, cancel: () => undefined }
    },
  } as unknown as Pick<Engine, 'run'>
  const document = createDocumentStore(scene)
  const fitting = createFitting({ engine, document, cards, holdsRates: () => holdsRates })
  return {
    document,
    fitting,
    edit: (change: Edit): void => {
      const before = document.getState().scene
      document.edit(change)
      fitting.edited(before, document.getState().scene)
    },
    answer: async () => {
      while (pending.length > 0) {
        pending.shift()!()
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
    asked: () => asked,
    rates: () => document.getState().scene.racers.map(({ hyper }) => hyper['lr']),
    height: () => document.getState().scene.view.height.scale,
  }
}

const formula = (text: string) => setExpression(text, [], [])

describe('what nobody has chosen', () => {
  it('follows the landscape with the edit that changes it, and is undone with it', async () => {
    const { document, edit, answer, rates, height } = setUp()
    await answer()
    expect([rates(), height()]).toEqual([[0.0015, 0.1], 'log'])
    edit(formula('x^2 + y^2'))
    await answer()
    expect([rates(), height()]).toEqual([[0.9, 0.09], 'linear'])
    edit(formula('exp(x)'))
    await answer()
    expect([rates(), height()]).toEqual([[0.6, 0.06], 'log'])
    document.undo()
    document.undo()
    await answer()
    expect([rates(), height()]).toEqual([[0.0015, 0.1], 'log'])
    document.redo()
    await answer()
    expect([rates(), height()]).toEqual([[0.9, 0.09], 'linear'])
  })

  it('stays where learning rates are held', async () => {
    const { edit, answer, rates, height } = setUp(first, true)
    await answer()
    edit(formula('x^2 + y^2'))
    await answer()
    expect([rates(), height()]).toEqual([[0.0015, 0.1], 'linear'])
  })

  it('is fitted to the last of several formulas', async () => {
    const { edit, answer, rates } = setUp()
    for (const text of ['x', 'x^2', 'x^2 + y']) edit(formula(text))
    await answer()
    expect(rates()).toEqual([0.7, 0.07])
  })

  it('is no longer what a person edits', async () => {
    const { edit, answer, rates, height } = setUp()
    edit(formula('x^2 + y^2'))
    await answer()
    edit(setHyperparameter('sgd', 'lr', 0.123))
    edit(setView({ height: { scale: 'log', exaggeration: 1 } }))
    edit(formula('x^2'))
    await answer()
    expect([rates(), height()]).toEqual([[0.123, 0.03], 'log'])
  })

  it('stays as the file says in a scene that is opened, and follows from there if it suited', async () => {
    const landscape = { kind: 'expression', expression: 'x^2', parameters: {}, domain }
    const suited = { ...first, landscape, racers: [racer('a', 'sgd', 0.3), racer('b', 'sgd', 0.5)] } as unknown as Scene
    const { document, edit, answer, rates, height } = setUp()
    document.open(suited, undefined)
    await answer()
    expect(rates()).toEqual([0.3, 0.5])
    edit(formula('x^2 + y'))
    await answer()
    // Logarithmic heights do not suit x^2: whoever saved that had chosen them.
    expect([rates(), height()]).toEqual([[0.7, 0.5], 'log'])
  })

  it('tells a new racer what suits, once that is known', async () => {
    const { edit, answer, fitting } = setUp()
    edit(formula('x^2'))
    expect(fitting.hyper('sgd')).toEqual({})
    await answer()
    expect([fitting.hyper('sgd'), fitting.hyper('newton')]).toEqual([{ lr: 0.3 }, {}])
  })

  it('follows a network that takes a surface’s place, whatever plane of it is drawn', async () => {
    const { document, edit, answer, asked, rates } = setUp()
    await answer()
    const landscape = { kind: 'network', dimension: 9, seed: 0, sum: { examples: 4 }, domain }
    const network = { ...first, landscape } as unknown as Scene
    edit(showMeasured(network))
    await answer()
    expect(rates()).toEqual([0.3, 0.2])
    const before = asked()
    const slice = { kind: 'pca', of: 'sgd' }
    const wide = { x: [-5, 5], y: [-5, 5] }
    edit((scene) => ({ ...scene, landscape: { ...scene.landscape, slice, domain: wide } }) as unknown as Scene)
    document.amend(
      (scene) =>
        ({ ...scene, landscape: { ...scene.landscape, slice: { ...slice, vectors: { origin: [0] } } } }) as never,
    )
    await answer()
    expect([rates(), asked()]).toEqual([[0.3, 0.2], before])
  })

  it('is fitted once to a plane that follows a race, when that has come', async () => {
    const { document, edit, answer, asked, rates } = setUp()
    await answer()
    const slice = { kind: 'pca', of: 'sgd' }
    const vectors = (a: number) => (scene: Scene) =>
      ({ ...scene, landscape: { ...scene.landscape, slice: { ...slice, vectors: { origin: [a] } } } }) as never
    edit(
      (scene) =>
        ({ ...scene, landscape: { kind: 'catalog', id: 'n', parameters: {}, dimension: 9, domain, slice } }) as never,
    )
    await answer()
    expect(rates()).toEqual([0.0015, 0.1])
    document.amend(vectors(1))
    await answer()
    expect(rates()).toEqual([0.3, 0.2])
    const before = asked()
    document.amend(vectors(2))
    await answer()
    expect([rates(), asked()]).toEqual([[0.3, 0.2], before])
  })
})
