import type { ReactNode } from 'react'
import type { SceneLandscape } from '../../../core/scene/landscape'
import type { App } from '../../store/app'

/** What the window shows of a kind of landscape. One file per kind, `export default defineLandscapePanel({...})`. */
export interface LandscapeKindPanel<Landscape extends SceneLandscape = SceneLandscape> {
  /** The kind's id, and the file's name. */
  readonly kind: string
  /**
   * The sections that define such a landscape, each with a key: a section that another kind has too keeps what is being
   * typed in it when the landscape becomes one of that kind.
   */
  sections(landscape: Landscape, app: App): readonly ReactNode[]
}

/** Declares a kind's panel, whose sections know their own landscapes' type. */
export function defineLandscapePanel<Landscape extends SceneLandscape>(
  panel: LandscapeKindPanel<Landscape>,
): LandscapeKindPanel {
  return panel as LandscapeKindPanel<never> as LandscapeKindPanel
}
