import { gridToBytes } from '../core/objectives/grid-bytes'
import { blobNames } from '../engine/blobs'
import type { JobKindId, JobTable } from '../engine'
import { createNodeEngine } from '../engine/links/node/create-node-engine'
import type { EngineError } from '../engine/protocol'
import { Failure } from './failure'
import { commandGrids } from './surface-argument'

/** Codes of jobs refused for what they were asked to do, not for what went wrong. */
const refusals = new Set(['bad-spec', 'too-large'])

/**
 * Runs one job on threads of its own to its end. Where the command has a `--force`, it says whether it was given: then
 * the job is computed however long it may take. Progress goes to standard error where a person watches it.
 */
export async function compute<K extends JobKindId>(
  kind: K,
  spec: JobTable[K]['spec'],
  threads: number | undefined,
  force?: boolean,
): Promise<JobTable[K]['result']> {
  const engine = createNodeEngine(threads === undefined ? {} : { threads })
  const watched = process.stderr.isTTY
  try {
    for (const name of blobNames(spec)) void engine.putBlob(gridToBytes(commandGrids.get(name)!))
    const end = await engine.run(kind, spec, {
      force: force === true,
      ...(watched
        ? { onProgress: ({ done, total }) => process.stderr.write(`\r${kind} ${Math.floor((100 * done) / total)} %`) }
        : {}),
    }).end
    if (end.status === 'done') return end.result
    if (end.status === 'cancelled') throw new Failure(130, [])
    throw new Failure(refusals.has(end.error.code) ? 2 : 1, [
      end.error.message + (force === false && canBeForced(end.error) ? ', or add --force' : ''),
    ])
  } finally {
    if (watched) process.stderr.write('\r\x1b[K')
    engine.close()
  }
}

/** Whether a job was refused for nothing but the time that it would take. */
function canBeForced({ data }: EngineError): boolean {
  return typeof data === 'object' && data !== null && 'canBeForced' in data && data.canBeForced === true
}
