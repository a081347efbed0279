import { landscapeSpec } from '../../core/scene/landscape'
import { racersOf } from '../../core/scene/recipe-order'
import type { Slice } from '../../core/slice/slice'
import { useQuickAnswer } from './use-quick-answer'
import { useApp } from '../store/app'
import { isNetwork } from '../store/network-edits'
import { defaultSlice } from '../store/space-edits'
import { useScene } from '../store/use-stores'

/**
 * The vectors of the plane or line that is drawn: of a recipe once the engine has told them; absent where the landscape
 * is the plane.
 */
export function useSlice(): Slice | undefined {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const { slice } = landscape
  const isRecipe = slice !== undefined && 'kind' in slice
  // One that rests on the race is resolved with it; a network's default one is drawn by its seed.
  const isAsked = isRecipe ? racersOf(slice).length === 0 : slice === undefined && isNetwork(landscape)
  const answer = useQuickAnswer('slice', isAsked ? { landscape: landscapeSpec(landscape) } : undefined)
  const standard = defaultSlice(landscape, app.cards.landscapeCards)
  if (isRecipe) return slice.vectors ?? answer?.slice ?? standard
  return slice ?? answer?.slice ?? standard
}
