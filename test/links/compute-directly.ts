import { formatProblem } from '../../src/core/problem'
import type { JobKind } from '../../src/engine/job-kind'
import type { JobKindId, JobTable } from '../../src/engine'
import { jobKinds } from '../../src/engine/kinds'

/** A job's result by plain calls in this thread, without an engine. Throws the problems of a spec that is not in order. */
export function computeDirectly<K extends JobKindId>(
  id: K,
  given: unknown,
  onChunk: (chunk: JobTable[K]['chunk']) => void = () => undefined,
): JobTable[K]['result'] {
  const kind: JobKind = jobKinds[id]
  const { value: spec, problems } = kind.validate(given)
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join(' | '))
  const parts = kind.plan(spec).map((tile) => {
    const run = kind.run(spec, tile)
    for (;;) {
      const step = run.next()
      if (step.done === true) return step.value
      if (step.value?.type === 'chunk') onChunk(step.value.chunk as JobTable[K]['chunk'])
    }
  })
  return kind.merge(spec, parts) as JobTable[K]['result']
}
