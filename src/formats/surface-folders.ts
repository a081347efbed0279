import { type Checked, invalid, type Problem, valid } from '../core/problem'
import type { SurfaceReading } from '../core/scene/surface-reading'
import type { NdArray } from './npy'
import { surfacesOfArrays } from './surface-arrays'
import type { ArrayFault, NamedArrays, NamedSurface, ReadingNote, SurfaceFile } from './surface-file'

/**
 * The surfaces among arrays that lie in groups, each group with its own axes. Where more than one holds surfaces they
 * are named by their paths.
 */
export function surfacesInFolders({ arrays, faults }: NamedArrays, reading: SurfaceReading): Checked<SurfaceFile> {
  const folders = new Map<string, { arrays: Map<string, NdArray>; faults: ArrayFault[] }>()
  const folderOf = (path: string) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const there = folders.get(folder) ?? { arrays: new Map<string, NdArray>(), faults: [] }
    folders.set(folder, there)
    return { there, name: path.slice(folder.length) }
  }
  for (const [path, array] of arrays) {
    const { there, name } = folderOf(path)
    there.arrays.set(name, array)
  }
  for (const fault of faults) {
    const { there, name } = folderOf(fault.name)
    there.faults.push({ ...fault, name })
  }
  if (folders.size === 0) return surfacesOfArrays({ arrays, faults }, reading)
  const files: (readonly [folder: string, file: SurfaceFile])[] = []
  const problems: Problem[] = []
  for (const [folder, content] of folders) {
    const file = surfacesOfArrays(content, reading)
    if (file.value !== undefined) files.push([folder, file.value])
    else problems.push(...file.problems.map((each) => ({ ...each, where: `${folder}${each.where ?? ''}` })))
  }
  if (files.length === 0) return invalid(...problems.map(({ where, ...each }) => (where ? { ...each, where } : each)))
  const isOne = files.filter(([, { surfaces }]) => surfaces.length > 0).length < 2
  const path = files.find(([, file]) => file.path !== undefined)?.[1].path
  const left = problems.map((each): ReadingNote => ({ message: `${each.where || 'the root'}: ${each.message}` }))
  return valid({
    surfaces: files.flatMap(([folder, file]) => file.surfaces.map((each) => (isOne ? each : renamed(each, folder)))),
    notes: [...files.flatMap(([, file]) => file.notes), ...left],
    ...(path === undefined ? {} : { path }),
  })
}

function renamed(surface: NamedSurface, folder: string): NamedSurface {
  return {
    name: `${folder}${surface.name}`,
    get grid() {
      return surface.grid
    },
    notes: surface.notes,
    choices: surface.choices,
  }
}
