import { findIn } from '../catalogue'
import { optimizers } from '../optimizers/catalogue'
import { checkHyperparameters } from '../optimizers/hyperparameters'
import type { Problem } from '../problem'
import { racerIds } from './defaults'
import { paletteColor } from './palette'
import type { SceneRacer } from './scene'
import type { RacerDocument } from './schema'
import { ownRacerKeys, reservedRacerKeys } from './schema'
import { notAvailable } from './shape-problems'

/** Racers with their defaults filled in, those in order, and every problem of the others. Entry i of `documents` is absent where its shape was wrong already. */
export function checkRacers(documents: readonly (RacerDocument | undefined)[]): {
  readonly racers: readonly SceneRacer[]
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const ids = racerIds(documents.map((document) => ({ id: document?.id, optimizer: document?.optimizer ?? '' })))
  const racers = documents.flatMap((document, i): readonly SceneRacer[] => {
    if (document === undefined) return []
    if (document.id !== undefined && ids.indexOf(document.id) < i) {
      problems.push({
        message: `racer id "${document.id}" is taken by racers[${ids.indexOf(document.id)}]`,
        remedy: 'give each racer an id of its own, or leave it out',
        where: `racers[${i}].id`,
      })
    }
    const hyper = checkHyper(document, `racers[${i}]`, problems)
    if (hyper === undefined) return []
    const { optimizer, color, visible, start, clip } = document
    return [
      {
        id: ids[i]!,
        optimizer,
        color: color ?? paletteColor(i),
        visible: visible ?? true,
        ...(start === undefined ? {} : { start }),
        ...(clip === undefined ? {} : { clip }),
        hyper,
      },
    ]
  })
  return { racers, problems }
}

function checkHyper(document: RacerDocument, where: string, problems: Problem[]): SceneRacer['hyper'] | undefined {
  const given: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(document)) {
    if (reservedRacerKeys.includes(key)) problems.push(notAvailable(key, `${where}.${key}`))
    else if (!ownRacerKeys.includes(key)) given[key] = value
  }
  const found = findIn(optimizers, 'optimizer', document.optimizer, `${where}.optimizer`)
  const checked = found.value === undefined ? found : checkHyperparameters(found.value, given, where)
  problems.push(...checked.problems)
  return found.value === undefined ? undefined : (checked.value as SceneRacer['hyper'] | undefined)
}
