import { type Crossing, crossings } from '../../core/analysis/stability/crossings'
import type { Scene } from '../../core/scene/scene'
import type { SharpnessResult, SpectrumSettings } from '../../engine'
import { raceSpec, stepsAlong } from '../../engine/scene-specs'
import { type JsonSource, json } from '../../formats/json'
import { compute } from '../compute'
import { print } from '../output'
import { onlyRacer } from '../racer-argument'
import { shortNumber, table } from '../table'
import { spectrumDocument } from './spectrum-report'

interface Along {
  /** A racer's id. */
  readonly along: string
  readonly steps?: readonly number[] | undefined
  readonly every?: number | undefined
  readonly json?: boolean | undefined
  readonly threads?: number | undefined
  readonly force?: boolean | undefined
}

/** The spectra along a racer's path, and its sharpness beside what its rule bears. */
export async function spectrumAlong(scene: Scene, options: Along, spectrum: SpectrumSettings): Promise<void> {
  const race = raceSpec(scene)
  const { id } = onlyRacer(race.racers, options.along, '--along')
  const racer = race.racers.findIndex((each) => each.id === id)
  const steps = options.steps ?? stepsAlong(race, racer, options.every)
  const result = await compute('sharpness', { race, racer, steps, spectrum }, options.threads, options.force === true)
  const ratio = result.largest.map((value, i) => value / result.threshold[i]!)
  const crossed = crossings(result.step, ratio)
  await print(
    options.json === true ? json(document(id, result, ratio, crossed, spectrum)) : [text(id, result, ratio, crossed)],
  )
}

function document(
  racer: string,
  result: SharpnessResult,
  ratio: Float64Array,
  crossed: readonly Crossing[],
  spectrum: SpectrumSettings,
): JsonSource {
  const { step, learningRate, largest, residual, threshold, isPreconditioned, unaccounted, spectra } = result
  return {
    racer,
    isPreconditioned,
    unaccounted,
    crossings: crossed.map((steps) => [...steps]),
    rows: Array.from(step, (each, i) => ({
      step: each,
      learningRate: learningRate[i]!,
      sharpness: largest[i]!,
      residual: residual[i]!,
      threshold: threshold[i]!,
      ratio: ratio[i]!,
      spectrum: spectrumDocument(spectra![i]!, spectrum),
    })),
  }
}

function text(racer: string, result: SharpnessResult, ratio: Float64Array, crossed: readonly Crossing[]): string {
  const { step, residual, largest, threshold, isPreconditioned, unaccounted, spectra } = result
  const cell = (value: number): string => (Number.isNaN(value) ? '-' : shortNumber(Number(value.toPrecision(5))))
  const rows = Array.from(step, (each, i) => {
    const { eigenvalues, residuals, trace, unconverged } = spectra![i]!
    return [
      String(each),
      cell(eigenvalues[0]!),
      cell(eigenvalues.at(-1)!),
      cell(trace.value),
      `${Math.max(...residuals).toExponential(1)}${unconverged === 0 ? '' : ' not converged'}`,
      cell(largest[i]!),
      Number.isNaN(residual[i]!) ? '-' : residual[i]!.toExponential(1),
      cell(threshold[i]!),
      cell(ratio[i]!),
    ]
  })
  const titles = ['step', 'least', 'greatest', 'trace', 'residual', 'sharpness', 'residual', 'threshold', 'ratio']
  const matrix = isPreconditioned ? 'P^-1 H' : 'the Hessian, weight decay added'
  const lines = [
    `racer         ${racer}\n`,
    `sharpness     the largest eigenvalue of ${matrix}\n`,
    threshold.every(Number.isNaN) ? 'threshold     none is known of this rule as it is set\n' : '',
    crossed.length === 0
      ? ''
      : `crossed       between steps ${crossed.map((steps) => steps.join(' and ')).join(', ')}\n`,
    unaccounted.length === 0
      ? ''
      : `not counted   ${unaccounted.join(', ')}: the threshold is of steps on all examples\n`,
  ]
  return (
    lines.join('') +
    table(
      titles.map((title) => ({ title, align: 'right' })),
      rows,
    )
  )
}
