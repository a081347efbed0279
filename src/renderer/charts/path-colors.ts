import { palette } from '../../core/scene/palette'
import type { PathId } from '../../engine'

/** How paths between networks are drawn, in charts and on the surface: in colours that racers take last. */
export const pathColors = {
  straight: 'var(--text)',
  match: palette[5],
  bezier: palette[6],
  polygonal: palette[7],
} as const satisfies Readonly<Record<PathId, string>>
