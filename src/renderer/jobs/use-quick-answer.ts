import { useEffect, useState } from 'react'
import type { JobKindId, JobTable } from '../../engine'
import { useApp } from '../store/app'

/**
 * The engine's answer to a small question of one component, such as the curve of a schedule. The last answer stays
 * until the next has come; absent before the first, where there is no question, and where it failed.
 */
export function useQuickAnswer<K extends JobKindId>(
  kind: K,
  spec: JobTable[K]['spec'] | undefined,
): JobTable[K]['result'] | undefined {
  const { engine } = useApp()
  const [answer, setAnswer] = useState<JobTable[K]['result']>()
  const question = spec === undefined ? undefined : JSON.stringify(spec)
  useEffect(() => {
    if (question === undefined) return undefined
    const job = engine.run(kind, JSON.parse(question) as JobTable[K]['spec'], { priority: 'interactive' })
    let isWanted = true
    void job.end.then((end) => {
      if (isWanted) setAnswer(() => (end.status === 'done' ? end.result : undefined))
    })
    return () => {
      isWanted = false
      job.cancel()
    }
  }, [engine, kind, question])
  return question === undefined ? undefined : answer
}
