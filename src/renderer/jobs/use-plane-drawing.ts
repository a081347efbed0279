import { useEffect, useRef, useState } from 'react'
import type { Domain } from '../../core/domain'
import { landscapeSpec } from '../../core/scene/landscape'
import { isResolvedByJob } from '../../core/scene/recipe-order'
import type { Scene } from '../../core/scene/scene'
import { sliceSpec } from '../../engine/scene-specs'
import { useApp } from '../store/app'
import { cardOf } from '../store/cards'
import { isNetwork } from '../store/network-edits'
import { around, aroundPoints, drawOn } from '../store/network-plane'
import { type PlaneRecipe, planeRecipe, sliceOfRecipe } from '../store/plane-recipes'
import { useScene } from '../store/use-stores'
import { useSlice } from './use-slice'

/** A plane that was asked for and is not drawn: not yet, or for a reason. */
interface Attempt extends Pick<Scene, 'landscape' | 'racers'> {
  readonly recipe: PlaneRecipe
  readonly failure?: string
}

/** Draws the plane of a recipe once its vectors are found; until then, and where there are none, nothing changes. */
export function usePlaneDrawing(): {
  readonly attempt: Pick<Attempt, 'recipe' | 'failure'> | undefined
  readonly draw: (recipe: PlaneRecipe) => void
} {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const racers = useScene((scene) => scene.racers)
  const slice = useSlice()
  const [last, setLast] = useState<Attempt>()
  const cancel = useRef<() => void>(undefined)
  // What was asked for was asked of these.
  useEffect(() => () => cancel.current?.(), [landscape, racers])

  /** A network is drawn over a unit of its directions, another landscape where it is of interest. */
  const usualDomain = ({ kind }: PlaneRecipe): Domain | undefined => {
    if (kind === 'points') return aroundPoints
    return isNetwork(landscape) ? undefined : (cardOf(landscape, app.cards.landscapeCards) ?? landscape).domain
  }
  const draw = (recipe: PlaneRecipe): void => {
    cancel.current?.()
    setLast(undefined)
    if (slice === undefined || JSON.stringify(recipe) === JSON.stringify(planeRecipe(landscape.slice))) return
    const asked = { landscape, racers, recipe }
    setLast(asked)
    const setting = sliceOfRecipe(recipe)
    const usual = usualDomain(recipe)
    const wanted = drawOn(setting, slice, usual)(app.document.getState().scene)
    const spec = sliceSpec(wanted) ?? { landscape: landscapeSpec(wanted.landscape) }
    const job = app.engine.run('slice', spec, { priority: 'interactive' })
    cancel.current = () => job.cancel()
    void job.end.then((end) => {
      setLast((now) =>
        now !== asked ? now : end.status === 'failed' ? { ...asked, failure: end.error.message } : undefined,
      )
      if (end.status !== 'done') return
      const { slice: vectors, extent } = end.result
      const found = setting && { ...setting, ...(vectors && isResolvedByJob(setting) && { vectors }) }
      app.edit(drawOn(found, slice, extent === undefined ? usual : around(extent)))
    })
  }
  const attempt = last?.landscape === landscape && last.racers === racers ? last : undefined
  return { attempt, draw }
}
