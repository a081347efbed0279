/**
 * What the surface may be coloured by: `source` is the job whose answer it shows, and `column` what of the answer;
 * `paint` says how the column becomes colours, under the heading `legend`. The window has a painter for each `paint`.
 */
export type OverlayRecord = PlainOverlay | ColouredOverlay
export type ColouredOverlay = ClassOverlay | ScaleOverlay | MapOverlay | HeatOverlay

interface PlainOverlay {
  readonly id: string
  readonly title: string
  /** It is the surface's own colours, by height. */
  readonly source?: undefined
}

export interface ClassOverlay {
  readonly id: string
  readonly title: string
  readonly source: 'field'
  readonly column: 'classes'
  readonly paint: 'classes'
  readonly legend: string
}

export interface ScaleOverlay {
  readonly id: string
  readonly title: string
  readonly source: 'field'
  readonly column: 'least' | 'greatest' | 'condition' | 'gradientNorm'
  /** Values of both signs; decades from 1 up; or sizes, by their logarithm. */
  readonly paint: 'signed' | 'decades' | 'sizes'
  readonly legend: string
}

export interface MapOverlay {
  readonly id: string
  readonly title: string
  readonly source: 'basins'
  readonly column: 'labels'
  readonly paint: 'ends'
  readonly legend: string
}

export interface HeatOverlay {
  readonly id: string
  readonly title: string
  readonly source: 'ensemble-places'
  readonly column: 'racers'
  /** How many of them are where, at the playhead: another paint from moment to moment. */
  readonly paint: 'heat'
  readonly legend: string
}

const records = [
  { id: 'height', title: 'Height' },
  { id: 'region', title: 'Region class', source: 'field', column: 'classes', paint: 'classes', legend: 'region' },
  {
    id: 'least-eigenvalue',
    title: 'Least eigenvalue',
    source: 'field',
    column: 'least',
    paint: 'signed',
    legend: 'least λ',
  },
  {
    id: 'greatest-eigenvalue',
    title: 'Greatest eigenvalue',
    source: 'field',
    column: 'greatest',
    paint: 'signed',
    legend: 'greatest λ',
  },
  {
    id: 'condition',
    title: 'Condition number',
    source: 'field',
    column: 'condition',
    paint: 'decades',
    legend: 'condition',
  },
  {
    id: 'gradient-norm',
    title: 'Gradient norm',
    source: 'field',
    column: 'gradientNorm',
    paint: 'sizes',
    legend: '|∇f|',
  },
  { id: 'basins', title: 'Basins', source: 'basins', column: 'labels', paint: 'ends', legend: 'ends at' },
  { id: 'seeds', title: 'Many seeds', source: 'ensemble-places', column: 'racers', paint: 'heat', legend: 'seeds' },
] as const satisfies readonly OverlayRecord[]

export type Overlay = (typeof records)[number]['id']

export const overlays: readonly (OverlayRecord & { readonly id: Overlay })[] = records
export const overlayIds: readonly Overlay[] = records.map(({ id }) => id)

export function overlayOf(id: Overlay): OverlayRecord {
  return overlays.find((overlay) => overlay.id === id)!
}

/** The first overlay that shows this job's answer; the surface's own colours where there is none. */
export function overlayFrom(source: OverlayRecord['source']): Overlay {
  return overlays.find((overlay) => overlay.source === source)!.id
}

/** Over which steps it is counted how often examples were seen. */
export const seenSpans = ['epoch', 'all'] as const
export type SeenSpan = (typeof seenSpans)[number]

/** At so many racers the arrows of force, drag and velocity are drawn at most. */
export const mostMotions = 4

/** So many surfaces of batches can be told apart at most. */
export const mostBatchSurfaces = 5

/** What the mean is taken over of which a surface is drawn: see `SceneView.surfaceOf`. */
export const surfaceMeans = ['training', 'validation', 'test', 'risk'] as const
export type SurfaceMean = (typeof surfaceMeans)[number]

/** Those that no race goes down. */
export type MeanOver = Exclude<SurfaceMean, 'training'>

/** What heights over it are called. */
export const heightNames: Readonly<Record<SurfaceMean, string>> = {
  training: 'f',
  validation: 'J val',
  test: 'J test',
  risk: 'R',
}
