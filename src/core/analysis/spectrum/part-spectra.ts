import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import type { CurvatureMatrix } from './curvature-matrices'
import { layerBlocks, namedBlocks } from './parameter-blocks'
import { type Spectrum, spectrum, type SpectrumSettings } from './spectrum'

export const spectrumParts = ['matrices', 'layers', 'blocks'] as const
type Parts = (typeof spectrumParts)[number]

/** The ends of the spectrum of another matrix, or of a part of the parameters, and its trace. */
export interface PartSpectrum extends Pick<Spectrum, 'eigenvalues' | 'residuals' | 'unconverged' | 'trace'> {
  readonly of: Parts
  /** The matrix's id, or the name of the layer or block. */
  readonly name: string
  readonly dimension: number
}

/** Those of all matrices that J has, and by the matrix of the settings those of its layout's layers and blocks. */
export function* partSpectra(
  objective: Objective,
  at: ArrayLike<number>,
  settings: SpectrumSettings,
  parts: readonly Parts[],
  matrices: readonly CurvatureMatrix[],
): Pieces<readonly PartSpectrum[]> {
  const found: PartSpectrum[] = []
  const length = settings.block?.length ?? objective.dimension
  for (const of of parts) {
    const choices =
      of === 'matrices'
        ? matrices.map((matrix) => ({ name: matrix, length, choice: { matrix } }))
        : (of === 'layers' ? layerBlocks : namedBlocks)(objective.layout).map((block) => ({
            ...block,
            choice: { block },
          }))
    for (const { name, length: dimension, choice } of choices) {
      const each = yield* spectrum(objective, at, { ...settings, ...choice, density: false, vectors: false })
      const { eigenvalues, residuals, unconverged, trace } = each
      found.push({ of, name, dimension, eigenvalues, residuals, unconverged, trace })
    }
  }
  return found
}
