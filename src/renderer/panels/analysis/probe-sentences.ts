import type { ProbeResult } from '../../../core/analysis/region/probe-result'
import type { SceneRacer } from '../../../core/scene/racer'
import { formatNumber } from '../../ui/format'

/** Curvatures less unlike than this are called alike. */
const alike = 1.5

/** What a probe says, in sentences for a person who learns; none where it knows no derivatives to build on. */
export function probeSentences(
  probe: ProbeResult,
  racers: readonly Pick<SceneRacer, 'id' | 'optimizer' | 'hyper' | 'visible'>[],
  isStart: boolean,
): readonly string[] {
  const { kink, regionClass, stableLearningRate } = probe
  if (kink !== undefined || regionClass === 'undefined') return []
  const sentences = [bending(probe.eigenvalues)]
  if (stableLearningRate !== undefined) sentences.push(rate(stableLearningRate, racers, isStart))
  return sentences.filter((sentence) => sentence !== undefined)
}

/** How the surface bends, by the ends of the Hessian's spectrum. */
function bending(eigenvalues: Float64Array): string | undefined {
  const [least, greatest] = [eigenvalues[0]!, eigenvalues.at(-1)!]
  if (!Number.isFinite(least) || !Number.isFinite(greatest)) return undefined
  if (least === 0 && greatest === 0) return undefined
  if (eigenvalues.length === 1) return `The curve bends ${greatest > 0 ? 'up' : 'down'} here.`
  if (least < 0 && greatest > 0)
    return `The surface bends up one way and down the other${moreOneWay(-least, greatest)}.`
  const way = greatest > 0 ? 'up' : 'down'
  if (least === 0 || greatest === 0) return `The surface bends ${way} across and not at all along.`
  const ratio = greatest > 0 ? greatest / least : least / greatest
  if (ratio < alike) return `The surface bends ${way} about equally in every direction.`
  return `The surface bends ${way}, ${formatNumber(ratio, 2)} times more across than along.`
}

function moreOneWay(down: number, up: number): string {
  const [ratio, more] = up > down ? [up / down, 'up than down'] : [down / up, 'down than up']
  return ratio < alike ? '' : `, ${formatNumber(ratio, 2)} times more ${more}`
}

/** How the boldest gradient descent of the race compares with the largest stable rate. */
function rate(
  limit: number,
  racers: readonly Pick<SceneRacer, 'id' | 'optimizer' | 'hyper' | 'visible'>[],
  isStart: boolean,
): string | undefined {
  const rates = racers.flatMap(({ id, optimizer, hyper, visible }) => {
    const lr = hyper['lr']
    return visible && optimizer === 'sgd' && typeof lr === 'number' ? [{ id, lr }] : []
  })
  const boldest = rates.sort((a, b) => b.lr - a.lr)[0]
  if (boldest === undefined) return undefined
  const { id, lr } = boldest
  const [which, what] =
    lr > limit ? ['above', 'steps across grow instead of shrinking'] : ['below', 'steps across shrink']
  const place = isStart ? 'at the start' : 'here'
  return `The rate ${formatNumber(lr, 3)} of ${id} is ${which} 2/\u2060λmax = ${formatNumber(limit, 2)} ${place}: ${what}.`
}
