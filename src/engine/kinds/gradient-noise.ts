import { z } from 'zod'
import { type GradientNoise, gradientNoise, noiseWork } from '../../core/analysis/noise/gradient-noise'
import { isSum } from '../../core/objectives/objective'
import { invalid, type Problem } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkShape, pointProblems } from './specs'

const mostDraws = 1000
const mostSizes = 32

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** A point in all dimensions, or its place on the plane that is drawn. */
  at: z.array(z.number()).readonly(),
  /** Examples of the batches whose gradients are answered one by one. */
  batch: z.int().min(1),
  /** How many batches of each size. */
  draws: z.int().min(1).max(mostDraws),
  seed: z.int().min(0),
  /** The batch sizes that are tried, ascending; where absent powers of two, and all examples where they are few. */
  sizes: z.array(z.int().min(1)).min(1).max(mostSizes).readonly().optional(),
})

export type GradientNoiseSpec = z.infer<typeof schema>
export type GradientNoiseResult = GradientNoise

/** How the gradients of batches scatter about that of all examples at a point. */
export const gradientNoiseKind = defineJobKind({
  id: 'gradient-noise',
  version: 1,
  ahead: specAhead,

  validate(given) {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, at, batch, sizes = [] } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const { sum } = resolved.value
    const problems: Problem[] = []
    if (sum === undefined)
      problems.push({
        message: 'noise of a gradient that is not a mean over examples',
        remedy: 'take a network, or give the formula examples',
        where: 'landscape',
      })
    else if (sum.leastBatch !== undefined)
      problems.push({
        message: 'noise of a gradient with batch normalisation, whose batches estimate no fixed mean',
        remedy: 'leave batchNorm out',
        where: 'landscape.batchNorm',
      })
    else if (batch > sum.examples)
      problems.push({
        message: `batch of ${batch}, the landscape has ${sum.examples} examples`,
        remedy: `take a size from 1 to ${sum.examples}`,
        where: 'batch',
      })
    else if (sizes.some((size) => size > sum.examples))
      problems.push({
        message: `batches of ${Math.max(...sizes)}, the landscape has ${sum.examples} examples`,
        remedy: `take sizes from 1 to ${sum.examples}`,
        where: 'sizes',
      })
    problems.push(...pointProblems(at, resolved.value))
    return problems.length === 0 ? shape : invalid(...problems)
  },

  cost({ landscape, batch, draws, sizes }: GradientNoiseSpec) {
    const resolved = landscapeOf(landscape)
    const { examples } = resolved.sum!
    const perExample = evaluationWork(resolved).gradient / examples
    const work = perExample * noiseWork(examples, { batch, draws, ...(sizes && { sizes }) })
    const ofAll = perExample * noiseWork(examples, { batch, draws: 0 })
    const most = Math.max(0, (draws * (costLimits.work - ofAll)) / (work - ofAll))
    return { work, bytes: 16 * draws, smaller: atMost({ most, say: (count) => `${count} batches of a size` }) }
  },

  plan: () => [0],

  *run({ landscape, at, ...question }): Generator<TileProgress, GradientNoiseResult, void> {
    const { objective, place, slice } = landscapeOf(landscape)
    const sum = objective()
    if (!isSum(sum)) throw new Error('noise of a gradient that is not a mean over examples')
    const work = noiseWork(sum.examples, question)
    const pieces = gradientNoise(sum, { ...question, theta: place(at), ...(slice && { slice }) })
    for (;;) {
      const { done, value } = pieces.next()
      if (done === true) return value
      yield { type: 'progress', fraction: Math.min(1, sum.counts.examples / work) }
    }
  },

  merge: (_spec, parts): GradientNoiseResult => parts[0]!,
})
