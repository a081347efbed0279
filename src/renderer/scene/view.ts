import type { StageSize } from './stage'

export type Vector3 = readonly [number, number, number]

/** CSS pixels kept free around the box for labels and the legend. */
export interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A perspective camera placed so that the box fits: an orthonormal frame, an eye, and the frustum. */
export interface View {
  readonly width: number
  readonly height: number
  readonly eye: Vector3
  readonly right: Vector3
  readonly up: Vector3
  /** From the box towards the eye. */
  readonly back: Vector3
  /** Half the frustum's width and height at distance 1. */
  readonly tangent: readonly [number, number]
  /**
   * Where the line of sight meets the canvas, in normalised device coordinates: off centre when the margins are
   * unequal.
   */
  readonly shift: readonly [number, number]
  readonly near: number
  readonly far: number
}

export interface Projected {
  readonly px: number
  readonly py: number
  /** Distance along the line of sight. */
  readonly depth: number
}

export interface Ray {
  readonly origin: Vector3
  readonly direction: Vector3
}

/** Vertical field of view, degrees: enough perspective to read depth, too little to distort; seen from above, a map. */
const fieldOfView = { oblique: 30, above: 2 }

/**
 * The camera at an azimuth and elevation (degrees) around a box of half-width 1 and the given height. It fits the
 * upright cylinder around the box, so the scale does not pump while orbiting; from above it fits the box itself.
 */
export function viewOf(
  camera: { readonly azimuth: number; readonly elevation: number },
  size: Pick<StageSize, 'width' | 'height'>,
  boxHeight: number,
  margins: Margins,
): View {
  const azimuth = (camera.azimuth * Math.PI) / 180
  const elevation = (Math.min(90, Math.max(0, camera.elevation)) * Math.PI) / 180
  const [sinA, cosA, sinE, cosE] = [Math.sin(azimuth), Math.cos(azimuth), Math.sin(elevation), Math.cos(elevation)]
  const right: Vector3 = [-sinA, cosA, 0]
  const up: Vector3 = [-sinE * cosA, -sinE * sinA, cosE]
  const back: Vector3 = [cosE * cosA, cosE * sinA, sinE]

  const width = Math.max(1, size.width)
  const height = Math.max(1, size.height)
  const above = smoothStep(60, 88, camera.elevation)
  const angle = fieldOfView.oblique + (fieldOfView.above - fieldOfView.oblique) * above
  const tangentY = Math.tan((angle * Math.PI) / 360)
  const tangentX = (tangentY * width) / height
  const innerX = (tangentX * Math.max(1, width - margins.left - margins.right)) / width
  const innerY = (tangentY * Math.max(1, height - margins.top - margins.bottom)) / height

  // each rim point bounds the eye from four sides: p.x + t p.z <= eye.x + t eye.z in the camera's frame, and so on
  let [toRight, toLeft, toTop, toBottom, nearest, farthest] = [
    -Infinity,
    -Infinity,
    -Infinity,
    -Infinity,
    -Infinity,
    Infinity,
  ]
  for (let k = 0; k < 48; k++) {
    const angle = (k * Math.PI) / 24
    const square = 1 / Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)))
    const radius = Math.SQRT2 + (square - Math.SQRT2) * above
    for (const z of [0, boxHeight]) {
      const point: Vector3 = [radius * Math.cos(angle), radius * Math.sin(angle), z]
      const [x, y, depth] = [dot(point, right), dot(point, up), dot(point, back)]
      toRight = Math.max(toRight, x + innerX * depth)
      toLeft = Math.max(toLeft, -x + innerX * depth)
      toTop = Math.max(toTop, y + innerY * depth)
      toBottom = Math.max(toBottom, -y + innerY * depth)
      nearest = Math.max(nearest, depth)
      farthest = Math.min(farthest, depth)
    }
  }
  const distance = Math.max((toRight + toLeft) / (2 * innerX), (toTop + toBottom) / (2 * innerY), nearest + 0.2)
  const sideways = (toRight - toLeft) / 2
  const upwards = (toTop - toBottom) / 2
  const eye = combine(right, sideways, up, upwards, back, distance)
  return {
    width,
    height,
    eye,
    right,
    up,
    back,
    tangent: [tangentX, tangentY],
    shift: [(margins.left - margins.right) / width, (margins.bottom - margins.top) / height],
    near: Math.max(0.05, distance - nearest - 0.15),
    far: distance - farthest + 0.15,
  }
}

/** Where a point in front of the eye appears, CSS pixels from the top left. */
export function projectPoint(view: View, [x, y, z]: Vector3): Projected {
  const offset: Vector3 = [x - view.eye[0], y - view.eye[1], z - view.eye[2]]
  const depth = -dot(offset, view.back)
  const ndcX = dot(offset, view.right) / (depth * view.tangent[0]) + view.shift[0]
  const ndcY = dot(offset, view.up) / (depth * view.tangent[1]) + view.shift[1]
  return { px: ((1 + ndcX) / 2) * view.width, py: ((1 - ndcY) / 2) * view.height, depth }
}

/** The line of sight through a pixel; its direction has unit length along the view. */
export function rayThrough(view: View, px: number, py: number): Ray {
  const sideways = ((2 * px) / view.width - 1 - view.shift[0]) * view.tangent[0]
  const upwards = (1 - (2 * py) / view.height - view.shift[1]) * view.tangent[1]
  return { origin: view.eye, direction: combine(view.right, sideways, view.up, upwards, view.back, -1) }
}

/** The matrix from box to clip coordinates, column-major, written into `out` (16 numbers). */
export function writeViewProjection(view: View, out: number[]): void {
  const { right, up, back, eye, near, far } = view
  const rows = [right, up, back].map((axis): number[] => [...axis, -dot(axis, eye)]) as [number[], number[], number[]]
  const [depthScale, depthOffset] = [(near + far) / (near - far), (2 * near * far) / (near - far)]
  for (let column = 0; column < 4; column++) {
    const [x, y, z] = [rows[0][column]!, rows[1][column]!, rows[2][column]!]
    out[4 * column] = x / view.tangent[0] - view.shift[0] * z
    out[4 * column + 1] = y / view.tangent[1] - view.shift[1] * z
    out[4 * column + 2] = depthScale * z + (column === 3 ? depthOffset : 0)
    out[4 * column + 3] = -z
  }
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

function combine(a: Vector3, s: number, b: Vector3, t: number, c: Vector3, u: number): Vector3 {
  return [a[0] * s + b[0] * t + c[0] * u, a[1] * s + b[1] * t + c[1] * u, a[2] * s + b[2] * t + c[2] * u]
}

function smoothStep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return t * t * (3 - 2 * t)
}
