import type { Command } from 'commander'
import type { ProbeResult } from '../../core/analysis/region/probe-result'
import { euclideanNorm } from '../../core/linalg/euclidean-norm'
import type { JsonSource } from '../../formats/json'
import { json } from '../../formats/json'
import { numberText } from '../../formats/number-text'
import { stateExtensions, stateNames } from '../../formats/state-dict'
import type { ConditioningResult, LandscapeSpec, TaylorResult } from '../../engine'
import { landscapeOf } from '../../engine/kinds/landscapes'
import { readNumber, readPath, readPoint } from '../arguments'
import { compute } from '../compute'
import { type NetworkNotes, noteLines, notesAt } from '../network-notes'
import { print } from '../output'
import { placeIn } from '../place-argument'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { readStatePath } from '../state-argument'
import { shortNumber } from '../table'

interface ProbeOptions extends SceneOptions {
  readonly at: readonly number[]
  readonly full?: boolean
  readonly direction?: string
  readonly taylor?: number
  readonly json?: boolean
}

/** `basin probe SCENE --at X,Y`: everything known at one point. */
export function addProbe(program: Command): void {
  withScene(program.command('probe').description('value, gradient, Hessian and region class at a point'))
    .requiredOption('--at <x,y[,...]>', 'the point: two coordinates in the plane, or one for each dimension', (text) =>
      readPoint('--at', text),
    )
    .option('--full', 'the gradient by all coordinates too')
    .option(
      '--direction <file>',
      'the Hessian’s product with the direction in a .npy, .json or .npz too',
      readPath('--direction', stateExtensions, 'direction'),
    )
    .option(
      '--taylor <lr>',
      'the Taylor terms of a step of gradient descent at this rate too',
      readNumber('--taylor', 1e-12, 1e6),
    )
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: ProbeOptions) => {
      const scene = await readScene(argument, options)
      const { landscape, theta, plane } = placeIn(scene, options.at)
      const direction = options.direction && (await readDirection(options.direction, landscape))
      const spec = {
        landscape,
        domain: scene.landscape.domain,
        at: plane ?? theta,
        ...(options.full === true && { full: true }),
        ...(direction && { direction }),
      }
      const result = await compute('probe', spec, options.threads)
      const taylor = options.taylor === undefined ? undefined : await taylorAt(landscape, spec.at, options)
      const notes = await notesAt(landscape, spec.at, options.threads)
      await print(options.json === true ? json(document(result, notes, taylor)) : [text(result, notes, taylor)])
    })
}

type Taylor = TaylorResult & ConditioningResult

async function taylorAt(
  landscape: LandscapeSpec,
  at: readonly number[],
  { taylor: lr, threads }: Pick<ProbeOptions, 'taylor' | 'threads'>,
): Promise<Taylor> {
  const terms = await compute('taylor', { landscape, at, lr: lr! }, threads)
  return { ...terms, ...(await compute('conditioning', { landscape, at }, threads)) }
}

async function readDirection(path: string, landscape: LandscapeSpec): Promise<readonly number[]> {
  const { theta } = await readStatePath(path, stateNames(landscapeOf(landscape).objective()), '--direction')
  return Array.from(theta)
}

function document(result: ProbeResult, { kinks, batchNorm }: NetworkNotes, taylor: Taylor | undefined): JsonSource {
  return {
    at: result.at,
    value: result.value,
    gradient: result.gradient,
    hessian: rows(result.hessian, result.at.length),
    eigenvalues: result.eigenvalues,
    eigenvectors: rows(result.eigenvectors, result.at.length),
    conditionNumber: result.conditionNumber,
    class: result.regionClass,
    kink: result.kink,
    kinks: kinks && { ...kinks },
    batchNorm,
    missing: result.missing,
    degenerate: result.degenerate,
    evidence: result.evidence.map((evidence) => ({ ...evidence })),
    stableLearningRate: result.stableLearningRate,
    stabilityNote: result.stabilityNote,
    fullGradient: result.fullGradient,
    hessianVector: result.hessianVector,
    taylor: taylor && { ...taylor },
    nonFinite: nonFinite(result, taylor),
  }
}

/** Which numbers are null because JSON has none of their kind, and what they are; absent where all are finite. */
function nonFinite(result: ProbeResult, taylor: Taylor | undefined): Readonly<Record<string, string>> | undefined {
  const n = result.at.length
  const named: [string, number][] = [
    ['value', result.value],
    ...[...result.gradient].map((x, i): [string, number] => [`gradient[${i}]`, x]),
    ...[...result.hessian].map((x, i): [string, number] => [`hessian[${Math.floor(i / n)}][${i % n}]`, x]),
    ...[...result.eigenvalues].map((x, i): [string, number] => [`eigenvalues[${i}]`, x]),
    ...[...result.eigenvectors].map((x, i): [string, number] => [`eigenvectors[${Math.floor(i / n)}][${i % n}]`, x]),
    ['conditionNumber', result.conditionNumber],
    ...[...(result.fullGradient ?? [])].map((x, i): [string, number] => [`fullGradient[${i}]`, x]),
    ...[...(result.hessianVector ?? [])].map((x, i): [string, number] => [`hessianVector[${i}]`, x]),
    ...Object.entries(taylor ?? {}).flatMap(([name, x]: [string, unknown]): [string, number][] =>
      typeof x === 'number' ? [[`taylor.${name}`, x]] : [],
    ),
  ]
  const found = named.filter(([, x]) => !Number.isFinite(x)).map(([name, x]) => [name, numberText(x)])
  return found.length === 0 ? undefined : (Object.fromEntries(found) as Record<string, string>)
}

function text(result: ProbeResult, notes: NetworkNotes, taylor: Taylor | undefined): string {
  const n = result.at.length
  const vector = (numbers: Float64Array): string => [...numbers].map(shortNumber).join('  ')
  const lines: [string, string][] = [
    ['at', vector(result.at)],
    ['value', shortNumber(result.value)],
    ['gradient', vector(result.gradient)],
    ...rows(result.hessian, n).map((row, i): [string, string] => [i === 0 ? 'hessian' : '', vector(row)]),
    ['eigenvalues', vector(result.eigenvalues)],
    ...rows(result.eigenvectors, n).map((row, i): [string, string] => [i === 0 ? 'eigenvectors' : '', vector(row)]),
    ['condition', shortNumber(result.conditionNumber)],
    ['class', classOf(result)],
    ...noteLines(notes),
    [
      'stable lr',
      result.stableLearningRate === undefined
        ? `none: ${result.stabilityNote}`
        : `below ${shortNumber(result.stableLearningRate)}, ${result.stabilityNote}`,
    ],
    ...lengthLine('full gradient', result.fullGradient),
    ...lengthLine('H v', result.hessianVector),
    ...(taylor === undefined ? [] : taylorLines(taylor)),
  ]
  return lines.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join('')
}

/** What is as long as theta is told by its length. */
function lengthLine(name: string, vector: Float64Array | undefined): [string, string][] {
  if (vector === undefined) return []
  return [[name, `of length ${shortNumber(euclideanNorm(vector))}; its ${vector.length} numbers with --json`]]
}

/** A step of gradient descent in all dimensions, and three things that are not the same. */
function taylorLines(taylor: Taylor): [string, string][] {
  const { learningRate, slopeTerm, curvatureTerm, predicted, actual, remainder, signFlip, kink } = taylor
  const { greatest, stableRate, inverseSmoothness } = taylor
  if (kink !== undefined) return [['taylor', `none: ${kink}`]]
  const flip = signFlip === undefined ? 'at no rate' : `from lr ${shortNumber(signFlip)} on`
  return [
    ['taylor', `a step of -lr g, lr ${shortNumber(learningRate)}`],
    ['  slope', `${shortNumber(slopeTerm)}, -lr g'g`],
    ['  curvature', `${shortNumber(curvatureTerm)}, lr^2 g'Hg / 2`],
    ['  predicted', `${shortNumber(predicted)}, their sum: a rise ${flip}`],
    ['  actual', `${shortNumber(actual)}, ${shortNumber(remainder)} more`],
    ['lambda max', shortNumber(greatest)],
    ['2/lambda max', stableRate === undefined ? 'none: the Hessian curves up nowhere' : shortNumber(stableRate)],
    ['1/L', `${shortNumber(inverseSmoothness)}, L the largest |lambda|`],
  ]
}

function classOf({ kink, missing, regionClass, degenerate }: ProbeResult): string {
  if (degenerate !== undefined) {
    const name = degenerate === regionClass ? `degenerate ${degenerate}` : `${regionClass}, degenerate: a ${degenerate}`
    return `${name}, whose Hessian is singular`
  }
  if (kink === undefined) return regionClass
  return `${missing === 'Hessian' ? 'not twice differentiable' : 'not differentiable'} here: ${kink}`
}

function rows(matrix: Float64Array, n: number): readonly Float64Array[] {
  return Array.from({ length: n }, (_, i) => matrix.subarray(i * n, (i + 1) * n))
}
