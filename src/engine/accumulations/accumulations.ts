import type { Accumulation } from '../accumulation'
import type { JobKindId, JobTable } from '../job-table'
import { basinsAccumulation } from './basins'
import { ensembleAccumulation } from './ensemble'
import { raceAccumulation } from './race'
import { sweepAccumulation } from './sweep'

type StreamingKindId = { [Id in JobKindId]: JobTable[Id]['part'] extends never ? never : Id }[JobKindId]

/** The accumulation of every kind that streams, for clients: the kinds themselves bring kernels. */
export const accumulations = {
  race: raceAccumulation,
  basins: basinsAccumulation,
  ensemble: ensembleAccumulation,
  sweep: sweepAccumulation,
} satisfies {
  [Id in StreamingKindId]: Accumulation<
    JobTable[Id]['spec'],
    JobTable[Id]['part'],
    JobTable[Id]['state'],
    JobTable[Id]['result']
  >
}
