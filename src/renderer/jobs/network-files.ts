import type { Problem } from '../../core/problem'
import { landscapeSpec, type SliceRecipeSetting } from '../../core/scene/landscape'
import type { Slice } from '../../core/slice/slice'
import type { NetworkFileResult } from '../../engine'
import type { Engine } from '../../engine/client'
import { sliceSpec } from '../../engine/scene-specs'
import type { DocumentStore } from '../store/document'
import type { Edit } from '../store/edits'
import { isNetwork, withParameters } from '../store/network-edits'
import { around, drawOn, withTrajectory } from '../store/network-plane'
import type { Notices } from '../store/notices'
import type { Questions } from '../store/questions'
import type { NamedBytes } from './data-files'

interface NetworkFilesInputs {
  readonly engine: Pick<Engine, 'run'>
  readonly document: DocumentStore
  readonly edit: (change: Edit) => void
  readonly notices: Notices
  readonly questions: Questions
}

/** What a file came to: taken, whether or not something was made of it; a surface, as a person said; or neither. */
export type TakenAs = 'taken' | 'surface' | readonly Problem[] | undefined

const endings = /\.(npz|npy|json|safetensors|h5|hdf5)$/i
const isOneArray = /\.npy$/i
const measured = { answer: 'surface', label: 'Measured surface' } as const
const ofNetworksAlone = /\.safetensors$/i

/** Files that mean something to the network on screen: its parameters, a path through them, or a plane. */
export function createNetworkFiles({ engine, document, edit, notices, questions }: NetworkFilesInputs) {
  const read = async ({ name, blob }: NamedBytes): Promise<NetworkFileResult> => {
    const { landscape } = document.getState().scene
    const { slice: _slice, ...plain } = landscapeSpec(landscape)
    const end = await engine.run('network-file', { landscape: plain, name, blob }, { priority: 'interactive' }).end
    if (end.status === 'done') return end.result
    const message = end.status === 'failed' ? end.error.message : 'reading was cancelled'
    return { problems: [{ message, remedy: 'open the file again' }] }
  }

  /** The vectors of the plane that is drawn; undefined where they are not known. */
  const currentSlice = async (): Promise<Slice | undefined> => {
    const { landscape } = document.getState().scene
    const { slice } = landscape
    if (slice !== undefined && !('kind' in slice)) return slice
    if (slice?.vectors !== undefined) return slice.vectors
    const end = await engine.run('slice', { landscape: landscapeSpec(landscape) }, { priority: 'interactive' }).end
    return end.status === 'done' ? end.result.slice : undefined
  }

  /** Draws a recorded path on the plane of its principal directions. */
  const show = async (id: string, trajectory: NonNullable<NetworkFileResult['trajectory']>): Promise<void> => {
    const current = await currentSlice()
    if (current === undefined) return
    const put = withTrajectory({ id, ...trajectory })
    const recipe: SliceRecipeSetting = { kind: 'pca', of: id }
    const end = await engine.run('slice', sliceSpec(drawOn(recipe, current)(put(document.getState().scene)))!, {
      priority: 'interactive',
    }).end
    if (end.status === 'cancelled') return
    // One point, or some along a line, have no such plane: they are drawn on that which is there.
    if (end.status === 'failed') {
      edit(put)
      notices.news(`${id} is drawn on the plane that is there: ${end.error.message}`)
      return
    }
    const { slice: vectors, extent } = end.result
    edit((scene) => drawOn({ ...recipe, ...(vectors && { vectors }) }, current, extent && around(extent))(put(scene)))
  }

  return {
    /** Takes a file that is one of the network on screen; where it may be more than one thing, a person says. */
    async take(file: NamedBytes, isSurface: boolean): Promise<TakenAs> {
      if (!endings.test(file.name)) return undefined
      const { landscape } = document.getState().scene
      if (!isNetwork(landscape))
        return ofNetworksAlone.test(file.name)
          ? [{ message: 'file holds the parameters of a network', remedy: 'open the network first' }]
          : undefined
      const { parameters, trajectory, directions, problems } = await read(file)
      const meanings = [
        ...(trajectory ? [{ answer: 'trajectory', label: 'Trajectory' }] : []),
        ...(parameters ? [{ answer: 'parameters', label: 'Parameters' }] : []),
        ...(directions ? [{ answer: 'directions', label: 'Plane' }] : []),
      ]
      if (meanings.length === 0) return problems.length > 0 ? problems : undefined
      // The arrays of an archive say what they are by their names; one array does not.
      const choices = isSurface && isOneArray.test(file.name) ? [...meanings, measured] : meanings
      const answer =
        choices.length === 1
          ? choices[0]!.answer
          : await questions.ask({ title: 'What is this file?', text: meaningText(file.name, trajectory), choices })
      switch (answer) {
        case 'surface':
          return 'surface'
        case 'trajectory':
          await show(file.name, trajectory!)
          break
        case 'parameters':
          edit(withParameters(parameters!))
          notices.news(`the network’s parameters are those of ${file.name}`)
          break
        case 'directions': {
          const current = await currentSlice()
          if (current !== undefined) edit(drawOn(directions!, current))
        }
      }
      return 'taken'
    },
  }
}

export type NetworkFiles = ReturnType<typeof createNetworkFiles>

function meaningText(name: string, trajectory: NetworkFileResult['trajectory']): string {
  const rows = trajectory?.step?.length
  return rows === undefined
    ? `${name} can be taken in more than one way beside the network on screen.`
    : `${name} has ${rows} rows of as many numbers as the network has parameters: they may be a path of its training, or a surface on the unit square.`
}
