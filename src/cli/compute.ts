import { gridToBytes } from '../core/objectives/grid-bytes'
import { blobNames } from '../engine/blobs'
import type { JobKindId, JobTable, LandscapeSpec } from '../engine'
import { costLimits, type JobKind } from '../engine/job-kind'
import { jobKinds } from '../engine/kinds'
import { secondsOf } from '../engine/kinds/evaluation-work'
import { checkedLandscape } from '../engine/kinds/landscapes'
import type { RaceSpec } from '../engine/kinds/race-specs'
import { createNodeEngine } from '../engine/links/node/create-node-engine'
import type { EngineError } from '../engine/protocol'
import { Failure } from './failure'
import { commandGrids } from './surface-argument'
import { tell } from './tell'
import { duration, watched } from './watched'

/** Codes of jobs refused for what they were asked to do, not for what went wrong. */
const refusals = new Set(['bad-spec', 'too-large'])

/** Of commands whose jobs may be refused as too long. */
export const forceOption = ['--force', 'compute it however long it may take'] as const

/** What takes longer, in seconds of one core, is announced. */
const longSeconds = 10

/**
 * Runs one job on threads of its own to its end. Where the command has a `--force`, it says whether it was given: then
 * the job is computed however long it may take. What is known to take long is told on standard error, and so is the
 * progress where a person watches it.
 */
export async function compute<K extends JobKindId>(
  kind: K,
  spec: JobTable[K]['spec'],
  threads: number | undefined,
  force?: boolean,
): Promise<JobTable[K]['result']> {
  const engine = createNodeEngine(threads === undefined ? {} : { threads })
  const watch = watched(kind)
  const seconds = expectedSeconds(kind, spec, force === true)
  if (seconds !== undefined && seconds > longSeconds) tell(`${kind}: takes about ${duration(seconds)} of one core`)
  try {
    for (const name of blobNames(spec)) void engine.putBlob(gridToBytes(commandGrids.get(name)!))
    const end = await engine.run(kind, spec, {
      force: force === true,
      ...watch.options,
    }).end
    if (end.status === 'done') return end.result
    if (end.status === 'cancelled') throw new Failure(130, [])
    throw new Failure(refusals.has(end.error.code) ? 2 : 1, [
      end.error.message + (force === false && canBeForced(end.error) ? ', or add --force' : ''),
    ])
  } finally {
    watch.end()
    engine.close()
  }
}

/** Whether a job was refused for nothing but the time that it would take. */
function canBeForced({ data }: EngineError): boolean {
  return typeof data === 'object' && data !== null && 'canBeForced' in data && data.canBeForced === true
}

/** What a job on a mean over examples is expected to take; undefined where that is not known, or it will be refused. */
function expectedSeconds(id: JobKindId, given: unknown, force: boolean): number | undefined {
  const kind: JobKind = jobKinds[id]
  const spec = kind.validate(given).value
  const landscape = spec === undefined ? undefined : landscapeIn(spec)
  // One whose slice is still to be resolved is raced on by other jobs.
  const resolved = landscape && checkedLandscape(landscape).value
  if (resolved === undefined) return undefined
  const { work, workLimit = costLimits.work } = kind.cost(spec)
  return work > workLimit && !force ? undefined : secondsOf(resolved, work)
}

/** The landscape of a job, its own or its race's. */
function landscapeIn(spec: unknown): LandscapeSpec | undefined {
  const { landscape, race } = spec as { readonly landscape?: LandscapeSpec; readonly race?: RaceSpec }
  return landscape ?? race?.landscape
}
