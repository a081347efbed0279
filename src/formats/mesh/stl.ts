import { type SurfaceMesh, triangleNormal } from './surface-mesh'

const [headerBytes, triangleBytes] = [84, 50]

/**
 * A mesh as binary STL, an open sheet, z upwards. The format has no colours.
 *
 * Source: M. Burns, Automated Fabrication, section 6.5, "The StL Format".
 */
export function stl({ positions, triangles }: SurfaceMesh): Uint8Array {
  const count = triangles.length / 3
  const view = new DataView(new ArrayBuffer(headerBytes + triangleBytes * count))
  // What begins with "solid" would be taken for text.
  Array.from('Basin surface, binary STL').forEach((letter, k) => view.setUint8(k, letter.charCodeAt(0)))
  view.setUint32(80, count, true)
  const normal = new Float64Array(3)
  for (let k = 0; k < count; k++) {
    triangleNormal(positions, triangles, 3 * k, normal)
    const length = Math.hypot(...normal)
    let at = headerBytes + triangleBytes * k
    const put = (value: number): void => {
      view.setFloat32(at, value, true)
      at += 4
    }
    for (const part of normal) put(part / length)
    for (let corner = 0; corner < 3; corner++)
      for (let axis = 0; axis < 3; axis++) put(positions[3 * triangles[3 * k + corner]! + axis]!)
  }
  return new Uint8Array(view.buffer)
}
