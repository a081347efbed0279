import { labelBasins } from '../../core/analysis/maps/basin-labels'
import { isLostOutcome } from '../../core/race/trace'
import type { Domain } from '../../core/domain'
import type { Scene } from '../../core/scene/scene'
import type { Engine } from '../../engine/client'
import type {
  BasinsChunk,
  BasinsResult,
  BasinsSpec,
  FieldSpec,
  PointsSpec,
  SweepChunk,
  SweepResult,
  SweepSpec,
} from '../../engine'
import { landscapeSpec, raceSpec } from '../../engine/scene-specs'
import type { AnalysisState, DerivedStore } from '../store/derived'
import { createInquiry } from './inquiry'

interface AnalystInputs {
  readonly engine: Engine
  readonly derived: DerivedStore
  readonly scene: () => Scene
  /** The part of the plane that is shown. */
  readonly domain: () => Domain
  readonly clock: () => number
}

/** Points of a field along each axis: as many as the surface has. */
const fieldPoints = 256
/** How often a map is shown while it grows. */
const publishMilliseconds = 150

/** Asks the engine what the window's overlays and the analysis panel show, and keeps it in the derived store. */
export function createAnalyst({ engine, derived, scene, domain, clock }: AnalystInputs) {
  const slot = <Name extends keyof AnalysisState>(name: Name) => ({
    get: () => derived.getState().analysis[name],
    set: (answer: AnalysisState[Name]) =>
      derived.setState(({ analysis }) => ({ analysis: { ...analysis, [name]: answer } })),
  })
  const points = createInquiry({ engine, kind: 'points', priority: 'visible', ...slot('points') })
  const field = createInquiry({ engine, kind: 'field', priority: 'visible', ...slot('field') })
  const step = createInquiry({ engine, kind: 'step', priority: 'interactive', ...slot('step') })
  const spectrum = createInquiry({ engine, kind: 'spectrum', priority: 'background', ...slot('spectrum') })
  const growingBasins = growing<BasinsSpec, BasinsChunk, BasinsResult>(clock, emptyBasins, addBasins, labelled)
  const growingSweep = growing<SweepSpec, SweepChunk, SweepResult>(clock, emptySweep, addSweep, (_, sweep) => ({
    ...sweep,
  }))
  const basins = createInquiry({
    engine,
    kind: 'basins',
    priority: 'background',
    ...slot('basins'),
    onChunk: growingBasins((spec, result) => {
      const { get, set } = slot('basins')
      set({ ...get(), spec, result })
    }),
  })
  const sweep = createInquiry({
    engine,
    kind: 'sweep',
    priority: 'background',
    ...slot('sweep'),
    onChunk: growingSweep((spec, result) => {
      const { get, set } = slot('sweep')
      set({ ...get(), spec, result })
    }),
  })

  return {
    points,
    field,
    step,
    spectrum,
    basins,
    sweep,
    /** Forgets every answer: they are about another landscape. */
    clear(): void {
      for (const inquiry of [points, field, step, spectrum, basins, sweep]) inquiry.clear()
    },
    askPoints(): void {
      points.ask(pointsSpec(scene()))
    },
    askField(): void {
      field.ask(fieldSpec(scene(), domain()))
    },
    /** Lays one step of a racer of the scene open. */
    askStep(racer: number, at: number): void {
      step.ask({ race: raceSpec(scene()), racer, step: at })
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

/** The critical points of the scene's landscape in its whole domain. */
export function pointsSpec({ landscape }: Scene): PointsSpec {
  return { landscape: landscapeSpec(landscape), domain: landscape.domain }
}

/** Region classes and curvatures over the part of the plane that is shown. */
export function fieldSpec({ landscape, view }: Scene, domain: Domain): FieldSpec {
  return {
    landscape: landscapeSpec(landscape),
    domain,
    wholeDomain: landscape.domain,
    resolution: [fieldPoints, fieldPoints],
    thresholds: view.thresholds,
  }
}

/** The map of a racer of the scene: its starts fill the domain, so that where the racer itself starts makes no difference. */
export function basinsSpec(scene: Scene, racer: number, resolution: number): BasinsSpec {
  const { racers, record: _record, ...race } = raceSpec(scene)
  const { x, y } = scene.landscape.domain
  return { ...race, racer: { ...racers[racer]!, start: [x[0], y[0]] }, resolution: [resolution, resolution] }
}

/** Gathers what streams into a result that grows, shown at intervals. */
function growing<Spec, Chunk, Result>(
  clock: () => number,
  empty: (spec: Spec) => Result,
  add: (result: Result, chunk: Chunk) => void,
  finish: (spec: Spec, result: Result) => Result,
) {
  return (publish: (spec: Spec, result: Result) => void) => {
    let grown: { readonly spec: Spec; readonly result: Result } | undefined
    let publishedAt = -Infinity
    return (spec: Spec, chunk: Chunk): void => {
      if (grown?.spec !== spec) {
        grown = { spec, result: empty(spec) }
        publishedAt = -Infinity
      }
      add(grown.result, chunk)
      if (clock() - publishedAt < publishMilliseconds) return
      publishedAt = clock()
      publish(spec, finish(spec, grown.result))
    }
  }
}

function emptyBasins({ resolution }: BasinsSpec): BasinsResult {
  const count = resolution[0] * resolution[1]
  return {
    resolution,
    attractors: [],
    labels: new Uint16Array(0),
    ends: new Float64Array(2 * count).fill(NaN),
    losses: new Float64Array(count).fill(NaN),
    steps: new Uint32Array(count),
    outcomes: new Uint8Array(count),
    evaluations: 0,
  }
}

/** A start stands for the square about it until a finer grid has come. */
function addBasins(map: BasinsResult, { starts, stride, ends, losses, steps, outcomes }: BasinsChunk): void {
  const [nx, ny] = map.resolution
  starts.forEach((start, k) => {
    const [i, j] = [start % nx, Math.floor(start / nx)]
    for (let row = j; row < Math.min(ny, j + stride); row++) {
      for (let column = i; column < Math.min(nx, i + stride); column++) {
        const at = row * nx + column
        map.ends[2 * at] = ends[2 * k]!
        map.ends[2 * at + 1] = ends[2 * k + 1]!
        map.losses[at] = losses[k]!
        map.steps[at] = steps[k]!
        map.outcomes[at] = outcomes[k]!
      }
    }
  })
}

function labelled({ domain }: BasinsSpec, map: BasinsResult): BasinsResult {
  return { ...map, ...labelBasins(map.ends, map.losses, (run) => isLostOutcome(map.outcomes[run]!), domain) }
}

function emptySweep({ race, x, y }: SweepSpec): SweepResult {
  const [nx, ny] = [x.values.length, y?.values.length ?? 1]
  return {
    racers: race.racers.map(({ id, optimizer }) => ({
      id,
      optimizer,
      resolution: [nx, ny],
      final: new Float64Array(nx * ny).fill(NaN),
      best: new Float64Array(nx * ny).fill(NaN),
      outcomes: new Uint8Array(nx * ny),
      stabilityEdge: new Int32Array(0),
    })),
  }
}

function addSweep(sweep: SweepResult, { racer, cells, final, best, outcomes }: SweepChunk): void {
  const grid = sweep.racers[racer]!
  grid.final.set(final, cells[0])
  grid.best.set(best, cells[0])
  grid.outcomes.set(outcomes, cells[0])
}
