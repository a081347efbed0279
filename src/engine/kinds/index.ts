import type { JobKind } from '../job-kind'
import type { JobKindId } from '../job-table'
import { basinsKind } from './basins'
import { expressionKind } from './expression'
import { fieldKind } from './field'
import { fingerprintKind } from './fingerprint'
import { pointsKind } from './points'
import { gridKind } from './grid'
import { openFileKind } from './open-file'
import { probeKind } from './probe'
import { raceKind } from './race'
import { sceneKind } from './scene'
import { scheduleKind } from './schedule'
import { stepKind } from './step'
import { spectrumKind } from './spectrum'
import { surfaceKind } from './surface'
import { sweepKind } from './sweep'
import { writeSceneKind } from './write-scene'

/** Every kind of job, by id. Only servers and workers load this: it brings the kernels. */
export const jobKinds: Readonly<Record<JobKindId, JobKind>> = {
  surface: surfaceKind,
  race: raceKind,
  probe: probeKind,
  expression: expressionKind,
  grid: gridKind,
  scene: sceneKind,
  'open-file': openFileKind,
  'write-scene': writeSceneKind,
  fingerprint: fingerprintKind,
  step: stepKind,
  schedule: scheduleKind,
  points: pointsKind,
  field: fieldKind,
  spectrum: spectrumKind,
  basins: basinsKind,
  sweep: sweepKind,
}
