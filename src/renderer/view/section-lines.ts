import { landscapeSpec } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import type { CrossSectionResult, SectionLine } from '../../engine'
import { sectionColor } from '../charts/section-colors'
import type { PathData } from '../scene/stage'
import { sameQuestion } from '../store/answer'
import type { AnalysisState } from '../store/derived'
import { crossSectionOf, racerAt } from '../store/local-questions'

/** So much of a line is drawn: its ends, which are turned by, then lie inside the domain. */
const drawn = 0.97

const pathsOfResult = new WeakMap<CrossSectionResult, { readonly key: string; readonly paths: readonly PathData[] }>()
const noLines: readonly PathData[] = []

/**
 * The lines of the cross-section as paths that are whole at any time, as far as they lie in the plane; those that can
 * be turned have a marker at their ends. None where the answer is of another landscape.
 */
export function sectionPaths(
  scene: Scene,
  { crossSection: { spec, result } }: Pick<AnalysisState, 'crossSection'>,
  isHeld: boolean,
): readonly PathData[] {
  if (result === undefined || !isOf(scene, spec?.landscape)) return noLines
  const color = racerAt(scene, crossSectionOf(scene).at)?.color
  const key = `${color} ${isHeld}`
  let known = pathsOfResult.get(result)
  if (known?.key !== key)
    pathsOfResult.set(result, (known = { key, paths: result.lines.map((line) => pathOf(result, line, color, isHeld)) }))
  return known.paths
}

function isOf({ landscape, view }: Scene, spec: unknown): boolean {
  // On a plane that goes with a racer the answer has that plane's vectors.
  return view.follow !== undefined || sameQuestion(spec, landscapeSpec(landscape))
}

function pathOf(
  { place }: CrossSectionResult,
  line: SectionLine,
  racerColor: string | undefined,
  isHeld: boolean,
): PathData {
  const count = line.at.length
  const points = new Float64Array(2 * count)
  for (const [k, s] of line.at.entries()) {
    points[2 * k] = place[0] + drawn * s * line.plane[0]
    points[2 * k + 1] = place[1] + drawn * s * line.plane[1]
  }
  return {
    id: `cross-section ${line.along}`,
    color: sectionColor(line.along, racerColor),
    visible: true,
    isCurve: true,
    ...(isHeld && { marker: 'diamond' }),
    count,
    points,
    // before every playhead
    clock: new Float64Array(count).fill(-1),
  }
}

/** The place of the cross-section, where it has one of its own. */
export function sectionPlace(scene: Scene): readonly (readonly [number, number])[] {
  const { at } = crossSectionOf(scene)
  return at === undefined || 'of' in at ? [] : [at]
}

/** Where the lines of the cross-section are turned by: the ends of their paths. */
export function sectionEnds(paths: readonly PathData[]): readonly (readonly [number, number])[] {
  return paths.map(({ points }) => [points.at(-2)!, points.at(-1)!])
}
