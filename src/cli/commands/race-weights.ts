import { landscapeSpec } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import type { RaceResult } from '../../engine'
import { landscapeOf } from '../../engine/kinds/landscapes'
import { json } from '../../formats/json'
import { namePart, npz } from '../../formats/npz'
import { stateArrays, stateDocument, stateNames } from '../../formats/state-dict'
import { Failure } from '../failure'
import { withOutputs } from '../output'

/** What a race comes to, and where a path is given, the parameters at the end of each racer in files of their own. */
export function withWeights(
  path: string | undefined,
  scene: Scene,
  compute: () => Promise<RaceResult>,
): Promise<RaceResult> {
  if (path === undefined) return compute()
  const ids = scene.racers.map(({ id }) => id)
  const paths = ids.length === 1 ? [path] : ids.map((id) => path.replace(/(?=\.[^.]*$)/, `.${namePart(id)}`))
  const names = stateNames(landscapeOf(landscapeSpec(scene.landscape)).objective())
  return withOutputs(
    paths,
    async (files) => {
      const result = await compute()
      for (const [i, { id, ending }] of result.racers.entries()) {
        const { lastFinite } = ending
        if (lastFinite === undefined) throw new Failure(1, [`racer ${id} has no parameters to write: ${ending.reason}`])
        const isArchive = path.toLowerCase().endsWith('.npz')
        await files[i]!.write(
          isArchive
            ? npz(stateArrays(names, lastFinite, lastFinite.step))
            : json(stateDocument(names, lastFinite, lastFinite.step)),
        )
      }
      return result
    },
    '--weights',
  )
}
