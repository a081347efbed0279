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

/** What marks the row of a setting, so that it glows where a step of the tour is about it: see `base.css`. */
export function controlOf(name: string): { readonly 'data-control'?: Control } {
  const control = controls[name]
  return control === undefined ? {} : { 'data-control': control }
}
