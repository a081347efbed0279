import type { LandscapeKindPanel } from './landscape-kind-panel'

/** The panels of all kinds of landscape. Each file of their folder defines one. */
export const landscapeKindPanels: readonly LandscapeKindPanel[] = Object.values(
  import.meta.glob<LandscapeKindPanel>('./kinds/*.tsx', { eager: true, import: 'default' }),
)
