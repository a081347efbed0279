import { strToU8 } from 'fflate'
import { base64 } from '@scure/base'
import type { SurfaceMesh } from './surface-mesh'

/**
 * A mesh as VTK polygonal data, z upwards: at each point its `loss`, the active scalars, and its `color`, red, green
 * and blue; numbers as base64, behind their bytes' number.
 *
 * Source: Kitware, VTK File Formats, "XML File Formats", PolyData.
 */
export function vtp({ positions, colors, values, triangles }: SurfaceMesh): Uint8Array {
  const count = triangles.length / 3
  const offsets = Uint32Array.from({ length: count }, (_, k) => 3 * (k + 1))
  return strToU8(`<?xml version="1.0"?>
<VTKFile type="PolyData" version="1.0" byte_order="LittleEndian" header_type="UInt32">
  <PolyData>
    <Piece NumberOfPoints="${values.length}" NumberOfVerts="0" NumberOfLines="0" NumberOfStrips="0" NumberOfPolys="${count}">
      <PointData Scalars="loss">
        ${dataArray('Float64', 'loss', values)}
        ${dataArray('UInt8', 'color', colors, 3)}
      </PointData>
      <Points>
        ${dataArray('Float32', 'Points', positions, 3)}
      </Points>
      <Polys>
        ${dataArray('Int32', 'connectivity', triangles)}
        ${dataArray('Int32', 'offsets', offsets)}
      </Polys>
    </Piece>
  </PolyData>
</VTKFile>
`)
}

/** `type` is that of the numbers, as VTK names it. */
function dataArray(
  type: 'Float32' | 'Float64' | 'UInt8' | 'Int32',
  name: string,
  numbers: Float32Array | Float64Array | Uint8Array | Uint32Array,
  components = 1,
): string {
  const bytes = new Uint8Array(4 + numbers.byteLength)
  new DataView(bytes.buffer).setUint32(0, numbers.byteLength, true)
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), 4)
  const width = components === 1 ? '' : ` NumberOfComponents="${components}"`
  return `<DataArray type="${type}" Name="${name}"${width} format="binary">${base64.encode(bytes)}</DataArray>`
}
