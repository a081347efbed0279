import type { Scene } from '../../core/scene/scene'
import type { Slice } from '../../core/slice/slice'
import type { Engine } from '../../engine/client'
import type { DerivedStore } from '../store/derived'
import { newestOnly } from './newest-only'
import { drawnSpec } from '../../core/scene/surface-of'

interface ProberInputs {
  readonly engine: Engine
  readonly derived: DerivedStore
  readonly scene: () => Scene
  /** The plane that is drawn, where it is not the scene's: one that goes with a racer. */
  readonly slice: () => Slice | undefined
}

/** Probes the newest point asked for. A probe that fails leaves the last one standing: the surface tells why. */
export function createProber({ engine, derived, scene, slice }: ProberInputs) {
  const queue = newestOnly((at: readonly [number, number]) => {
    const { landscape: own, view } = scene()
    const moved = slice()
    const landscape = moved === undefined ? own : { ...own, slice: moved }
    // Of one coordinate there is no more to know than along it.
    const place = landscape.dimension === 1 ? at.slice(0, 1) : at
    const spec = {
      landscape: drawnSpec({ landscape, view }),
      domain: landscape.domain,
      at: place,
      thresholds: view.thresholds,
    }
    const job = engine.run('probe', spec, { priority: 'interactive', supersedes: 'probe' })
    void job.end.then((end) => {
      if (end.status === 'done') derived.setState({ probe: end.result })
    })
    return job
  }, 1000)
  return queue
}
