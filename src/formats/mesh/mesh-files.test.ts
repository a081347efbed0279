import type { Mesh } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { STLLoader } from 'three/addons/loaders/STLLoader.js'
import { describe, expect, test } from 'vitest'
import { base64 } from '@scure/base'
import { colorTable } from '../../core/scene/color-table'
import { glb } from './glb'
import { stl } from './stl'
import { type GridSurface, type MeshLook, surfaceMesh, type SurfaceMesh } from './surface-mesh'
import { vtp } from './vtp'

const linear: MeshLook = { height: { scale: 'linear', exaggeration: 2 }, colorMap: 'viridis' }

/** f = 3 + x + 10 y on 4 x 3 points, but where a hole is. */
function grid(holes: readonly number[] = []): GridSurface {
  const [nx, ny] = [4, 3]
  const values = Float64Array.from({ length: nx * ny }, (_, k) => 3 + (k % nx) + 10 * Math.floor(k / nx))
  for (const hole of holes) values[hole] = NaN
  return { domain: { x: [0, 3], y: [0, 2] }, resolution: [nx, ny], values, range: [3, 26] }
}

function meshOf(surface: GridSurface, look = linear): SurfaceMesh {
  const mesh = surfaceMesh(surface, look)
  if (mesh.value === undefined) throw new Error(mesh.problems[0]?.message)
  return mesh.value
}

describe('the mesh of a surface', () => {
  test('fills the box, heights and colours by the view’s scale', () => {
    const { positions, values, colors, triangles } = meshOf(grid())
    expect([positions.length, triangles.length]).toEqual([3 * 12, 3 * 12])
    expect(Array.from(positions.subarray(0, 3))).toEqual([-1, -1, 0])
    expect(Array.from(positions.subarray(-3))).toEqual([1, 1, Math.fround(1.8)])
    // The second point is one x on, the fifth one y on: rows are y.
    expect(positions[3]).toBeCloseTo(-1 / 3, 6)
    expect(positions[3 * 4 + 1]).toBe(0)
    expect([values[1], values[4]]).toEqual([4, 13])
    expect(positions[3 * 4 + 2]).toBeCloseTo((1.8 * 10) / 23, 6)
    expect(Array.from(colors.subarray(0, 3))).toEqual(Array.from(colorTable('viridis').subarray(0, 3)))
    expect(Array.from(colors.subarray(-3))).toEqual(Array.from(colorTable('viridis').subarray(4 * 255, 4 * 255 + 3)))
  })

  test('heights on a log scale are those of the picture', () => {
    const { positions } = meshOf(grid(), { ...linear, height: { scale: 'log', exaggeration: 1 } })
    const softness = 23 / 10_000
    expect(positions[3 * 4 + 2]).toBeCloseTo((0.9 * Math.log1p(10 / softness)) / Math.log1p(23 / softness), 6)
  })

  test('triangles face upwards, and normals are of length 1', () => {
    const { positions, triangles, normals } = meshOf(grid())
    for (let at = 0; at < triangles.length; at += 3) {
      const [ax, ay, bx, by, cx, cy] = [0, 1, 2].flatMap((k) => {
        const from = 3 * triangles[at + k]!
        return [positions[from]!, positions[from + 1]!]
      }) as [number, number, number, number, number, number]
      expect((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).toBeGreaterThan(0)
    }
    // A plane: z = 0.9 (3 (x + 1) / 2 + 10 (y + 1)) 2 / 23.
    const scale = 1.8 / 23
    const length = Math.hypot(1.5 * scale, 10 * scale, 1)
    for (let at = 0; at < normals.length; at += 3) {
      expect(normals[at]).toBeCloseTo((-1.5 * scale) / length, 5)
      expect(normals[at + 1]).toBeCloseTo((-10 * scale) / length, 5)
      expect(normals[at + 2]).toBeCloseTo(1 / length, 5)
    }
  })

  test('a hole has no vertex, and cells that lack one corner one triangle', () => {
    const { values, triangles } = meshOf(grid([5]))
    expect(values).toHaveLength(11)
    expect(values.every(Number.isFinite)).toBe(true)
    // Of 6 cells 4 touch the hole.
    expect(triangles.length / 3).toBe(2 * 2 + 4)
  })

  test.each([
    ['a line', { ...grid(), resolution: [12, 1] as const }, /line has no surface/],
    ['nothing finite', grid(Array.from({ length: 12 }, (_, k) => k)), /nowhere finite/],
    ['too many points', { ...grid(), resolution: [2048, 1024] as const }, /2048 x 1024 points/],
  ])('none of %s', (_, surface, message) => {
    expect(surfaceMesh(surface, linear).problems[0]?.message).toMatch(message)
  })
})

describe('files of a mesh', () => {
  const mesh = meshOf(grid([5]))

  test('glTF as three reads it, y upwards and colours linear', async () => {
    const bytes = glb(mesh)
    const { scene } = await new GLTFLoader().parseAsync(bytes.buffer as ArrayBuffer, '')
    const { geometry } = scene.getObjectByName('surface') as Mesh
    const { position, normal, color } = geometry.attributes
    expect(Array.from(geometry.index!.array)).toEqual(Array.from(mesh.triangles))
    for (let k = 0; k < 11; k++) {
      const [x, y, z] = mesh.positions.subarray(3 * k)
      expect([position!.getX(k), position!.getY(k), position!.getZ(k)]).toEqual([x, z, -y!])
      expect(normal!.getY(k)).toBe(mesh.normals[3 * k + 2])
      const red = mesh.colors[3 * k]! / 255
      expect(color!.getX(k)).toBeCloseTo(red <= 0.04045 ? red / 12.92 : ((red + 0.055) / 1.055) ** 2.4, 4)
      expect(color!.getW(k)).toBe(1)
    }
    geometry.computeBoundingBox()
    expect(geometry.boundingBox!.max.y).toBeCloseTo(1.8, 6)
  })

  test('glTF is laid out as its specification asks', () => {
    const bytes = glb(mesh)
    const view = new DataView(bytes.buffer)
    const jsonSize = view.getUint32(12, true)
    expect([view.getUint32(8, true), jsonSize % 4, bytes.length % 4]).toEqual([bytes.length, 0, 0])
    const document = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonSize))) as {
      readonly buffers: readonly { readonly byteLength: number }[]
      readonly bufferViews: readonly { readonly byteOffset: number; readonly byteLength: number }[]
      readonly accessors: readonly { readonly min?: readonly number[] }[]
    }
    expect(view.getUint32(20 + jsonSize, true)).toBe(document.buffers[0]!.byteLength)
    expect(document.bufferViews.every(({ byteOffset }) => byteOffset % 4 === 0)).toBe(true)
    const last = document.bufferViews.at(-1)!
    expect(last.byteOffset + last.byteLength).toBe(document.buffers[0]!.byteLength)
    expect(document.accessors[0]!.min).toEqual([-1, 0, -1])
  })

  test('STL as three reads it', () => {
    const bytes = stl(mesh)
    expect(bytes).toHaveLength(84 + (50 * mesh.triangles.length) / 3)
    const geometry = new STLLoader().parse(bytes.buffer as ArrayBuffer)
    const { position, normal } = geometry.attributes
    expect(position!.count).toBe(mesh.triangles.length)
    const corners = Array.from(mesh.triangles, (vertex) =>
      Array.from(mesh.positions.subarray(3 * vertex, 3 * vertex + 3)),
    )
    expect(Array.from(position!.array)).toEqual(corners.flat())
    expect(normal!.getZ(0)).toBeGreaterThan(0)
    geometry.computeBoundingBox()
    const { min, max } = geometry.boundingBox!
    expect([min.toArray(), max.toArray()]).toEqual([
      [-1, -1, 0],
      [1, 1, Math.fround(1.8)],
    ])
  })

  test('VTP: counts and numbers of every array', () => {
    const text = new TextDecoder().decode(vtp(mesh))
    expect(text).toContain('NumberOfPoints="11"')
    expect(text).toContain(`NumberOfPolys="${mesh.triangles.length / 3}"`)
    const bytesOf = (name: string): ArrayBuffer => {
      const [, content] = new RegExp(`Name="${name}"[^>]*>([^<]*)<`).exec(text)!
      const bytes = base64.decode(content!)
      expect(new DataView(bytes.buffer).getUint32(0, true)).toBe(bytes.length - 4)
      return bytes.slice(4).buffer
    }
    expect(new Float64Array(bytesOf('loss'))).toEqual(mesh.values)
    expect(new Uint8Array(bytesOf('color'))).toEqual(mesh.colors)
    expect(new Float32Array(bytesOf('Points'))).toEqual(mesh.positions)
    expect(Array.from(new Int32Array(bytesOf('connectivity')))).toEqual(Array.from(mesh.triangles))
    expect(new Int32Array(bytesOf('offsets')).at(-1)).toBe(mesh.triangles.length)
  })
})
