import { strToU8 } from 'fflate'
import type { SurfaceMesh } from './surface-mesh'

const [float, unsignedShort, unsignedInt] = [5126, 5123, 5125]
const [ofVertices, ofIndices] = [34962, 34963]
const opaque = 65_535

/**
 * A mesh as glTF 2.0 in one binary file: positions, normals, vertex colours and indices of one primitive, y upwards as
 * that format has it.
 *
 * Source: Khronos Group, glTF 2.0 Specification, sections 3.6, 3.7 and 4.4.
 */
export function glb({ positions, normals, colors, triangles }: SurfaceMesh): Uint8Array {
  const count = positions.length / 3
  const places = upright(positions)
  const parts = [places, upright(normals), linearColors(colors), triangles]
  const buffers = parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
  const offsets = buffers.map((_, k) => buffers.slice(0, k).reduce((sum, { length }) => sum + length, 0))
  const size = buffers.reduce((sum, { length }) => sum + length, 0)
  const accessor = (bufferView: number, componentType: number, type: string, entries: number) => ({
    bufferView,
    componentType,
    type,
    count: entries,
  })
  const document = {
    asset: { version: '2.0', generator: 'Basin' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ name: 'surface', mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, NORMAL: 1, COLOR_0: 2 }, indices: 3, material: 0 }] }],
    materials: [{ doubleSided: true, pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.9 } }],
    buffers: [{ byteLength: size }],
    bufferViews: buffers.map(({ length }, k) => ({
      buffer: 0,
      byteOffset: offsets[k],
      byteLength: length,
      target: k === 3 ? ofIndices : ofVertices,
    })),
    accessors: [
      { ...accessor(0, float, 'VEC3', count), min: extreme(places, Math.min), max: extreme(places, Math.max) },
      accessor(1, float, 'VEC3', count),
      { ...accessor(2, unsignedShort, 'VEC4', count), normalized: true },
      accessor(3, unsignedInt, 'SCALAR', triangles.length),
    ],
  }
  const json = strToU8(JSON.stringify(document))
  return container(json, buffers, size)
}

/** A header and two chunks, each a multiple of 4 bytes: JSON, filled up with spaces, and the buffers. */
function container(json: Uint8Array, buffers: readonly Uint8Array[], size: number): Uint8Array {
  const jsonSize = 4 * Math.ceil(json.length / 4)
  const bytes = new Uint8Array(28 + jsonSize + size)
  const view = new DataView(bytes.buffer)
  const put = (at: number, ...values: readonly number[]): void =>
    values.forEach((value, k) => view.setUint32(at + 4 * k, value, true))
  put(0, 0x46546c67, 2, bytes.length, jsonSize, 0x4e4f534a)
  bytes.fill(0x20, 20, 20 + jsonSize).set(json, 20)
  put(20 + jsonSize, size, 0x004e4942)
  let at = 28 + jsonSize
  for (const buffer of buffers) {
    bytes.set(buffer, at)
    at += buffer.length
  }
  return bytes
}

/** Vectors turned so that what was z, upwards, is y. */
function upright(vectors: Float32Array): Float32Array {
  const turned = new Float32Array(vectors.length)
  for (let at = 0; at < vectors.length; at += 3) {
    turned[at] = vectors[at]!
    turned[at + 1] = vectors[at + 2]!
    turned[at + 2] = -vectors[at + 1]!
  }
  return turned
}

/** Colours are linear in glTF: those of sRGB, red, green, blue and opaque, in 16 bits each. */
function linearColors(colors: Uint8Array): Uint16Array {
  const linear = Uint16Array.from({ length: 256 }, (_, byte) => {
    const part = byte / 255
    return Math.round(opaque * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  })
  const out = new Uint16Array((4 * colors.length) / 3).fill(opaque)
  for (let k = 0; k < colors.length; k++) out[4 * Math.floor(k / 3) + (k % 3)] = linear[colors[k]!]!
  return out
}

function extreme(vectors: Float32Array, pick: (a: number, b: number) => number): readonly number[] {
  const found = [vectors[0]!, vectors[1]!, vectors[2]!]
  for (let at = 0; at < vectors.length; at++) found[at % 3] = pick(found[at % 3]!, vectors[at]!)
  return found
}
