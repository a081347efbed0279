import type { SpectrumResult } from '../../engine'
import { matrixNames } from '../../core/analysis/spectrum/curvature-matrices'
import type { PartSpectrum } from '../../core/analysis/spectrum/part-spectra'
import type { JsonSource } from '../../formats/json'
import { type NetworkNotes, noteLines } from '../network-notes'
import { shortNumber, table } from '../table'

/** What was asked for, as far as it is told. */
export interface Asked {
  readonly matrix?: keyof typeof matrixNames | undefined
  readonly block?: string | undefined
  readonly top: number
}

export const notFinite = 'the Hessian is not finite here'

function isKnown({ eigenvalues }: SpectrumResult): boolean {
  return eigenvalues.every(Number.isFinite)
}

/** A spectrum as a document; what was not asked for is not in it. */
export function spectrumDocument(result: SpectrumResult, { matrix, block }: Asked) {
  const { dimension, method, eigenvalues, residuals, trace, density, unconverged, batches, parts } = result
  return {
    matrix,
    block,
    dimension,
    method,
    eigenvalues,
    residuals,
    unconverged: unconverged === 0 ? undefined : unconverged,
    trace: { ...trace },
    density: density && { at: density.at, value: density.value },
    batches: batches && { ...batches, eigenvalues: { ...batches.eigenvalues }, trace: { ...batches.trace } },
    parts: parts?.map((part) => ({ ...part, trace: { ...part.trace } })),
    nonFinite: isKnown(result) ? undefined : notFinite,
  } satisfies JsonSource
}

/** A spectrum for a person. */
export function spectrumText(
  at: readonly number[],
  result: SpectrumResult,
  notes: NetworkNotes,
  { matrix, block, top }: Asked,
): string {
  const { dimension, method, eigenvalues, residuals, unconverged, density, batches, parts } = result
  const shownAt = at.slice(0, 6).map(shortNumber).join('  ') + (at.length > 6 ? '  ...' : '')
  const lines: [string, string][] = [
    ...(matrix === undefined ? [] : [['matrix', matrixNames[matrix]] as [string, string]]),
    ...(block === undefined ? [] : [['block', block] as [string, string]]),
    ['dimension', String(dimension)],
    ['at', shownAt],
    ...noteLines(notes),
  ]
  if (!isKnown(result)) return listed([...lines, ['eigenvalues', `none: ${notFinite}`]])
  const name = matrix === undefined || matrix === 'hessian' ? 'Hessian' : 'matrix'
  lines.push(
    ['method', method === 'dense' ? `the whole ${name}, decomposed` : `Lanczos, by ${name}-vector products`],
    ['trace', traceText(result.trace)],
  )
  if (unconverged > 0) lines.push(['not converged', `${unconverged} of ${eigenvalues.length}: see their residuals`])
  if (batches !== undefined) lines.push(['batches', batchesText(batches)])
  const rows = [...eigenvalues].map((value, i) => [
    String(1 + (i < top ? i : dimension - eigenvalues.length + i)),
    shortNumber(value),
    residuals[i]!.toExponential(1),
    ...(batches === undefined ? [] : [spread(batches.eigenvalues.mean[i]!, batches.eigenvalues.deviation[i]!)]),
  ])
  // Between the smallest and the largest others are left out.
  if (eigenvalues.length < dimension) rows.splice(top, 0, ['...', '', '', ...(batches === undefined ? [] : [''])])
  const titles = ['number', 'eigenvalue', 'residual', ...(batches === undefined ? [] : ['of batches'])]
  const columns = titles.map((title) => ({ title, align: 'right' as const }))
  const ofParts = parts === undefined ? '' : `\n${partsTable(parts)}`
  return `${listed(lines)}${table(columns, rows)}${ofParts}${density === undefined ? '' : histogram(density)}`
}

export function traceText({ value, standardError }: SpectrumResult['trace']): string {
  return standardError === 0
    ? shortNumber(value)
    : `${shortNumber(value)} +- ${shortNumber(standardError)} (one standard error)`
}

function batchesText({ count, trace, unconverged }: NonNullable<SpectrumResult['batches']>): string {
  const failed = unconverged === 0 ? '' : `; ${unconverged} eigenvalues have not converged`
  return `${count}, each by itself: mean +- standard deviation; trace ${spread(trace.mean, trace.deviation)}${failed}`
}

function spread(mean: number, deviation: number): string {
  return `${shortNumber(Number(mean.toPrecision(5)))} +- ${shortNumber(Number(deviation.toPrecision(2)))}`
}

function partsTable(parts: readonly PartSpectrum[]): string {
  const titles = ['part', 'rows', 'least', 'greatest', 'trace', 'residual']
  const rows = parts.map(({ of, name, dimension, eigenvalues, residuals, trace, unconverged }) => [
    of === 'matrices'
      ? matrixNames[name as keyof typeof matrixNames]
      : `${of === 'layers' ? 'layer' : 'block'} ${name}`,
    String(dimension),
    shortNumber(eigenvalues[0]!),
    shortNumber(eigenvalues.at(-1)!),
    trace.standardError === 0 ? shortNumber(trace.value) : spread(trace.value, trace.standardError),
    `${Math.max(...residuals).toExponential(1)}${unconverged === 0 ? '' : ' not converged'}`,
  ])
  return table(
    titles.map((title, i) => (i === 0 ? { title } : { title, align: 'right' as const })),
    rows,
  )
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
