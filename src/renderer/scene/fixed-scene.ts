import { Scene } from 'three'

/** A scene whose parts never move: the shaders place them. */
export function fixedScene(): Scene {
  const scene = new Scene()
  scene.matrixWorldAutoUpdate = false
  return scene
}
