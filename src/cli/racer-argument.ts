import { closestName } from '../core/closest-name'
import type { RaceRacerSpec } from '../engine'
import { unusable } from './failure'

/** The racer of a race that an option names; its first where it names none. */
export function onlyRacer(racers: readonly RaceRacerSpec[], id: string | undefined, option = '--racer'): RaceRacerSpec {
  const found = id === undefined ? racers[0] : racers.find((racer) => racer.id === id)
  if (found !== undefined) return found
  if (id === undefined) throw unusable({ message: 'scene without racers', remedy: 'add a racer to it' })
  const ids = racers.map((racer) => racer.id)
  const close = closestName(id, ids)
  throw unusable({
    where: option,
    message: `unknown racer: "${id}"${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: `take one of ${ids.join(', ')}`,
  })
}
