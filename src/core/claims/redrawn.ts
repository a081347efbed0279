import type { Scene } from '../scene/scene'

/**
 * The scene with other examples of the same distribution: columns of a formula that are drawn and have no seed of their
 * own are drawn by the scene's, so that a claim over seeds is one over data too. Those of a network are by themselves.
 */
export function redrawn(scene: Scene): Scene {
  const { landscape, seed } = scene
  const { examples } = landscape
  if (examples === undefined) return scene
  const columns = Object.entries(examples).map(([name, column]) => [
    name,
    'kind' in column ? { ...column, seed: column.seed ?? seed } : column,
  ])
  return { ...scene, landscape: { ...landscape, examples: Object.fromEntries(columns) } }
}
