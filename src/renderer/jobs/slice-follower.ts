import type { SliceResult, SliceSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import type { EngineError } from '../../engine/protocol'
import { awaitsSlice, sliceSpec, withSliceVectors } from '../../engine/scene-specs'
import { timeLeft } from '../../engine/time-left'
import type { DerivedStore } from '../store/derived'
import type { DocumentStore } from '../store/document'

interface SliceFollowerInputs {
  readonly engine: Pick<Engine, 'run'>
  readonly document: DocumentStore
  readonly derived: DerivedStore
  readonly clock: () => number
  /** Calls back once what stands for the slice's surface is on screen. */
  readonly afterFirst: (run: () => void) => void
}

/**
 * Keeps the vectors of a slice that rests on a race those of the scene's race: they are asked for anew whenever what
 * they rest on has changed, and put into the scene when they come. Those of before are shown until then.
 */
export function followSlice({ engine, document, derived, clock, afterFirst }: SliceFollowerInputs): {
  readonly retry: () => void
} {
  let asked: string | undefined
  /** Recorded paths do not change, and may be long: each has a number, by which questions are compared. */
  const numbers = new WeakMap<object, number>()
  let count = 0
  const numberOf = (path: object): number => {
    if (!numbers.has(path)) numbers.set(path, count++)
    return numbers.get(path)!
  }
  /** To what was asked last. */
  let answer: SliceResult | { readonly error: EngineError } | undefined

  const follow = (): void => {
    const { scene } = document.getState()
    const spec = sliceSpec(scene)
    const question = spec && JSON.stringify({ ...spec, paths: spec.paths?.map(numberOf) })
    if (question !== asked) {
      asked = question
      answer = undefined
      derived.setState({ sliceFacts: undefined, sliceProgress: undefined })
      // A race has all processors: what stands for its plane would not be drawn before it ends.
      if (spec !== undefined)
        afterFirst(() => {
          if (question === asked) ask(spec, question)
        })
    }
    if (spec !== undefined && answer !== undefined) show(answer)
    else if (awaitsSlice(scene)) derived.setState({ surfaceStatus: { kind: 'busy' } })
  }

  const ask = (spec: SliceSpec, question: string | undefined): void => {
    const left = timeLeft(clock)
    const job = engine.run('slice', spec, {
      priority: 'interactive',
      supersedes: 'slice',
      onProgress: ({ done, total }) => {
        const fraction = total > 0 ? done / total : 0
        if (question === asked) derived.setState({ sliceProgress: { fraction, secondsLeft: left(fraction) } })
      },
    })
    void job.end.then((end) => {
      if (question !== asked || end.status === 'cancelled') return
      derived.setState({ sliceProgress: undefined })
      answer = end.status === 'done' ? end.result : { error: end.error }
      show(answer)
    })
  }

  /**
   * Vectors of another race would draw what the scene does not say, so that none are kept where there are no newer
   * ones.
   */
  const show = (given: NonNullable<typeof answer>): void => {
    const { scene } = document.getState()
    const { slice = undefined, ...facts } = 'error' in given ? {} : given
    const next = withSliceVectors(scene, slice)
    if (JSON.stringify(next.landscape.slice) !== JSON.stringify(scene.landscape.slice)) document.amend(() => next)
    // What is on screen is of another plane.
    if ('error' in given)
      derived.setState({ surface: undefined, surfaceStatus: { kind: 'failed', error: given.error } })
    else derived.setState({ sliceFacts: facts })
  }

  document.subscribe((state, before) => {
    if (state.scene.landscape !== before.scene.landscape || sliceSpec(state.scene) !== undefined) follow()
  })
  follow()
  return {
    /** Asks anew for what could not be resolved. */
    retry(): void {
      asked = undefined
      follow()
    },
  }
}
