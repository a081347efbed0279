import type { Domain } from '../../core/domain'
import type { Scene } from '../../core/scene/scene'
import type { Engine } from '../../engine/client'
import type { SweepSpec } from '../../engine'
import { basinsAccumulation } from '../../engine/accumulations/basins'
import { basinsSpec, batchSurfaceSpecs, fieldSpec, pointsSpec, raceSpec } from '../../engine/scene-specs'
import { type AnalysisState, type DerivedStore, noAnalysis } from '../store/derived'
import { noAnswer } from '../store/answer'
import type { Priority } from '../../engine/protocol'
import { createInquiry } from './inquiry'

interface AnalystInputs {
  readonly engine: Engine
  readonly derived: DerivedStore
  readonly scene: () => Scene
  /** The part of the plane that is shown. */
  readonly domain: () => Domain
  readonly clock: () => number
}

/** How often a map is shown while it grows. */
const publishMilliseconds = 150

/** Asks the engine what the window's overlays and the analysis panel show, and keeps it in the derived store. */
export function createAnalyst({ engine, derived, scene, domain, clock }: AnalystInputs) {
  const slot = <Name extends keyof AnalysisState>(name: Name) => ({
    clock,
    get: () => derived.getState().analysis[name],
    set: (answer: AnalysisState[Name]) =>
      derived.setState(({ analysis }) => ({ analysis: { ...analysis, [name]: answer } })),
  })
  const points = createInquiry({ engine, kind: 'points', priority: 'visible', ...slot('points') })
  const field = createInquiry({ engine, kind: 'field', priority: 'visible', ...slot('field') })
  const doctor = createInquiry({ engine, kind: 'doctor', priority: 'visible', ...slot('doctor') })
  const step = createInquiry({ engine, kind: 'step', priority: 'interactive', ...slot('step') })
  const drag = createInquiry({ engine, kind: 'drag', priority: 'background', ...slot('drag') })
  const noise = createInquiry({ engine, kind: 'gradient-noise', priority: 'background', ...slot('noise') })
  const spectrum = createInquiry({ engine, kind: 'spectrum', priority: 'background', ...slot('spectrum') })
  const sharpness = createInquiry({ engine, kind: 'sharpness', priority: 'background', ...slot('sharpness') })
  const fidelity = createInquiry({ engine, kind: 'fidelity', priority: 'background', ...slot('fidelity') })
  const line = createInquiry({ engine, kind: 'line', priority: 'background', ...slot('line') })
  const crossSection = createInquiry({ engine, kind: 'cross-section', priority: 'visible', ...slot('crossSection') })
  const taylor = createInquiry({ engine, kind: 'taylor', priority: 'interactive', ...slot('taylor') })
  const conditioning = createInquiry({ engine, kind: 'conditioning', priority: 'visible', ...slot('conditioning') })
  const connect = createInquiry({ engine, kind: 'connect', priority: 'background', ...slot('connect') })
  const thrown = createInquiry({ engine, kind: 'throw', priority: 'background', ...slot('thrown') })
  const basins = createInquiry({
    engine,
    kind: 'basins',
    priority: 'background',
    ...slot('basins'),
    onPart: atIntervals(clock, (spec, state) => {
      const { get, set } = slot('basins')
      set({ ...get(), spec, result: basinsAccumulation.finish(spec, state) })
    }),
  })
  const sweep = createInquiry({
    engine,
    kind: 'sweep',
    priority: 'background',
    ...slot('sweep'),
    onPart: atIntervals(clock, (spec, { racers }) => {
      const { get, set } = slot('sweep')
      // What is best, and where runs are lost first, is said when all have been made.
      const result = { racers: racers.map((grid) => ({ ...grid, stabilityEdge: new Int32Array(0) })) }
      set({ ...get(), spec, result })
    }),
  })
  const stableRates = createInquiry({ engine, kind: 'stable-rates', priority: 'visible', ...slot('stableRates') })
  const ensemble = createInquiry({ engine, kind: 'ensemble', priority: 'background', ...slot('ensemble') })
  const places = createInquiry({ engine, kind: 'ensemble-places', priority: 'visible', ...slot('ensemble-places') })
  const surfaces = (name: 'batchSurfaces' | 'seedSurfaces' | 'normalisedSurfaces', priority: Priority) =>
    noAnalysis[name].map((_, k) => {
      const { get, set } = slot<typeof name>(name)
      return createInquiry({
        engine,
        kind: 'surface',
        priority,
        clock,
        get: () => get()[k]!,
        set: (answer) => set(get().with(k, answer)),
      })
    })
  const motions = noAnalysis.motions.map((_, k) => {
    const { get, set } = slot('motions')
    return createInquiry({
      engine,
      kind: 'step',
      priority: 'interactive',
      clock,
      get: () => get()[k]!,
      set: (answer) => set(get().with(k, answer)),
    })
  })
  const batchSurfaces = surfaces('batchSurfaces', 'visible')
  const seedSurfaces = surfaces('seedSurfaces', 'background')
  const normalisedSurfaces = surfaces('normalisedSurfaces', 'background')

  const ones = {
    points,
    field,
    doctor,
    step,
    drag,
    noise,
    spectrum,
    sharpness,
    fidelity,
    line,
    crossSection,
    taylor,
    conditioning,
    connect,
    thrown,
    basins,
    sweep,
    stableRates,
    ensemble,
    places,
  }
  const many = [...motions, ...batchSurfaces, ...seedSurfaces, ...normalisedSurfaces]

  return {
    ...ones,
    seedSurfaces,
    normalisedSurfaces,
    /** Forgets every answer: they are about another landscape. */
    clear(): void {
      for (const inquiry of [...Object.values(ones), ...many]) inquiry.clear()
    },
    askPoints(): void {
      points.ask(pointsSpec(scene()))
    },
    askField(): void {
      field.ask(fieldSpec(scene(), domain()))
    },
    /** Asks for the surfaces of batches that the scene shows; what it shows no more is computed no further. */
    askBatchSurfaces(): void {
      const specs = batchSurfaceSpecs(scene(), domain())
      for (const [k, inquiry] of batchSurfaces.entries()) {
        const spec = specs[k]
        if (spec === undefined) inquiry.cancel()
        else inquiry.ask(spec)
      }
    },
    /** Lays one step of a racer of the scene open. */
    askStep(racer: number, at: number): void {
      step.ask({ race: raceSpec(scene()), racer, step: at })
    },
    /** Lays open a step of each of some racers, by their indices in the scene; of others nothing is known any more. */
    askMotions(steps: readonly { readonly racer: number; readonly step: number }[]): void {
      const race = raceSpec(scene())
      for (const [k, inquiry] of motions.entries()) {
        const asked = steps[k]
        if (asked !== undefined) inquiry.ask({ race, ...asked })
        else if (derived.getState().analysis.motions[k] !== noAnswer) inquiry.clear()
      }
    },
    askBasins(racer: number, resolution: number, force = false): void {
      basins.ask(basinsSpec(scene(), racer, resolution), force)
    },
    askSweep(spec: SweepSpec, force = false): void {
      sweep.ask(spec, force)
    },
  }
}

export type Analyst = ReturnType<typeof createAnalyst>

/** Shows what has come so far at intervals: not every part, and the first of each question at once. */
function atIntervals<Spec, State>(clock: () => number, publish: (spec: Spec, state: State) => void) {
  let asked: Spec | undefined
  let publishedAt = -Infinity
  return (spec: Spec, state: State): void => {
    if (asked === spec && clock() - publishedAt < publishMilliseconds) return
    asked = spec
    publishedAt = clock()
    publish(spec, state)
  }
}
