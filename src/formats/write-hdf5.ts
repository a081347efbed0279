import { hdf5Library } from './hdf5-library'
import type { NdArray } from './npy'

/**
 * Named arrays of float64 as an HDF5 file, each a dataset of its shape; what stands before a slash in a name is its
 * group. After `loadHdf5`.
 */
export function hdf5(arrays: Readonly<Record<string, NdArray>>): Uint8Array {
  const { File, module } = hdf5Library()
  const place = '/written.h5'
  const file = new File(place, 'w')
  try {
    const groups = Object.keys(arrays).flatMap((name) => (name.includes('/') ? [name.split('/')[0]!] : []))
    for (const group of new Set(groups)) file.create_group(group)
    for (const [name, { shape, data }] of Object.entries(arrays))
      file.create_dataset({ name, data, shape: [...shape], dtype: '<d' })
  } finally {
    file.close()
  }
  const bytes = module.FS.readFile(place)
  module.FS.unlink(place)
  return bytes
}
