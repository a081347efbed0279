import type { TaylorResult } from '../../../engine'
import { capitalised, formatNumber } from '../../ui/format'
import { Math as Tex } from '../../ui/math'

interface TaylorBarsProps {
  readonly slope: number
  readonly curvature: number
  readonly predicted: number
  readonly actual: number
  /** TeX of the terms. */
  readonly tex: Readonly<Record<'slope' | 'curvature' | 'actual', string>>
}

/** What slope and curvature before a step foretell, and what it brought, as signed bars. */
export function TaylorBars({ slope, curvature, predicted, actual, tex }: TaylorBarsProps) {
  const rows = [
    { name: 'slope term', tex: tex.slope, value: slope },
    { name: 'curvature term', tex: tex.curvature, value: curvature },
    { name: 'their sum', tex: '', value: predicted },
    { name: 'actual', tex: tex.actual, value: actual },
  ]
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)).filter(Number.isFinite), 0)
  return (
    <dl className="taylor" aria-label="Change of the loss">
      {rows.map(({ name, tex: term, value }) => (
        <div key={name}>
          <dt>
            {name} {term === '' ? null : <Tex tex={term} />}
          </dt>
          <dd>
            <span className="signed-bar" aria-hidden="true">
              <span data-negative={value < 0} style={{ width: `${most > 0 ? (50 * Math.abs(value)) / most : 0}%` }} />
            </span>
            <span className="numbers">{formatNumber(value)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What the bars say of a step of gradient descent. */
export function taylorSentence({
  predicted,
  actual,
  kink,
}: Pick<TaylorResult, 'predicted' | 'actual' | 'kink'>): string {
  if (kink !== undefined) return `No expansion here: ${kink}.`
  if (predicted === 0) return 'The gradient is 0: a step along it goes nowhere.'
  const foretold = `the two terms foretell a ${predicted > 0 ? 'rise' : 'fall'} of ${size(predicted)}`
  if (!Number.isFinite(actual)) return `${capitalised(foretold)}; the loss there is not finite.`
  const brought = actual === 0 ? 'does not change' : `${actual > 0 ? 'rises' : 'falls'} by ${size(actual)}`
  if (predicted > 0 !== actual > 0)
    return `${capitalised(foretold)}, and the loss in fact ${brought}: they are a model, not a law.`
  const judged = predicted > 0 ? 'too long' : 'short enough'
  return `This step is ${judged} for the curvature along g: ${foretold}, and the loss ${brought}.`
}

function size(change: number): string {
  return formatNumber(Math.abs(change), 3)
}
