import type { Domain } from '../../core/domain'
import type { Scene } from '../../core/scene/scene'
import type { Engine, Job } from '../../engine/client'
import type { SurfaceResult, SurfaceSpec } from '../../engine'
import type { DerivedStore } from '../store/derived'
import { newestOnly } from './newest-only'
import { awaitsSlice, surfaceSpec } from '../../engine/scene-specs'
import { gridOf } from '../scene/surface-grid'

interface SurfaceLoaderInputs {
  readonly engine: Engine
  readonly derived: DerivedStore
  readonly scene: () => Scene
  readonly domain: () => Domain
}

const coarse = 64
const fine = 256

/**
 * Keeps the surface on screen that of the scene's landscape over the visible domain: a coarse grid first, a fine
 * one once nothing newer is wanted. The old surface stays until the new one has come. A slice that has to be resolved
 * first asks again.
 */
export function createSurfaceLoader({ engine, derived, scene, domain }: SurfaceLoaderInputs) {
  let wanted = ''

  const run = (spec: SurfaceSpec): Job<SurfaceResult> => {
    const isFine = spec.resolution[0] === fine
    const job = engine.run('surface', spec, { priority: isFine ? 'visible' : 'interactive', supersedes: 'surface' })
    void job.end.then((end) => {
      const isWanted = keyOf(spec) === wanted
      switch (end.status) {
        case 'done':
          show(end.result, isWanted && isFine)
          if (isWanted && !isFine) run(surfaceSpec(scene(), spec.domain, fine))
          return
        case 'failed':
          if (isWanted) derived.setState({ surfaceStatus: { kind: 'failed', error: end.error } })
          return
        case 'cancelled':
          return
      }
    })
    return job
  }

  const show = (result: SurfaceResult, isLast: boolean): void => {
    if (Number.isNaN(result.range[0]!)) {
      const message = 'landscape has no finite value in the visible domain'
      derived.setState({
        surface: undefined,
        surfaceStatus: { kind: 'failed', error: { code: 'no-values', message: `${message}: change the domain` } },
      })
      return
    }
    derived.setState({ surface: gridOf(result), surfaceStatus: { kind: isLast ? 'idle' : 'busy' } })
  }

  const queue = newestOnly(run, 400)
  return {
    request(): void {
      if (awaitsSlice(scene())) return
      const spec = surfaceSpec(scene(), domain(), coarse)
      wanted = keyOf(spec)
      derived.setState({ surfaceStatus: { kind: 'busy' } })
      queue.request(spec)
    },
  }
}

function keyOf({ landscape, domain }: SurfaceSpec): string {
  return JSON.stringify([landscape, domain])
}
