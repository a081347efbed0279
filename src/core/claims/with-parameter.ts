import { valuesOf } from '../scene/landscape'
import type { Scene } from '../scene/scene'

/** The scene with another value of a parameter of its landscape. */
export function withParameter(scene: Scene, name: string, value: number): Scene {
  const { landscape } = scene
  return {
    ...scene,
    landscape: { ...landscape, parameters: { ...valuesOf(landscape.parameters ?? {}), [name]: value } },
  }
}
