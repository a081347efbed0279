import type { Engine } from '../../engine/client'
import { recordedPathsSpec } from '../../engine/scene-specs'
import { noRecorded, type DerivedStore } from '../store/derived'
import type { DocumentStore } from '../store/document'

interface PathFollowerInputs {
  readonly engine: Pick<Engine, 'run'>
  readonly document: DocumentStore
  readonly derived: DerivedStore
}

/** Keeps where the scene's recorded paths lie on the plane that is drawn. */
export function followPaths({ engine, document, derived }: PathFollowerInputs): void {
  /** Of what was asked last. */
  let asked: readonly unknown[] = []

  const follow = (): void => {
    const { scene } = document.getState()
    const spec = recordedPathsSpec(scene)
    const { paths, slice } = scene.landscape
    const vectors = slice !== undefined && 'kind' in slice ? slice.vectors : slice
    // Of a plane without vectors of its own all of the landscape may decide.
    const question = spec === undefined ? [] : [paths, vectors ?? scene.landscape]
    if (question.length === asked.length && question.every((part, k) => part === asked[k])) return
    asked = question
    if (spec === undefined) return derived.setState({ recorded: noRecorded })
    void engine.run('recorded-paths', spec, { supersedes: 'recorded-paths' }).end.then((end) => {
      if (question !== asked || end.status === 'cancelled') return
      derived.setState({ recorded: end.status === 'done' ? end.result.paths : noRecorded })
    })
  }

  document.subscribe((state, before) => {
    if (state.scene.landscape !== before.scene.landscape) follow()
  })
  follow()
}
