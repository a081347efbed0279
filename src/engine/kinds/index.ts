import { basinsKind } from './basins'
import { checkpointKind } from './checkpoint'
import { claimKind } from './claim'
import { conditioningKind } from './conditioning'
import { connectKind } from './connect'
import { crossSectionKind } from './cross-section'
import { dataFileKind } from './data-file'
import { doctorKind } from './doctor'
import { dragKind } from './drag'
import { ensembleKind } from './ensemble'
import { ensemblePlacesKind } from './ensemble-places'
import { examplesSeenKind } from './examples-seen'
import { expressionKind } from './expression'
import { fidelityKind } from './fidelity'
import { fieldKind } from './field'
import { fingerprintKind } from './fingerprint'
import { gradientNoiseKind } from './gradient-noise'
import { gridKind } from './grid'
import { kinksKind } from './kinks'
import { lineKind } from './line'
import { marginsKind } from './margins'
import { movedSliceKind } from './moved-slice'
import { networkDataKind } from './network-data'
import { networkFileKind } from './network-file'
import { networkOutputsKind } from './network-outputs'
import { numberKind } from './number'
import { openFileKind } from './open-file'
import { pathKind } from './path'
import { pointsKind } from './points'
import { probeKind } from './probe'
import { raceKind } from './race'
import { recordedPathsKind } from './recorded-paths'
import { sceneKind } from './scene'
import { scheduleKind } from './schedule'
import { scheduleSumsKind } from './schedule-sums'
import { sharpnessKind } from './sharpness'
import { sliceKind } from './slice'
import { spectrumKind } from './spectrum'
import { stableRatesKind } from './stable-rates'
import { stepKind } from './step'
import { stepLengthsKind } from './step-lengths'
import { suitKind } from './suit'
import { surrogatesKind } from './surrogates'
import { surfaceKind } from './surface'
import { surfaceFileKind } from './surface-file'
import { sweepKind } from './sweep'
import { taylorKind } from './taylor'
import { throwKind } from './throw'
import { twinKind } from './twin'
import { writeSceneKind } from './write-scene'

/** Every kind of job, by id. Only servers and workers load this: it brings the kernels. */
export const jobKinds = {
  basins: basinsKind,
  checkpoint: checkpointKind,
  claim: claimKind,
  conditioning: conditioningKind,
  connect: connectKind,
  'cross-section': crossSectionKind,
  'data-file': dataFileKind,
  doctor: doctorKind,
  drag: dragKind,
  ensemble: ensembleKind,
  'ensemble-places': ensemblePlacesKind,
  'examples-seen': examplesSeenKind,
  expression: expressionKind,
  fidelity: fidelityKind,
  field: fieldKind,
  fingerprint: fingerprintKind,
  'gradient-noise': gradientNoiseKind,
  grid: gridKind,
  kinks: kinksKind,
  line: lineKind,
  margins: marginsKind,
  'moved-slice': movedSliceKind,
  'network-data': networkDataKind,
  'network-file': networkFileKind,
  'network-outputs': networkOutputsKind,
  number: numberKind,
  'open-file': openFileKind,
  path: pathKind,
  points: pointsKind,
  probe: probeKind,
  race: raceKind,
  'recorded-paths': recordedPathsKind,
  scene: sceneKind,
  schedule: scheduleKind,
  'schedule-sums': scheduleSumsKind,
  sharpness: sharpnessKind,
  slice: sliceKind,
  spectrum: spectrumKind,
  'stable-rates': stableRatesKind,
  step: stepKind,
  'step-lengths': stepLengthsKind,
  suit: suitKind,
  surrogates: surrogatesKind,
  surface: surfaceKind,
  'surface-file': surfaceFileKind,
  sweep: sweepKind,
  taylor: taylorKind,
  throw: throwKind,
  twin: twinKind,
  'write-scene': writeSceneKind,
}
