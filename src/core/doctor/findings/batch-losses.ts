import { brief } from '../../brief'
import { cellNoise } from '../cell-noise'
import type { SurfaceEvidence } from '../evidence'
import { defineFinding, type FoundFact } from '../finding'
import { coarseness, quantile } from '../sorted'

/** The part of the surface's spread from which on noise is seen as such in shading and contour lines. */
const visible = 0.005
/** Noise that float32 makes of sums is less, in steps of its numbers. */
const float32Noise = 64 * 1.1920928955078125e-7

/**
 * Cells differ from those around by independent noise (see `cellNoise`) of a two-hundredth of the surface's spread or
 * more, and by more than round-off or what the values were rounded to: as losses do that are of another batch, another
 * drop-out mask or another augmentation at each cell. A function that is known has none of this; of one that is drawn
 * on a part of its examples that is known too.
 */
export default defineFinding({
  id: 'batch-losses',
  title: 'losses are of batches, not of the whole set',
  subject: 'surface',
  find: ({ surface }) => (surface.isMeasured ? ofCells(surface) : ofExamples(surface)),
})

function ofExamples({ examples }: SurfaceEvidence): FoundFact | undefined {
  if (examples === undefined) return undefined
  const { seen, all } = examples
  return {
    severity: 'note',
    evidence: `the surface is of ${seen} of ${all} examples, drawn once`,
    remedy: 'draw it on all examples: view.surfaceExamples left out',
  }
}

function ofCells({ grid, usual }: SurfaceEvidence): FoundFact | undefined {
  const noise = cellNoise(grid)
  const spread = quantile(usual, 0.9) - quantile(usual, 0.1)
  const largest = Math.max(Math.abs(quantile(usual, 0)), Math.abs(quantile(usual, 1)))
  if (noise === undefined || !(noise >= visible * spread) || noise <= float32Noise * largest) return undefined
  // Rounding to q makes noise of 0.29 q.
  if (noise <= coarseness(usual) * (quantile(usual, 1) - quantile(usual, 0))) return undefined
  return {
    severity: 'warning',
    evidence: `cells differ from those around by independent noise of ${brief(noise)}, ${brief((100 * noise) / spread)} % of what eight tenths of the surface span`,
    remedy:
      'take the loss at every cell on the same examples, best all of them, without drop-out and augmentation (model.eval())',
  }
}
