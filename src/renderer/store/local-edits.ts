import type { CrossSectionSetting, LookAt, TaylorSetting } from '../../core/scene/local-instruments'
import { type Edit, setView } from './edits'
import { crossSectionOf } from './local-questions'

/** Changes what the cross-section shows; what is undefined is left to what suits it. */
export function setCrossSection(change: Partial<CrossSectionSetting>): Edit {
  return (scene) => setView({ crossSection: { ...crossSectionOf(scene), ...change } })(scene)
}

export function setTaylor(change: Partial<TaylorSetting>): Edit {
  return (scene) => setView({ taylor: { ...scene.view.taylor, ...change } })(scene)
}

/** Where either looks. */
export const lookEdits = {
  'cross-section': (at: LookAt | undefined) => setCrossSection({ at }),
  taylor: (at: LookAt | undefined) => setTaylor({ at }),
} as const
