import type { Ask, MeasuredRace, MeasurementKind, MeasurementTable } from '../core/claims/measurement'
import type { GradientNoise } from '../core/analysis/noise/gradient-noise'
import type { PointsResult } from '../core/analysis/points/points-result'
import type { ProbeResult } from '../core/analysis/region/probe-result'
import { landscapeSpec } from '../core/scene/landscape'
import type { Scene } from '../core/scene/scene'
import type { BasinsResult } from './accumulations/basins'
import type { EnsembleResult } from './accumulations/ensemble'
import type { RaceResult } from './accumulations/race'
import type { BasinsSpec } from './kinds/basins'
import type { ConnectResult, ConnectSpec } from './kinds/connect'
import type { DragResult, DragSpec } from './kinds/drag'
import type { EnsembleSpec } from './kinds/ensemble'
import type { EnsemblePlacesResult, EnsemblePlacesSpec } from './kinds/ensemble-places'
import type { GradientNoiseSpec } from './kinds/gradient-noise'
import type { PointsSpec } from './kinds/points'
import type { ProbeSpec } from './kinds/probe'
import type { RaceSpec } from './kinds/race-specs'
import type { SharpnessResult, SharpnessSpec } from './kinds/sharpness'
import type { StepResult, StepSpec } from './kinds/step'
import type { SurfaceResult, SurfaceSpec } from './kinds/surface'
import type { Need } from './needs'
import { awaitsSlice, basinsSpec, dragSpec, pointsSpec, raceSpec } from './scene-specs'

type AskedOf<K extends MeasurementKind> = MeasurementTable[K]['ask']

/** How one kind of measurement is made by a job. */
interface Measurement<K extends MeasurementKind> {
  job(ask: AskedOf<K>): Need
  /** What the job's result says, in the words of core. */
  read(result: unknown): MeasurementTable[K]['result']
}

/** Ties a measurement to the types of the job that makes it. */
function by<Spec, Result>(kind: string) {
  return <Asked, Read>(
    spec: (ask: Asked) => Spec,
    read: (result: Result) => Read,
  ): { job(ask: Asked): Need; read(result: unknown): Read } => ({
    job: (ask) => ({ kind, spec: spec(ask) }),
    read: (result) => read(result as Result),
  })
}

/** What a job gives is what a claim reads. */
const asIs = <T>(result: T): T => result

const measurements: { readonly [K in MeasurementKind]: Measurement<K> } = {
  race: by<RaceSpec, RaceResult>('race')(({ scene }: AskedOf<'race'>) => offPlaneSpec(scene), measuredRace),
  ensemble: by<EnsembleSpec, EnsembleResult>('ensemble')(
    ({ scene, quantiles = [], ...settings }: AskedOf<'ensemble'>) => ({
      race: { ...offPlaneSpec(scene), seed: 0 },
      quantiles,
      ...settings,
    }),
    asIs,
  ),
  probe: by<ProbeSpec, ProbeResult>('probe')(
    ({ scene: { landscape }, at }: AskedOf<'probe'>) => ({
      landscape: landscapeSpec(landscape),
      domain: landscape.domain,
      at,
    }),
    asIs,
  ),
  points: by<PointsSpec, PointsResult>('points')(({ scene }: AskedOf<'points'>) => pointsSpec(scene), asIs),
  surface: by<SurfaceSpec, SurfaceResult>('surface')(
    ({ scene: { landscape }, resolution, domain = landscape.domain }: AskedOf<'surface'>) => ({
      landscape: landscapeSpec(landscape),
      domain,
      resolution: [resolution, resolution],
      gradient: true,
    }),
    asIs,
  ),
  basins: by<BasinsSpec, BasinsResult>('basins')(
    ({ scene, racer = 0, resolution }: AskedOf<'basins'>) => basinsSpec(scene, racer, resolution),
    asIs,
  ),
  drag: by<DragSpec, DragResult>('drag')(({ scene }: AskedOf<'drag'>) => dragSpec(scene), asIs),
  'gradient-noise': by<GradientNoiseSpec, GradientNoise>('gradient-noise')(
    ({ scene: { landscape, seed }, ...settings }: AskedOf<'gradient-noise'>) => ({
      landscape: landscapeSpec(landscape),
      seed,
      ...settings,
    }),
    asIs,
  ),
  connect: by<ConnectSpec, ConnectResult>('connect')(
    ({ scene, paths = [], ...settings }: AskedOf<'connect'>) => ({
      landscape: landscapeSpec(offPlane(scene).landscape),
      paths,
      seed: scene.seed,
      ...settings,
    }),
    asIs,
  ),
  places: by<EnsemblePlacesSpec, EnsemblePlacesResult>('ensemble-places')(
    ({ scene, every = Math.max(1, scene.steps), ...settings }: AskedOf<'places'>) => ({
      race: { ...offPlaneSpec(scene), seed: 0 },
      every,
      ...settings,
    }),
    asIs,
  ),
  sharpness: by<SharpnessSpec, SharpnessResult>('sharpness')(
    ({ scene, racer = 0, steps }: AskedOf<'sharpness'>) => ({ race: offPlaneSpec(scene), racer, steps }),
    asIs,
  ),
  step: by<StepSpec, StepResult>('step')(
    ({ scene, racer = 0, step }: AskedOf<'step'>) => ({ race: offPlaneSpec(scene), racer, step }),
    asIs,
  ),
}

/** The job that measures what is asked for. */
export function jobOf(ask: Ask): Need {
  return (measurements[ask.measure] as Measurement<MeasurementKind>).job(withoutName(ask))
}

/** Its result, as claims read it. */
export function measuredOf(ask: Ask, result: unknown): MeasurementTable[MeasurementKind]['result'] {
  return measurements[ask.measure].read(result)
}

/** A race runs in all dimensions: it waits for no slice that is made from a race itself. */
function offPlaneSpec(scene: Scene): RaceSpec {
  return raceSpec(offPlane(scene))
}

function offPlane(scene: Scene): Scene {
  if (!awaitsSlice(scene)) return scene
  const { slice: _slice, ...landscape } = scene.landscape
  return { ...scene, landscape }
}

function withoutName({ measure: _measure, ...ask }: Ask): AskedOf<MeasurementKind> {
  return ask
}

function measuredRace({ racers, traces }: RaceResult): MeasuredRace {
  return {
    racers: traces.map((trace, i) => {
      const { id, count, dimension, points, distance, theta, sampled } = trace
      // Off a plane points are projections, and theta is kept where it fits.
      const all = theta ?? (distance === undefined ? points : points.subarray(0, 0))
      const { ending, evaluations } = racers[i]!
      const column = (values: Float64Array): Float64Array => values.subarray(0, count)
      return {
        id,
        outcome: ending.outcome,
        steps: ending.step,
        evaluations,
        step: column(trace.step),
        loss: column(trace.loss),
        gradientNorm: column(trace.gradientNorm),
        dimension,
        theta: all.subarray(0, count * dimension),
        measured: Object.fromEntries(
          Object.entries(sampled?.measured ?? {}).map(([name, values]) => [name, column(values)]),
        ),
        ...(sampled && { examples: column(sampled.examples), batchLoss: column(sampled.batchLoss) }),
      }
    }),
  }
}
