import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import { compileExpression } from '../core/calculus'
import { findLandscape, landscapes } from '../core/catalogue/landscapes'
import { closestName } from '../core/closest-name'
import { invalid, type Problem } from '../core/problem'
import type { SampledGrid } from '../core/objectives/sampled-grid'
import { fileSizeProblem } from '../core/scene/file-size'
import type { SceneContext } from '../core/scene/landscape-kind'
import { checkScene, parseScene } from '../core/scene/parse'
import { variableNames } from '../core/scene/variable-names'
import type { Scene } from '../core/scene/scene'
import { putInVectors } from '../core/scene/vectors-beside'
import { textOf } from '../formats/text'
import { NotAFile } from '../host/node/regular-file'
import { readBeside } from '../host/node/files-beside'
import { sliceSpec, withSliceVectors } from '../engine/scene-specs'
import { readDomain, readInteger, readMissing, readParameter } from './arguments'
import { checked } from './checked'
import { compute } from './compute'
import { isSurfaceJson, type SurfaceScene } from '../formats/surface-scene'
import { systemReason, unusable } from './failure'
import { withNetworkFiles } from './network-files'
import { type NetworkOptions, withNetworkOptions, withOptionFiles } from './network-options'
import { readFile } from './scene-files'
import {
  type ResolvedDocument,
  commandGrids,
  isSurfacePath,
  readSurfaceBytes,
  readSurfacePath,
  type WantedSurface,
  withFileBeside,
} from './surface-argument'

/** The options that every command with a SCENE shares. */
export interface SceneOptions extends NetworkOptions {
  readonly expression?: string
  readonly param?: Readonly<Record<string, number>>
  readonly dimension?: number
  readonly domain?: { readonly x: readonly number[]; readonly y?: readonly number[] }
  readonly surface?: string
  readonly axes?: string
  readonly order?: 'yx' | 'xy'
  readonly missing?: number | 'none'
  readonly spikes?: 'keep' | 'holes'
  readonly interpolation?: 'spline' | 'monotone'
  readonly threads?: number
  /** Of a command that has it. */
  readonly force?: boolean
}

/** Members of a scene document that stand in place of its own. */
export type SceneOverrides = Readonly<Record<string, unknown>>

type Document = Record<string, unknown>

/** Declares `[SCENE]` and what goes with it. */
export function withScene(command: Command): Command {
  const declared = command
    .argument(
      '[SCENE]',
      'a .basin or JSON file, - for standard input, a landscape id, or a measured surface: .h5, .npz, .npy, .csv, .json',
    )
    .option('-e, --expression <formula>', 'a formula in x and y in place of SCENE')
    .option('--param <name=value>', 'set a parameter of the landscape or formula; may be repeated', readParameter)
    .option(
      '--dimension <n>',
      'the number of coordinates of a family, or of variables of a formula: 1 for x alone, a curve, or more for x1, x2, ...',
      readInteger('--dimension', 1, 1_000_000),
    )
    .option('--domain <xmin,xmax[,ymin,ymax]>', 'the domain in place of the own one; of a line x alone', readDomain)
    .option(
      '--surface <name>',
      'which surface of a file that holds several (default: train_loss, loss, test_loss or the first)',
    )
    .option('--axes <x,y>', 'the arrays or columns of a measured file that are x and y, or labels, or none')
    .addOption(new Option('--order <order>', 'rows of a measured matrix are y (yx) or x (xy)').choices(['yx', 'xy']))
    .option('--missing <number>', 'the number that stands for what was not measured, or none', readMissing)
    .addOption(
      new Option('--spikes <what>', 'what becomes of measured cells that stand out').choices(['keep', 'holes']),
    )
    .addOption(
      new Option('--interpolation <how>', 'what lies between the points of a measured surface').choices([
        'spline',
        'monotone',
      ]),
    )
  return withNetworkOptions(declared).option(
    '--threads <n>',
    'threads to compute on (default: all cores)',
    readInteger('--threads', 1, 256),
  )
}

/**
 * Reads the scene that the arguments mean, every problem of it told at once; a slice that rests on its race by its
 * vectors.
 */
export async function readScene(
  argument: string | undefined,
  options: SceneOptions,
  overrides: SceneOverrides = {},
): Promise<Scene> {
  return withResolvedSlice(await readUnresolved(argument, options, overrides), options)
}

/** The same, with whatever recipe its slice has. */
export async function readUnresolved(
  argument: string | undefined,
  options: SceneOptions,
  overrides: SceneOverrides = {},
): Promise<Scene> {
  if ((argument === undefined) === (options.expression === undefined)) {
    throw unusable({
      message: argument === undefined ? 'scene missing' : `scene "${argument}" and -e were both given`,
      remedy: 'give one: a scene file, - for standard input, a landscape id, or -e EXPRESSION',
    })
  }
  const { document, source, file }: Source =
    options.expression !== undefined
      ? { document: expressionDocument(options.expression) }
      : await readDocument(argument!, wantedSurface(options))
  const [unused] = Object.keys(wantedSurface(options))
  if (unused !== undefined && file === undefined) {
    throw unusable({
      where: `--${unused}`,
      message: 'scene holds no file of measured surfaces',
      remedy: 'leave it out, or give a file of them',
    })
  }
  const whole = overridden(document, options, overrides)
  const given = await withOptionFiles(whole, options)
  const scene = checked(checkScene(given, contextOf(file)), source)
  if (options.expression !== undefined) remarkMeant(scene)
  return scene
}

/** Says of the parameters of a formula that was typed what they may have been meant as. */
function remarkMeant({ landscape: { expression, parameters, dimension } }: Scene): void {
  const names = { variables: variableNames(dimension), parameters: Object.keys(parameters ?? {}) }
  const { value } = compileExpression(expression ?? '', names)
  for (const [name, instead] of new Map(value?.meant.map((each) => [each.name, each.instead]))) {
    process.stderr.write(`note: "${name}" is a parameter here; write ${instead} if that was meant\n`)
  }
}

/** A scene whose slice rests on a race, with its vectors; what the file has as such may be of another race. */
async function withResolvedSlice(scene: Scene, { threads, force }: SceneOptions): Promise<Scene> {
  const spec = sliceSpec(scene)
  if (spec === undefined) return scene
  const { slice } = await compute('slice', spec, threads, force)
  return withSliceVectors(scene, slice)
}

/** What the options say of a file of measured surfaces. */
function wantedSurface({ surface, axes, order, missing, spikes }: SceneOptions): WantedSurface {
  return {
    ...(surface === undefined ? {} : { surface }),
    ...(axes === undefined ? {} : { axes }),
    ...(order === undefined ? {} : { order }),
    ...(missing === undefined ? {} : { missing }),
    ...(spikes === undefined ? {} : { spikes }),
  }
}

function contextOf(file: SampledGrid | undefined): SceneContext {
  return { grids: commandGrids, ...(file === undefined ? {} : { file }) }
}

interface Source {
  readonly document: Document
  /** The name of the file, for its problems. */
  readonly source?: string
  /** The grid that the landscape's `file` means. */
  readonly file?: SampledGrid
}

async function readDocument(argument: string, surface: WantedSurface): Promise<Source> {
  if (argument === '-') return parsed(await standardInput(), 'standard input', surface)
  if (isSurfacePath(argument)) return sourceOf(checked(await readSurfacePath(argument, surface), argument), argument)
  const landscape = findLandscape(argument)
  if (landscape !== undefined) return { document: { basin: 1, landscape: { kind: 'catalog', id: landscape.id } } }
  try {
    const bytes = checked(await readFile(argument), argument)
    const text = await putInVectors(textOf(bytes), (name) => readBeside(argument, name))
    return await parsed(checked(text, argument), argument, surface)
  } catch (error) {
    if (error instanceof NotAFile || (error instanceof Error && 'code' in error))
      throw unusable(missing(argument, error))
    throw error
  }
}

/** All of standard input, as long as it is no longer than a file may be. */
async function standardInput(): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of process.stdin as AsyncIterable<Uint8Array | string>) {
    const bytes = Buffer.from(piece as Uint8Array)
    size += bytes.length
    const tooLarge = fileSizeProblem(size)
    if (tooLarge !== undefined) throw unusable({ where: 'standard input', ...tooLarge })
    pieces.push(bytes)
  }
  return textOf(Buffer.concat(pieces))
}

/** A word that names no file is most likely a landscape misspelt; a path is a file that is not there. */
function missing(argument: string, error: Error): Problem {
  const isWord = /^[\w-]+$/.test(argument) && 'code' in error && error.code === 'ENOENT'
  if (!isWord) {
    return {
      message: `scene file "${argument}" cannot be read: ${systemReason(error)}`,
      remedy: 'give a scene file, - for standard input, a landscape id, or -e EXPRESSION',
    }
  }
  const close = closestName(
    argument,
    landscapes.map((landscape) => landscape.id),
  )
  return {
    message: `unknown landscape: "${argument}"${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: 'see basin list landscapes, or give a scene file',
  }
}

/** The document in a scene file's text; what is wrong with the file itself is told before anything is overridden. */
async function parsed(text: string, source: string, surface: WantedSurface): Promise<Source> {
  if (isSurfaceJson(text)) {
    const bytes = new TextEncoder().encode(text)
    const name = source.endsWith('.json') ? basename(source) : 'surface.json'
    return sourceOf(checked(await readSurfaceBytes(name, bytes, surface), source), source)
  }
  const given = documentOf(text)
  const resolved =
    given === undefined
      ? invalid<ResolvedDocument>(...parseScene(text).problems)
      : withFileBeside(given, source, surface)
  const { document: withGrid, file } = checked(await resolved, source)
  const document = checked(await withNetworkFiles(withGrid, source), source)
  checked(checkScene(document, contextOf(file)), source)
  return { document: { ...document }, source, ...(file === undefined ? {} : { file }) }
}

/** The object in a JSON text; undefined where there is none. */
function documentOf(text: string): Document | undefined {
  try {
    const document: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof document === 'object' && document !== null ? (document as Document) : undefined
  } catch {
    return undefined
  }
}

function sourceOf({ document, grid }: SurfaceScene, source: string): Source {
  return { document: { ...document }, source, file: grid }
}

function expressionDocument(expression: string): Document {
  return { basin: 1, landscape: { kind: 'expression', expression } }
}

function overridden(document: Document, options: SceneOptions, overrides: SceneOverrides): Document {
  const landscape = document['landscape'] as Document
  const parameters = landscape['parameters'] as Document | undefined
  return {
    ...document,
    ...overrides,
    landscape: {
      ...landscape,
      ...(options.param === undefined ? {} : { parameters: { ...parameters, ...options.param } }),
      ...(options.dimension === undefined ? {} : { dimension: options.dimension }),
      ...(options.interpolation === undefined ? {} : { interpolation: options.interpolation }),
      ...(options.domain === undefined ? {} : { domain: options.domain }),
    },
  }
}
