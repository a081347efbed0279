import { heightNames } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import { shownMean } from '../../core/scene/surface-of'
import type { Slice } from '../../core/slice/slice'
import type { SurfaceResult } from '../../engine'
import type { PathData, StageContent, SurfaceGrid } from '../scene/stage'
import { gridOf } from '../scene/surface-grid'
import { clockAtStep, type Trace } from './trace'

/** The plane that goes with a racer, as it is from a step on. */
export interface PlaneFrame {
  readonly step: number
  readonly slice: Slice
  readonly surface: SurfaceResult
  /** Of each racer of the scene, its recorded places on the plane, x and y interleaved. */
  readonly places: readonly Float64Array[]
}

/** The same ready to be drawn, as plain data. */
export interface PlaneMoment {
  readonly step: number
  /** Where on the playhead's axis it begins. */
  readonly from: number
  readonly slice: Slice
  readonly surface: SurfaceGrid
  readonly places: Readonly<Record<string, Float64Array>>
}

/** Frames at most: a race of eight seconds shows no more. */
export const mostFrames = 240

/**
 * The steps at which the plane is drawn anew: the first recorded one of every so many, or of more where those were too
 * many, and the last.
 */
export function frameSteps({ count, step }: Pick<Trace, 'count' | 'step'>, every: number): readonly number[] {
  const steps: number[] = []
  const least = Math.max(every, ((step[count - 1] ?? 0) - (step[0] ?? 0)) / mostFrames)
  for (let row = 0; row < count; row++) {
    const next = step[row]!
    if (steps.length === 0 || next >= steps.at(-1)! + least || row === count - 1) steps.push(next)
  }
  return steps
}

/** Frames in the order of a racer's clock, on one scale of heights: from the lowest of all to the highest. */
export function planeMoments(frames: readonly PlaneFrame[], scene: Scene, trace: Trace): readonly PlaneMoment[] {
  const [lowest, highest] = frames.reduce(
    ([low, high], { surface: { range } }) => [Math.min(low, range[0]!), Math.max(high, range[1]!)],
    [Infinity, -Infinity],
  )
  return frames
    .toSorted((a, b) => a.step - b.step)
    .map(({ step, slice, surface, places }) => ({
      step,
      from: clockAtStep(trace, scene.compareBy, step),
      slice,
      surface: { ...gridAbove(surface, lowest), span: highest - lowest, name: heightNames[shownMean(scene)] },
      places: Object.fromEntries(scene.racers.map(({ id }, k) => [id, places[k]!])),
    }))
}

const gridsOfResults = new WeakMap<SurfaceResult, SurfaceGrid>()

/** Frames arrive one by one, and most of those before keep what their heights count from. */
function gridAbove(surface: SurfaceResult, lowest: number): SurfaceGrid {
  let grid = gridsOfResults.get(surface)
  if (grid?.reference !== lowest) gridsOfResults.set(surface, (grid = gridOf(surface, lowest)))
  return grid
}

/** The one that the playhead is in; the first before it begins. */
export function momentAt<M extends { readonly from: number }>(moments: readonly M[], playhead: number): M | undefined {
  return moments.findLast(({ from }) => from <= playhead) ?? moments[0]
}

/** What is drawn of a moment: the racers' paths on its plane, and nothing that lies on the plane that stays. */
export function contentOf(
  { surface, places }: PlaneMoment,
  paths: readonly PathData[],
): Pick<
  StageContent,
  | 'surface'
  | 'paths'
  | 'start'
  | 'landmarks'
  | 'paint'
  | 'criticalPoints'
  | 'separatrices'
  | 'ghosts'
  | 'stems'
  | 'thrown'
> {
  return {
    surface,
    paths: paths.flatMap((path) => {
      const points = places[path.id]
      return points === undefined ? [] : [{ ...path, points, count: Math.min(path.count, points.length / 2) }]
    }),
    start: undefined,
    landmarks: [],
    paint: undefined,
    criticalPoints: [],
    separatrices: [],
    ghosts: [],
    stems: [],
    thrown: undefined,
  }
}
