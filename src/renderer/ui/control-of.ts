import type { Control } from '../../core/claims/scenario'

/** Settings, by their names in panels, that a step of the tour may be about. */
const controls: Readonly<Record<string, Control>> = {
  lr: 'learning-rate',
  momentum: 'momentum',
  schedule: 'schedule',
  clip: 'clip',
  noise: 'noise',
  batch: 'batch',
  start: 'start',
}

/** The control that the row of a setting is, where it is one. Its mark lets it glow: see `base.css`. */
export function controlOf(name: string): Control | undefined {
  return controls[name]
}
