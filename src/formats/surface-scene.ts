import { closestName } from '../core/closest-name'
import { standingOut as cellsStandingOut, standingOutText } from '../core/doctor/standing-out'
import type { SampledGrid } from '../core/objectives/sampled-grid'
import { type Checked, invalid, valid } from '../core/problem'
import { shown } from '../core/shown'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { listedNames } from './most-names'
import type { NamedSurface, ReadingChoices, ReadingNote, SurfaceFile } from './surface-file'

/** A file of measured surfaces as the document of a scene, and the grid that its `file` stands for. */
export interface SurfaceScene {
  readonly document: { readonly basin: 1; readonly title: string; readonly landscape: SurfaceDocument }
  readonly grid: SampledGrid
  readonly measured: MeasuredFile
}

/** How a surface was read from its file, and how else it could be. */
export interface MeasuredFile {
  /** The names of all surfaces of the file. */
  readonly surfaces: readonly string[]
  readonly notes: readonly ReadingNote[]
  readonly choices: ReadingChoices
  /** Which cells stand out from all around them, whether they were kept or made holes; absent where none do. */
  readonly standingOut?: string
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
    remedy: `take one of ${listedNames(names)}`,
  })
}

/** A file of this name as a scene, shown whole, with everything else left to the defaults. */
export function surfaceScene(
  name: string,
  file: SurfaceFile,
  wanted?: string,
  reading: SurfaceReading = {},
): Checked<SurfaceScene> {
  const chosen = chooseSurface(file, wanted)
  if (chosen.value === undefined) return chosen
  const { name: surface, choices } = chosen.value
  const { grid } = chosen.value
  const standing = cellsStandingOut(grid)
  const stem = name.replace(/\.[^.]*$/, '')
  const title = file.surfaces.length === 1 ? stem : `${stem}: ${surface}`
  const path = file.path === undefined ? undefined : pointsOf(file.path)
  const names = file.surfaces.map((each) => each.name)
  const choice: ReadingNote = { option: 'surface', message: `${surface} of ${listedNames(names)}` }
  const isChosen = wanted === undefined && names.length > 1
  return valid({
    document: {
      basin: 1,
      title: title.slice(0, 200),
      landscape: { kind: 'sampled', file: name, surface, ...(path === undefined ? {} : { path }) },
    },
    grid: reading.spikes === 'holes' ? withHolesAt(grid, standing.flat()) : grid,
    measured: {
      surfaces: names,
      notes: [...(isChosen ? [choice] : []), ...chosen.value.notes, ...file.notes],
      choices,
      ...(standing.length > 0 && { standingOut: standingOutText(grid, standing) }),
    },
  })
}

function withHolesAt(grid: SampledGrid, cells: readonly number[]): SampledGrid {
  const values = grid.values.slice()
  for (const p of cells) values[p] = NaN
  return { ...grid, values }
}

/**
 * What was found out about a file in one line, cells that stand out where nobody has said what becomes of them among
 * it, and the options that change it; undefined where everything was said.
 */
export function notesLine({ notes, standingOut }: MeasuredFile, { spikes }: SurfaceReading = {}): string | undefined {
  const unsaid = standingOut === undefined || spikes !== undefined ? [] : spikeNotes(standingOut)
  const all = [...notes, ...unsaid]
  if (all.length === 0) return undefined
  const options = [...new Set(all.flatMap(({ option }) => (option === undefined ? [] : [`--${option}`])))]
  const change = options.length === 0 ? '' : `; change with ${options.join(', ')}`
  return `${all.map(({ message }) => message).join('; ')}${change}`
}

function spikeNotes(standing: string): readonly ReadingNote[] {
  const rings = 'a spline rings around them: take them as holes, or interpolate monotonically'
  return [
    { option: 'spikes', message: standing },
    { option: 'interpolation', message: rings },
  ]
}

/** The points of an interleaved path. */
export function pointsOf(path: Float64Array): readonly (readonly [number, number])[] {
  return Array.from({ length: path.length / 2 }, (_, k) => [path[2 * k]!, path[2 * k + 1]!])
}

/** Whether a JSON text is a surface and not a scene. */
export function isSurfaceJson(text: string): boolean {
  if (/"(?:basin|landscape)"\s*:/.test(text)) return false
  return /^\s*\[|"(?:values|z|x|data|bdata)"\s*:|^\s*\{\s*"[^"]*"\s*:\s*[[{]/i.test(text)
}
