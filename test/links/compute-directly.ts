import { formatProblem } from '../../src/core/problem'
import type { JobKindId, JobTable } from '../../src/engine'
import type { JobKind } from '../../src/engine/job-kind'
import { jobKinds } from '../../src/engine/kinds'
import { needKey, type NeededResults, neededResults } from '../../src/engine/needs'

/**
 * A job's result by plain calls in this thread, without an engine. Throws the problems of a spec that is not in order.
 */
export function computeDirectly<K extends JobKindId>(
  id: K,
  given: unknown,
  onPart: (part: JobTable[K]['part']) => void = () => undefined,
): JobTable[K]['result'] {
  const kind: JobKind = jobKinds[id]
  const { value: spec, problems } = kind.validate(given)
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join(' | '))
  const needed = needsOf(kind, spec)
  const runs = kind.plan(spec).map((tile) => partsOf(kind, spec, tile, needed))
  if ('merge' in kind) return kind.merge(spec, runs.flat()) as JobTable[K]['result']
  const { begin, accumulate, finish } = kind.accumulation
  const state = begin(spec)
  for (const part of runs.flat()) {
    onPart(part as JobTable[K]['part'])
    accumulate(state, part)
  }
  return finish(spec, state) as JobTable[K]['result']
}

/** The results of what a job needs, and of what it needs by those. */
function needsOf(kind: JobKind, spec: unknown): NeededResults {
  const results = new Map<string, unknown>()
  const known = neededResults((key) => results.get(key))
  for (;;) {
    // Nothing is kept here of which a tile could do without.
    const missing = kind.needs?.(spec, known).find((need) => need.tile === undefined && !results.has(needKey(need)))
    if (missing === undefined) return known
    results.set(needKey(missing), computeDirectly(missing.kind as JobKindId, missing.spec))
  }
}

export const nothingNeeded = neededResults(() => undefined)

/** The parts of one tile, in order. */
export function partsOf(kind: JobKind, spec: unknown, tile: unknown, needed = nothingNeeded): unknown[] {
  const parts: unknown[] = []
  const run = kind.run(spec, tile, needed)
  for (;;) {
    const step = run.next()
    if (step.done === true) return 'merge' in kind ? [step.value] : parts
    if (step.value?.type === 'part') parts.push(step.value.part)
  }
}
