import { marchRay } from './ray-march'
import type { StageContent } from './stage'
import { StageModel } from './stage-model'
import type { Vector3 } from './view'

/** Degrees: where the camera stands while no surface tells better, and where all azimuths see equally well. */
export const plainAzimuth = -60

/** How many azimuths are tried, evenly spread and begun with the plain one. */
const tried = 16
/** How much more must be seen than from the plain azimuth: less than what one place is that is hidden there. */
const worthTurning = 0.25
/**
 * How far above a place the eye looks, box units: the least keeps off the surface itself, the other sees into pits.
 */
const lifts = [0.015, 0.15]
/** Parts of the elevation from which a place is looked for: one that is seen from lower down lies the more openly. */
const elevations = [1, 0.75, 0.5]

type SeenContent = Pick<StageContent, 'surface' | 'domain' | 'height' | 'start' | 'landmarks'>

/**
 * The azimuth, degrees, from which the surface hides the start and the best known points least: the best of sixteen,
 * judged by rays over the height grid. Where none is known, the grid's lowest point is the best known. Among equally
 * good ones the nearest to the plain azimuth.
 */
export function clearAzimuth(content: SeenContent, elevation: number): number {
  const model = raceModel(content)
  const { start, landmarks } = content
  const best = landmarks.length > 0 ? landmarks : lowestPoint(content)
  const seen = (azimuth: number) =>
    openness(model, start === undefined ? [] : [start], azimuth, elevation) + openness(model, best, azimuth, elevation)
  let chosen = { azimuth: plainAzimuth, seen: seen(plainAzimuth) + worthTurning }
  // to the left and right of the plain one, ever farther
  for (let k = 1; k < tried; k++) {
    const turn = (360 / tried) * Math.ceil(k / 2) * (k % 2 === 0 ? 1 : -1)
    const azimuth = wrapped(plainAzimuth + turn)
    const here = seen(azimuth)
    if (here > chosen.seen + 1e-9) chosen = { azimuth, seen: here }
  }
  return chosen.azimuth
}

/**
 * To which side, 1 or -1, a camera should turn from an azimuth by some degrees so that the places of a race are seen
 * more of the way.
 */
export function clearTurn(
  content: SeenContent,
  places: readonly (readonly [number, number])[],
  camera: StageContent['camera'],
  degrees: number,
): 1 | -1 {
  const model = raceModel(content)
  const along = (side: 1 | -1) =>
    [0.25, 0.5, 0.75, 1].reduce(
      (sum, part) => sum + openness(model, places, camera.azimuth + side * part * degrees, camera.elevation),
      0,
    )
  return along(-1) > along(1) + 1e-9 ? -1 : 1
}

/** How openly places lie to an eye, on average: 1 where all are seen from every elevation that is tried. */
function openness(
  model: StageModel,
  places: readonly (readonly [number, number])[],
  azimuth: number,
  elevation: number,
): number {
  let sum = 0
  let weights = 0
  elevations.forEach((part, step) => {
    model.update({ camera: { azimuth, elevation: elevation * part } })
    for (const place of places) {
      lifts.forEach((lift, index) => {
        // what is seen from where the camera will stand counts most
        const weight = step + index === 0 ? 4 : 1
        const seen = isSeen(model, place, lift)
        if (seen === undefined) return
        weights += weight
        if (seen) sum += weight
      })
    }
  })
  return weights === 0 ? 0 : sum / weights
}

/**
 * Whether nothing of the surface stands between the eye and a point above a place; undefined where no surface is.
 * Stricter than a marker, which a thin wall does not hide: the inside of a pit is not seen from beneath.
 */
function isSeen(model: StageModel, [x, y]: readonly [number, number], lift: number): boolean | undefined {
  const { surface, view } = model
  const place = model.place(x, y)
  if (surface === undefined || place === undefined) return undefined
  const origin: Vector3 = [place[0], place[1], place[2] + lift]
  const direction: Vector3 = [view.eye[0] - origin[0], view.eye[1] - origin[1], view.eye[2] - origin[2]]
  return marchRay(surface, { origin, direction }) === undefined
}

/** A stage of its own for the question, of one size: what is seen best must not hang on the window's. */
function raceModel({ surface, domain, height }: SeenContent): StageModel {
  const model = new StageModel()
  model.size = { width: 1280, height: 720, pixelRatio: 1 }
  model.update({ surface, domain, height })
  return model
}

function lowestPoint({ surface }: SeenContent): (readonly [number, number])[] {
  if (surface === undefined) return []
  const { heights, nx, ny, domain } = surface
  let lowest = -1
  heights.forEach((height, k) => {
    if (Number.isFinite(height) && (lowest < 0 || height < heights[lowest]!)) lowest = k
  })
  if (lowest < 0) return []
  const at = ([min, max]: readonly [number, number], part: number) => min + (max - min) * part
  return [[at(domain.x, (lowest % nx) / (nx - 1)), at(domain.y, Math.floor(lowest / nx) / (ny - 1))]]
}

/** Into (-180, 180]. */
function wrapped(degrees: number): number {
  return degrees - 360 * Math.ceil((degrees - 180) / 360)
}
