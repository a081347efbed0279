import type { ScenarioDefinition, ScenePatch, SceneText, StepDefinition } from './scenario'
import { formatProblem } from '../problem'
import { checkScene } from '../scene/parse'
import type { Scene } from '../scene/scene'
import { sceneDocument } from '../scene/write'
import { mergePatch } from './merge-patch'

/** The scene's file of a step: its own, or that of the step before as it changes it. */
export function stepText({ steps, title }: ScenarioDefinition, index: number): SceneText {
  const whole = steps.slice(0, index + 1).reduce<SceneText>((text, { scene, title: ofStep }) => {
    const named = { title: `${title}: ${ofStep}` }
    return isChange(scene) ? changedText({ ...text, ...named }, scene.change) : { basin: 1, ...named, ...scene }
  }, {})
  return whole
}

/** A scene's file, changed. */
export function changedText(text: SceneText, patch: ScenePatch): SceneText {
  return mergePatch(text, patch) as SceneText
}

/** A scene as it stands, changed as its file would be. Throws where it cannot be, which is our own mistake. */
export function changedScene(scene: Scene, patch: ScenePatch): Scene {
  return sceneOf(changedText(sceneDocument(scene), patch))
}

function isChange(scene: StepDefinition['scene']): scene is { readonly change: ScenePatch } {
  return 'change' in scene
}

const scenes = new WeakMap<SceneText, Scene>()

/**
 * The scene of a file that a scenario writes itself. Throws where there is anything wrong with it, which is our own
 * mistake.
 */
export function sceneOf(text: SceneText): Scene {
  const known = scenes.get(text)
  if (known !== undefined) return known
  const { value, problems } = checkScene({ basin: 1, ...text })
  if (value === undefined) throw new Error(problems.map(formatProblem).join('\n'))
  scenes.set(text, value)
  return value
}
