import type { FoundDirection } from '../../core/scene/local-instruments'

/** The same in the chart and on the surface; that of an update is its racer's. */
const colors: Readonly<Record<Exclude<FoundDirection, 'update'>, string>> = {
  'least-eigenvector': '#4c9be8',
  'greatest-eigenvector': '#f0883e',
  gradient: '#d9a300',
}
const atAngle = '#c77dff'

export function sectionColor(along: number | FoundDirection, racerColor = atAngle): string {
  if (along === 'update') return racerColor
  return typeof along === 'number' ? atAngle : colors[along]
}
