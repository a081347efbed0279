import { readFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import type { Command } from 'commander'
import { findLandscape, landscapes } from '../core/landscapes/catalogue'
import { closestName } from '../core/closest-name'
import type { Checked, Problem } from '../core/problem'
import { checkScene, parseScene } from '../core/scene/parse'
import type { Scene } from '../core/scene/scene'
import { readDomain, readInteger, readParameter } from './arguments'
import { systemReason, unusable } from './failure'

/** The options that every command with a SCENE shares. */
export interface SceneOptions {
  readonly expression?: string
  readonly param?: Readonly<Record<string, number>>
  readonly dimension?: number
  readonly domain?: { readonly x: readonly number[]; readonly y: readonly number[] }
  readonly threads?: number
}

/** Members of a scene document that stand in place of its own. */
export type SceneOverrides = Readonly<Record<string, unknown>>

type Document = Record<string, unknown>

const measured = ['.h5', '.hdf5', '.npz', '.npy', '.csv']

/** Declares `[SCENE]` and what goes with it. */
export function withScene(command: Command): Command {
  return command
    .argument('[SCENE]', 'a .basin or JSON file, - for standard input, or a landscape id')
    .option('-e, --expression <formula>', 'a formula in x and y in place of SCENE')
    .option('--param <name=value>', 'set a parameter of the landscape or formula; may be repeated', readParameter)
    .option(
      '--dimension <n>',
      'the number of coordinates of a family, or of variables x1, x2, ... of a formula',
      readInteger('--dimension', 2, 1_000_000),
    )
    .option('--domain <xmin,xmax,ymin,ymax>', 'the domain in place of the own one', readDomain)
    .option('--threads <n>', 'threads to compute on (default: all cores)', readInteger('--threads', 1, 256))
}

/** Reads the scene that the arguments mean, every problem of it told at once. */
export async function readScene(
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
  const { document, source } =
    options.expression !== undefined
      ? { document: expressionDocument(options.expression), source: undefined }
      : await readDocument(argument!)
  return checked(checkScene(overridden(document, options, overrides)), source)
}

interface Source {
  readonly document: Document
  /** The name of the file, for its problems. */
  readonly source?: string
}

async function readDocument(argument: string): Promise<Source> {
  if (argument === '-') return parsed(await readAll(process.stdin), 'standard input')
  if (measured.some((extension) => argument.toLowerCase().endsWith(extension))) {
    throw unusable({
      message: `measured surface "${argument}": files of measured surfaces are not in this version`,
      remedy: 'give a scene file, a landscape id, or -e EXPRESSION',
    })
  }
  const landscape = findLandscape(argument)
  if (landscape !== undefined) return { document: { basin: 1, landscape: { kind: 'catalog', id: landscape.id } } }
  try {
    return parsed(readFileSync(argument, 'utf8'), argument)
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw unusable(missing(argument, error))
    throw error
  }
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
function parsed(text: string, source: string): Source {
  checked(parseScene(text), source)
  return { document: JSON.parse(text.replace(/^\uFEFF/, '')) as Document, source }
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
      ...(options.domain === undefined ? {} : { domain: options.domain }),
    },
  }
}

function checked<T>(result: Checked<T>, source: string | undefined): T {
  if (result.value !== undefined) return result.value
  throw unusable(
    ...result.problems.map((problem) =>
      source === undefined
        ? { ...problem, ...(problem.where === undefined ? {} : { where: optionOf(problem.where) }) }
        : { ...problem, where: problem.where === undefined ? source : `${source}: ${problem.where}` },
    ),
  )
}

/** Where there is no file, a place in the document is the option that filled it: `landscape.expression` is `-e`. */
function optionOf(where: string): string {
  return where
    .replace(/^landscape\.expression\b/, '-e')
    .replace(/^landscape\.parameters\./, '--param ')
    .replace(/^landscape\.dimension\b/, '--dimension')
    .replace(/^landscape\.domain\b/, '--domain')
    .replace(/^(?=(steps|seed|record)$)/, '--')
}
