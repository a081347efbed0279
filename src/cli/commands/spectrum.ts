import type { Command } from 'commander'
import type { SpectrumResult } from '../../engine'
import type { JsonSource } from '../../formats/json'
import { json } from '../../formats/json'
import { npy } from '../../formats/npy'
import { npz, type NpzEntry } from '../../formats/npz'
import { readInteger, readOutput, readPath, readPoint } from '../arguments'
import { compute, forceOption } from '../compute'
import { type NetworkNotes, noteLines, notesAt } from '../network-notes'
import { Failure } from '../failure'
import { print, withOutput, written } from '../output'
import { placeIn } from '../place-argument'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber, table } from '../table'

interface SpectrumOptions extends SceneOptions {
  readonly at?: readonly number[]
  readonly top: number
  readonly density?: boolean
  readonly vectors?: string
  readonly out?: string
  readonly json?: boolean
}

interface FoundSpectrum {
  readonly result: SpectrumResult
  readonly notes: NetworkNotes
}

/** `basin spectrum SCENE`: the eigenvalues of the Hessian at a point, its trace and their density. */
export function addSpectrum(program: Command): void {
  withScene(program.command('spectrum').description('the ends of the Hessian’s spectrum, its trace and its density'))
    .option(
      '--at <x,y[,...]>',
      'the point: two coordinates in the plane, or one for each dimension (default: the origin of the plane)',
      (text) => readPoint('--at', text),
    )
    .option('--top <k>', 'how many of the smallest and of the largest eigenvalues', readInteger('--top', 1, 50), 5)
    .option('--density', 'how the eigenvalues are distributed, too')
    .option(
      '--vectors <file>',
      'where the eigenvectors go, a row each in the order of the eigenvalues: .npy',
      readPath('--vectors', ['npy'], 'vectors'),
    )
    .option('--out <file>', 'where the spectrum goes: .npz or .json', readOutput(['npz', 'json']))
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: SpectrumOptions) => {
      const scene = await readScene(argument, options)
      const { landscape, theta } = placeIn(scene, options.at)
      const { top, density = false } = options
      const spec = { landscape, at: theta, top, density, seed: scene.seed }
      const find = (vectors: boolean): Promise<SpectrumResult> =>
        compute('spectrum', { ...spec, ...(vectors && { vectors }) }, options.threads, options.force === true)
      const computed = async (): Promise<FoundSpectrum> => ({
        result: await withVectors(options.vectors, find),
        notes: await notesAt(landscape, theta, options.threads),
      })
      const { result, notes } = await written(options.out, computed, (found, path) =>
        path.toLowerCase().endsWith('.npz')
          ? npz(arrays(theta, found.result))
          : json(document(theta, found.result, found.notes)),
      )
      await print(options.json === true ? json(document(theta, result, notes)) : [text(theta, result, notes, top)])
    })
}

/** What a spectrum comes to, its eigenvectors in a file where a path is given. */
function withVectors(
  path: string | undefined,
  find: (vectors: boolean) => Promise<SpectrumResult>,
): Promise<SpectrumResult> {
  if (path === undefined) return find(false)
  return withOutput(
    path,
    async (file) => {
      const result = await find(true)
      const { vectors, dimension } = result
      if (vectors!.length === 0) throw new Failure(1, [`no eigenvectors to write: ${notFinite}`])
      await file.write(npy([vectors!.length / dimension, dimension], [vectors!]))
      return result
    },
    '--vectors',
  )
}

/** `at`, `eigenvalues`, `residuals`, `trace` with its standard error, and the density where it was asked for. */
function* arrays(
  at: readonly number[],
  { eigenvalues, residuals, trace, density }: SpectrumResult,
): Generator<NpzEntry> {
  const named = {
    at: Float64Array.from(at),
    eigenvalues,
    residuals,
    trace: Float64Array.of(trace.value, trace.standardError),
    ...(density && { densityAt: density.at, density: density.value }),
  }
  for (const [name, values] of Object.entries(named)) yield { name, shape: [values.length], chunks: [values] }
}

function document(at: readonly number[], result: SpectrumResult, { kinks, batchNorm }: NetworkNotes): JsonSource {
  const { dimension, method, eigenvalues, residuals, trace, density } = result
  return {
    at,
    dimension,
    kinks: kinks && { ...kinks },
    batchNorm,
    method,
    eigenvalues,
    residuals,
    trace: { ...trace },
    density: density && { at: density.at, value: density.value },
    nonFinite: isKnown(result) ? undefined : notFinite,
  }
}

const notFinite = 'the Hessian is not finite here'

function isKnown({ eigenvalues }: SpectrumResult): boolean {
  return eigenvalues.every(Number.isFinite)
}

function text(at: readonly number[], result: SpectrumResult, notes: NetworkNotes, top: number): string {
  const { dimension, method, eigenvalues, residuals, trace, density } = result
  const shownAt = at.slice(0, 6).map(shortNumber).join('  ') + (at.length > 6 ? '  ...' : '')
  const lines: [string, string][] = [['dimension', String(dimension)], ['at', shownAt], ...noteLines(notes)]
  if (!isKnown(result)) return listed([...lines, ['eigenvalues', `none: ${notFinite}`]])
  const error = trace.standardError
  lines.push(
    ['method', method === 'dense' ? 'the whole Hessian, decomposed' : 'Lanczos, by Hessian-vector products'],
    [
      'trace',
      error === 0
        ? shortNumber(trace.value)
        : `${shortNumber(trace.value)} +- ${shortNumber(error)} (one standard error)`,
    ],
  )
  const rows = [...eigenvalues].map((value, i) => [
    String(1 + (i < top ? i : dimension - eigenvalues.length + i)),
    shortNumber(value),
    residuals[i]!.toExponential(1),
  ])
  // Between the smallest and the largest others are left out.
  if (eigenvalues.length < dimension) rows.splice(top, 0, ['...', '', ''])
  const columns = ['number', 'eigenvalue', 'residual'].map((title) => ({ title, align: 'right' as const }))
  return `${listed(lines)}${table(columns, rows)}${density === undefined ? '' : histogram(density)}`
}

function listed(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join('')
}

/** Every so many points of the density are a line, and its longest bar is this long. */
const pointsPerLine = 8
const longestBar = 48

function histogram({ at, value }: NonNullable<SpectrumResult['density']>): string {
  const most = Math.max(...value)
  const rows = [...at].flatMap((place, i) =>
    i % pointsPerLine === 0
      ? [[shortNumber(Number(place.toPrecision(3))), '#'.repeat(Math.round((longestBar * value[i]!) / most))]]
      : [],
  )
  return table([{ title: 'eigenvalue', align: 'right' }, { title: 'density' }], rows)
}
