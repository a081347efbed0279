import type { EffectiveRates } from '../../../core/race/effective-rates'
import { formatNumber } from '../../ui/format'
import { Math as Tex } from '../../ui/math'

interface EffectiveRatesViewProps {
  readonly rates: EffectiveRates
  /** The rule's own learning rate, which the bars begin at; undefined where it has none: they begin at 1. */
  readonly learningRate: number | undefined
  /** What the coordinates are called, where there are few enough to have each its bar. */
  readonly names: readonly string[] | undefined
}

/** The rate that each coordinate of a step had in effect, as bars over the logarithm of its ratio to the rule's. */
export function EffectiveRatesView({ rates, learningRate, names }: EffectiveRatesViewProps) {
  const rows =
    names === undefined
      ? ([
          ['least', rates.least],
          ['median', rates.median],
          ['greatest', rates.greatest],
        ] as const)
      : names.map((name, i) => [name, rates.each[i]!] as const)
  const base = learningRate !== undefined && learningRate > 0 ? learningRate : 1
  const decadesOf = (rate: number): number => Math.log10(rate / base)
  const most = rows.reduce((reach, [, rate]) => {
    const decades = Math.abs(decadesOf(rate))
    return Number.isFinite(decades) ? Math.max(reach, decades) : reach
  }, 1)
  return (
    <table className="effective-rates" aria-label="Effective learning rates">
      <caption>
        effective rate <Tex tex="|d_i|/|g_i|" />
        {learningRate === undefined ? '' : '; bars: decades from lr'}
      </caption>
      <tbody>
        {rows.map(([name, rate]) => {
          const decades = decadesOf(rate)
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className="signed-bar" aria-hidden="true">
                  {Number.isFinite(decades) ? (
                    <span data-negative={decades < 0} style={{ width: `${(50 * Math.abs(decades)) / most}%` }} />
                  ) : null}
                </span>
              </td>
              <td className="numbers">
                {Number.isNaN(rate) ? <span title="no gradient to divide by">—</span> : formatNumber(rate, 4)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
