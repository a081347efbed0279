import { closestName } from '../core/closest-name'
import type { SampledGrid } from '../core/objectives/sampled-grid'
import { type Checked, invalid, valid } from '../core/problem'
import { shown } from '../core/shown'
import type { NamedSurface, SurfaceFile } from './surface-file'

/** A file of measured surfaces as the document of a scene, and the grid that its `file` stands for. */
export interface SurfaceScene {
  readonly document: { readonly basin: 1; readonly title: string; readonly landscape: SurfaceDocument }
  readonly grid: SampledGrid
}

interface SurfaceDocument {
  readonly kind: 'sampled'
  readonly file: string
  readonly surface: string
  readonly path?: readonly (readonly [number, number])[]
}

/**
 * What is shown of a file that holds several surfaces, the first of these that it has; else one that is called a loss,
 * else the first.
 */
const preferred = ['train_loss', 'loss', 'test_loss', 'values', 'value']

/** One surface of a file, the preferred one where none is wanted by name. */
export function chooseSurface({ surfaces }: SurfaceFile, wanted?: string): Checked<NamedSurface> {
  const names = surfaces.map(({ name }) => name)
  if (names.length === 0) {
    return invalid({
      message: 'file holds a path and no surface',
      remedy: 'open the surface that it was recorded on first, then this file in the window',
    })
  }
  const name =
    wanted ?? preferred.find((each) => names.includes(each)) ?? names.find((each) => /loss/i.test(each)) ?? names[0]!
  const chosen = surfaces.find((surface) => surface.name === name)
  if (chosen !== undefined) return valid(chosen)
  const close = closestName(name, names)
  return invalid({
    message: `unknown surface: ${shown(name)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: `take one of ${names.join(', ')}`,
  })
}

/** A file of this name as a scene, shown whole, with everything else left to the defaults. */
export function surfaceScene(name: string, file: SurfaceFile, wanted?: string): Checked<SurfaceScene> {
  const chosen = chooseSurface(file, wanted)
  if (chosen.value === undefined) return chosen
  const { name: surface, grid } = chosen.value
  const stem = name.replace(/\.[^.]*$/, '')
  const title = file.surfaces.length === 1 ? stem : `${stem}: ${surface}`
  const path = file.path === undefined ? undefined : pointsOf(file.path)
  return valid({
    document: {
      basin: 1,
      title: title.slice(0, 200),
      landscape: { kind: 'sampled', file: name, surface, ...(path === undefined ? {} : { path }) },
    },
    grid,
  })
}

/** The points of an interleaved path. */
export function pointsOf(path: Float64Array): readonly (readonly [number, number])[] {
  return Array.from({ length: path.length / 2 }, (_, k) => [path[2 * k]!, path[2 * k + 1]!])
}

/** Whether a JSON text is a surface and not a scene. */
export function isSurfaceJson(text: string): boolean {
  return !/"basin"\s*:/.test(text) && /^\s*\[|"values"\s*:/.test(text)
}
