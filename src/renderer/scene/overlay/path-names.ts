import { pointAt } from '../path-segments'
import type { StageModel } from '../stage-model'
import { stageThemes } from '../theme'
import type { Labels } from './labels'

/** The names of paths that have one, above or below their ends, where no other text stands. */
export function drawPathNames(labels: Labels, model: StageModel): void {
  const { paths, playhead, theme } = model.content
  const { text, background } = stageThemes[theme]
  const style = { size: 12, color: text, weight: 550, halo: background, kept: true }
  for (const path of paths) {
    if (path.name === undefined || !path.visible) continue
    const end = pointAt(path, playhead)
    const place = end && model.project(...end)
    if (place === undefined) continue
    const reach = labels.place(path.name, place.px, place.py - 10, 0, -1, style)
    if (reach === undefined) labels.place(path.name, place.px, place.py + 10, 0, 1, style)
  }
}
