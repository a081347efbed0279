import type { PlaneMoment } from '../playback/plane-frames'
import { createStore } from 'zustand/vanilla'
import type { ProbeResult } from '../../core/analysis/region/probe-result'
import type { EngineError } from '../../engine/protocol'
import type { ExpressionResult, RecordedPathsResult, SliceResult } from '../../engine'
import { mostBatchSurfaces, mostMotions } from '../../core/scene/overlays'
import { type AnswerOf, type Busy, noAnswer } from './answer'
import { comparedNormalisations, comparedSeeds } from './slice-variants'
import type { Trace } from '../playback/trace'
import type { SurfaceGrid } from '../scene/stage'

/** What the engine has answered. Nothing here is saved; all of it can be computed again from the document. */
export interface DerivedState {
  /** The last surface that arrived; it stays while another is computed. */
  readonly surface: SurfaceGrid | undefined
  readonly surfaceStatus: SurfaceStatus
  /** How many surfaces have been shown. */
  readonly surfacesShown: number
  /** Those of a plane that goes with a racer: while there are some, they are what is shown. */
  readonly planes: PlanesState
  /** How far a slice is that rests on a race. */
  readonly sliceProgress: Pick<Busy<unknown>, 'fraction' | 'secondsLeft'> | undefined
  /** What is known of the directions of a slice that the engine has found. */
  readonly sliceFacts: Omit<SliceResult, 'slice'> | undefined
  /** Where the scene's recorded paths lie on the plane. */
  readonly recorded: RecordedPathsResult['paths']
  readonly race: RaceState
  readonly probe: ProbeResult | undefined
  readonly analysis: AnalysisState
  /** Of the formula on screen, and whether its derivatives were asked for. */
  readonly formula: (ExpressionResult & { readonly isDerived: boolean }) | undefined
}

/** What overlays and the analysis panel show. */
export interface AnalysisState {
  readonly points: AnswerOf<'points'>
  readonly field: AnswerOf<'field'>
  readonly doctor: AnswerOf<'doctor'>
  readonly step: AnswerOf<'step'>
  readonly drag: AnswerOf<'drag'>
  readonly noise: AnswerOf<'gradient-noise'>
  readonly spectrum: AnswerOf<'spectrum'>
  readonly sharpness: AnswerOf<'sharpness'>
  readonly fidelity: AnswerOf<'fidelity'>
  readonly line: AnswerOf<'line'>
  readonly crossSection: AnswerOf<'cross-section'>
  readonly taylor: AnswerOf<'taylor'>
  readonly conditioning: AnswerOf<'conditioning'>
  readonly connect: AnswerOf<'connect'>
  readonly thrown: AnswerOf<'throw'>
  readonly basins: AnswerOf<'basins'>
  readonly sweep: AnswerOf<'sweep'>
  readonly stableRates: AnswerOf<'stable-rates'>
  readonly ensemble: AnswerOf<'ensemble'>
  readonly 'ensemble-places': AnswerOf<'ensemble-places'>
  /** Of other random directions through the origin of the slice. */
  readonly seedSurfaces: readonly AnswerOf<'surface'>[]
  readonly normalisedSurfaces: readonly AnswerOf<'surface'>[]
  /** The next step of each racer with momentum at the playhead, whose forces are drawn. */
  readonly motions: readonly AnswerOf<'step'>[]
  /** Of the batch of each of the first steps. */
  readonly batchSurfaces: readonly AnswerOf<'surface'>[]
}

export const noAnalysis: AnalysisState = {
  points: noAnswer,
  field: noAnswer,
  doctor: noAnswer,
  step: noAnswer,
  drag: noAnswer,
  noise: noAnswer,
  spectrum: noAnswer,
  sharpness: noAnswer,
  fidelity: noAnswer,
  line: noAnswer,
  crossSection: noAnswer,
  taylor: noAnswer,
  conditioning: noAnswer,
  connect: noAnswer,
  thrown: noAnswer,
  basins: noAnswer,
  sweep: noAnswer,
  stableRates: noAnswer,
  ensemble: noAnswer,
  'ensemble-places': noAnswer,
  seedSurfaces: comparedSeeds.map(() => noAnswer),
  normalisedSurfaces: comparedNormalisations.map(() => noAnswer),
  motions: Array.from({ length: mostMotions }, () => noAnswer),
  batchSurfaces: Array.from({ length: mostBatchSurfaces }, () => noAnswer),
}

export type Status =
  { readonly kind: 'idle' } | { readonly kind: 'busy' } | { readonly kind: 'failed'; readonly error: EngineError }

/** Held: a surface, or one finer than that on screen, waits for a person to ask for it, as it would take long. */
export type SurfaceStatus = Status | { readonly kind: 'held'; readonly seconds: number | undefined }

export interface PlanesState {
  readonly status: Status
  readonly moments: readonly PlaneMoment[]
  /** How many there will be. */
  readonly total: number
}

export const noPlanes: PlanesState = { status: { kind: 'idle' }, moments: [], total: 0 }

export interface RaceState {
  /** Cancelled by a person: at the last step that has come of any racer, 0 where none has. */
  readonly status: Status | { readonly kind: 'cancelled'; readonly step: number }
  /** Grows in place while chunks arrive; `version` counts the arrivals. */
  readonly traces: readonly Trace[]
  readonly version: number
}

export const noRace: RaceState = { status: { kind: 'idle' }, traces: [], version: 0 }

export const noRecorded: DerivedState['recorded'] = []

export function createDerivedStore() {
  return createStore<DerivedState>(() => ({
    surface: undefined,
    surfaceStatus: { kind: 'busy' },
    surfacesShown: 0,
    planes: noPlanes,
    sliceProgress: undefined,
    sliceFacts: undefined,
    recorded: noRecorded,
    race: noRace,
    probe: undefined,
    analysis: noAnalysis,
    formula: undefined,
  }))
}

export type DerivedStore = ReturnType<typeof createDerivedStore>
