import type { Holdable } from '../../core/claims/scenario'
import type { Scene } from '../../core/scene/scene'
import { sameQuestion } from './answer'

/** What a control sets, by whose it is. */
type Settings = Readonly<Record<string, unknown>>

interface HeldPart {
  /** In a sentence. */
  readonly name: string
  settings(scene: Scene): Settings
}

const hyperparameterOf =
  (name: string) =>
  ({ racers }: Scene): Settings =>
    Object.fromEntries(racers.map(({ id, hyper, fork }) => [id, [hyper[name], fork?.hyper[name]]]))

const parts: Readonly<Record<Holdable, HeldPart>> = {
  parameters: { name: 'the parameters', settings: ({ landscape }) => landscape.parameters ?? {} },
  start: {
    name: 'the start',
    settings: ({ start, racers }) => Object.fromEntries(racers.map((racer) => [racer.id, racer.start ?? start])),
  },
  steps: { name: 'the length', settings: ({ steps }) => ({ steps }) },
  seed: { name: 'the seed', settings: ({ seed }) => ({ seed }) },
  'learning-rate': { name: 'the learning rate', settings: hyperparameterOf('lr') },
  momentum: { name: 'momentum', settings: hyperparameterOf('momentum') },
}

/** Of the controls that a step holds still, one that an edit would change; what an edit adds or removes is free. */
export function heldAgainst(locked: readonly Holdable[], before: Scene, after: Scene): Holdable | undefined {
  return locked.find((control) => {
    const [then, now] = [parts[control].settings(before), parts[control].settings(after)]
    return Object.keys(then).some((key) => Object.hasOwn(now, key) && !sameQuestion(then[key], now[key]))
  })
}

/** Why a control does nothing: `The start is held still in this step`. */
export function heldText(control: Holdable): string {
  const { name } = parts[control]
  return `${name[0]!.toUpperCase()}${name.slice(1)} ${control === 'parameters' ? 'are' : 'is'} held still in this step`
}

export function heldNames(locked: readonly Holdable[]): string {
  return locked.map((control) => parts[control].name).join(', ')
}
