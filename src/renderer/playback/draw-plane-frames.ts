import type { Domain } from '../../core/domain'
import type { Scene } from '../../core/scene/scene'
import type { Engine, Job } from '../../engine/client'
import type { EngineError } from '../../engine/protocol'
import { movedSliceSpec, movedSurfaceSpec } from '../../engine/scene-specs'
import type { PlaneFrame } from './plane-frames'

export interface PlaneFramesEnd {
  readonly status: 'done' | 'cancelled' | 'failed'
  readonly error?: EngineError
}

/** How many are asked for at a time: while one is drawn the next is worked at. */
const atOnce = 2

/**
 * Draws the plane that goes with a racer of a scene at some steps, the first one first. What is kept from before comes
 * at once. It ends with the first failure.
 */
export function drawPlaneFrames(
  engine: Pick<Engine, 'run'>,
  scene: Scene,
  domain: Domain,
  steps: readonly number[],
  onFrame: (frame: PlaneFrame) => void,
): { readonly end: Promise<PlaneFramesEnd>; cancel(): void } {
  const running = new Set<Job<unknown>>()
  let isCancelled = false
  let next = 0

  const run = async <Result>(job: Job<Result>): Promise<Result | PlaneFramesEnd> => {
    running.add(job)
    const end = await job.end
    running.delete(job)
    if (end.status === 'done') return end.result
    return end.status === 'failed' ? { status: 'failed', error: end.error } : { status: 'cancelled' }
  }

  const draw = async (): Promise<PlaneFramesEnd> => {
    while (!isCancelled && next < steps.length) {
      const step = steps[next++]!
      const spec = movedSliceSpec(scene, step)
      if (spec === undefined) return { status: 'cancelled' }
      const moved = await run(engine.run('moved-slice', spec, { priority: 'visible' }))
      if ('status' in moved) return moved
      const surface = await run(
        engine.run('surface', movedSurfaceSpec(scene, moved.slice, domain), { priority: 'visible' }),
      )
      if ('status' in surface) return surface
      if (!isCancelled) onFrame({ step, slice: moved.slice, surface, places: moved.places })
    }
    return { status: isCancelled ? 'cancelled' : 'done' }
  }

  const cancel = (): void => {
    isCancelled = true
    for (const job of running) job.cancel()
  }
  const lanes = Array.from({ length: atOnce }, async () => {
    const end = await draw()
    if (end.status !== 'done') cancel()
    return end
  })
  const end = Promise.all(lanes).then(
    (ends) =>
      ends.find(({ status }) => status === 'failed') ?? ends.find(({ status }) => status === 'cancelled') ?? ends[0]!,
  )
  return { end, cancel }
}
