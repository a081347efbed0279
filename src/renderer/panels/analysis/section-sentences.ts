import type { CrossSectionResult, SectionLine } from '../../../engine'
import { formatNumber } from '../../ui/format'

/** So near to the vertex of its quadratic, as a part of a line's length, a point counts as at it. */
const near = 0.01

/** What the loss does along a line at the point, in a word. */
export function shapeOf({ slope, curvature, at }: Pick<SectionLine, 'slope' | 'curvature' | 'at'>): string {
  const length = at.at(-1)! - at[0]!
  if (!Number.isFinite(slope) || !Number.isFinite(curvature)) return 'unknown'
  const isLevel = Math.abs(slope) <= near * length * Math.abs(curvature)
  if (curvature === 0) return slope === 0 ? 'flat to second order' : 'straight'
  if (isLevel) return curvature > 0 ? 'a minimum' : 'a maximum'
  return curvature > 0 ? 'curving up' : 'curving down'
}

/** What a cross-section shows, in a sentence. */
export function sectionSentence({ lines, value, kink }: Pick<CrossSectionResult, 'lines' | 'value' | 'kink'>): string {
  if (!Number.isFinite(value)) return 'The loss is not finite at the point: no quadratic touches there.'
  if (kink !== undefined) return `No quadratic touches here: ${kink}.`
  const [line, other] = lines
  if (other === undefined) {
    const { slope, curvature } = line!
    return `Along it: ${shapeOf(line!)}; slope ${formatNumber(slope, 3)}, curvature ${formatNumber(curvature, 3)}.`
  }
  const [one, two] = [shapeOf(line!), shapeOf(other)]
  const numbers = `λ = ${formatNumber(line!.eigenvalue!, 3)} and ${formatNumber(other.eigenvalue!, 3)}`
  if (one === 'a maximum' && two === 'a minimum')
    return `A maximum along one eigenvector, a minimum along the other: a saddle (${numbers}).`
  if (one === two) return `Along both eigenvectors ${one} (${numbers}).`
  return `Along one eigenvector ${one}, along the other ${two} (${numbers}).`
}
