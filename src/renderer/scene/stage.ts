import type { Domain } from '../../core/domain'
import type { CriticalKind } from '../../core/definitions/landscape'
import type { RacerLook } from '../../core/scene/palette'
import type { SceneView } from '../../core/scene/scene'

/**
 * The stage draws one frame of a race on a surface: the window shows it live, the film renders the same stage
 * offline, so they cannot differ. Its picture is components of React Three Fiber under Canvas 2D; it knows no store,
 * and draws only when it is told to.
 */

/** Of a page or offscreen. */
export type AnyCanvas = HTMLCanvasElement | OffscreenCanvas

/** A grid ready for the GPU: float32 heights relative to a float64 reference, so that deep zooms stay true. */
export interface SurfaceGrid {
  /** The part of the plane the grid covers. */
  readonly domain: Domain
  readonly nx: number
  readonly ny: number
  /** f - reference, row-major, rows are y ascending; NaN where the landscape is undefined. */
  readonly heights: Float32Array
  /** df/dx, df/dy interleaved. */
  readonly gradients: Float32Array
  /** What heights count from: the smallest finite f on the grid, of a ghost that on the surface it stands about. */
  readonly reference: number
  /** The largest finite f - reference. */
  readonly span: number
}

/** One racer's recorded path. Arrays may be longer than `count`; rows [0, count) are valid. */
export interface PathData extends Omit<RacerLook, 'line' | 'marker'> {
  /** At its end; none where absent. */
  readonly marker?: RacerLook['marker']
  /** Solid where absent. */
  readonly line?: RacerLook['line']
  readonly id: string
  /** Written beside the path's end; a racer is told by its marker. */
  readonly name?: string
  readonly visible: boolean
  /** Whether it stands back behind another that is emphasised. */
  readonly isFaint?: boolean
  /** Whether its head alone is drawn: its line would hide what the surface is coloured by. */
  readonly isHeadAlone?: boolean
  /** Whether it is that of a companion: a thin line, and a hollow head. */
  readonly isCompanion?: boolean
  /** How much of it is drawn, up to the playhead, on the playhead's axis; all of it where absent. */
  readonly trail?: number | undefined
  readonly count: number
  /** Each row's place on the playhead's axis: its step or its number of evaluations, ascending. */
  readonly clock: Float64Array
  /** x, y interleaved. */
  readonly points: Float64Array
}

/** What is drawn of a probe: its gradient, and where it is held its curvature. */
export interface ProbeMark {
  readonly at: readonly [number, number]
  /** Whether it stays where it is; else it follows the pointer. */
  readonly isHeld: boolean
  readonly gradient: readonly [number, number]
  readonly eigenvalues: readonly [number, number]
  /** Unit vectors, rows. */
  readonly eigenvectors: readonly [readonly [number, number], readonly [number, number]]
}

/** Colours that take the place of those by height, one a point of a grid of its own; alpha 0 keeps the height's. */
export interface SurfacePaint {
  readonly domain: Domain
  readonly nx: number
  readonly ny: number
  /** RGBA bytes, row-major, rows are y ascending. */
  readonly colors: Uint8ClampedArray<ArrayBuffer>
  /** Whether colours run into each other between points; classes do not. */
  readonly smooth: boolean
  readonly legend: PaintLegend
}

export type PaintLegend =
  | { readonly kind: 'classes'; readonly title: string; readonly entries: readonly ClassEntry[] }
  | {
      readonly kind: 'scale'
      readonly title: string
      /** CSS colours, evenly spaced from the lowest to the highest. */
      readonly colors: readonly string[]
      readonly ticks: readonly { readonly unit: number; readonly label: string }[]
    }

export interface ClassEntry {
  /** CSS. */
  readonly color: string
  readonly label: string
}

/** A translucent surface about the one that is drawn. */
export interface GhostSurface {
  readonly grid: SurfaceGrid
  /** CSS. */
  readonly color: string
}

/** A critical point, drawn by its kind. */
export interface CriticalMark {
  readonly at: readonly [number, number]
  readonly kind: CriticalKind
}

/** The quadratic that touches the surface at a point: f + g d + d'Hd / 2. */
export interface ModelPatch {
  readonly at: readonly [number, number]
  readonly value: number
  readonly gradient: readonly [number, number]
  /** fxx, fxy, fyy. */
  readonly hessian: readonly [number, number, number]
}

/** Places of a path on a slice, each with the loss where the path truly is. */
export interface StemData {
  readonly color: string
  /** Ascending, on the playhead's axis. */
  readonly clock: Float64Array
  /** x and y interleaved. */
  readonly points: Float64Array
  readonly loss: Float64Array
}

/** A step at a cliff: its numbered places, and displacements from where it starts. */
export interface ThrownStep {
  readonly marks: readonly { readonly number: number; readonly at: readonly [number, number] }[]
  readonly from: readonly [number, number]
  readonly arrows: readonly { readonly by: readonly [number, number]; readonly color: string }[]
}

/** What moves a racer with momentum, displacements of the plane at its head. */
export interface MotionMark {
  readonly at: readonly [number, number]
  readonly velocity: readonly [number, number]
  readonly force: readonly [number, number]
  readonly drag: readonly [number, number]
}

/**
 * What follows the pointer, the probe and the playhead at rest: it has a layer of its own and is drawn without the
 * rest.
 */
export interface PointerContent {
  /** The point of the plane under the pointer, be it over the stage or over the map. */
  readonly hover: readonly [number, number] | undefined
  readonly probe: ProbeMark | undefined
  readonly modelPatch: ModelPatch | undefined
  readonly motions: readonly MotionMark[]
}

/** All that a frame depends on; the frame is a pure function of it and of the size. */
export interface StageContent extends PointerContent {
  readonly surface: SurfaceGrid | undefined
  readonly paths: readonly PathData[]
  /** Real-valued, on the clock's axis. */
  readonly playhead: number
  /** The domain the box spans; the surface's own may still differ while a finer one is computed. */
  readonly domain: Domain
  readonly camera: { readonly azimuth: number; readonly elevation: number }
  readonly height: SceneView['height']
  readonly colorMap: SceneView['colorMap']
  readonly contours: boolean
  readonly theme: 'dark' | 'light'
  readonly start: readonly [number, number] | undefined
  /** Known minima and such, drawn as small rings. */
  readonly landmarks: readonly (readonly [number, number])[]
  readonly paint: SurfacePaint | undefined
  readonly criticalPoints: readonly CriticalMark[]
  /** Paths of steepest descent from the saddles, x and y interleaved. */
  readonly separatrices: readonly Float64Array[]
  readonly ghosts: readonly GhostSurface[]
  readonly stems: readonly StemData[]
  readonly thrown: ThrownStep | undefined
  readonly legend: boolean
  /** CSS pixels at the left that something else takes: the picture keeps clear of them. */
  readonly leftInset: number
}

export interface StageSize {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly pixelRatio: number
}

export interface PickedPoint {
  readonly x: number
  readonly y: number
  readonly f: number
}

/**
 * How well a frame is drawn: `rest` is the whole mesh, multisampled; `full` the whole mesh without multisampling, for a
 * picture that moves; `moving` a coarser mesh at a lower pixel ratio, where the machine cannot keep up.
 */
export type DrawQuality = 'rest' | 'full' | 'moving'

/** What draws a frame of a race on what is drawn of its landscape: a surface in 3-D, or a curve. */
export interface Stage {
  /** Replaces some of the content; draws nothing by itself. */
  update(content: Partial<StageContent>): void
  resize(size: StageSize): void
  /**
   * Draws now. Where nothing but the playhead, the paths, the start or the landmarks changed, the surface as it was
   * drawn last is kept if it is at least as good; where nothing but what follows the pointer, the whole picture.
   */
  draw(quality: DrawQuality): void
  /**
   * Lays the overlay canvas, as it is now, into the 3-D picture just drawn, so that one canvas holds the whole frame.
   * For films: a canvas of its own for each frame's two halves would have to be read back from the GPU twice.
   */
  flatten(): void
  /** The surface point under a pixel (CSS pixels from the canvas's top left), by marching the height grid. */
  pick(px: number, py: number): PickedPoint | undefined
  /** Where a point of the drawn surface appears, in CSS pixels; undefined outside the domain or at a hole. */
  project(x: number, y: number): { readonly px: number; readonly py: number } | undefined
  /** Frames drawn since creation. */
  readonly framesDrawn: number
  dispose(): void
}
