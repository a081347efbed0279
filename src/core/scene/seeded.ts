import type { SceneLandscape } from './landscape'
import type { Scene } from './scene'

/** The scene with another seed; its landscape too, where that draws by the scene's seed. */
export function seeded(scene: Scene, seed: number): Scene {
  return { ...scene, seed, landscape: seededLandscape(scene.landscape, seed) }
}

export function seededLandscape(landscape: SceneLandscape, seed: number): SceneLandscape {
  return 'seed' in landscape ? { ...landscape, seed } : landscape
}
