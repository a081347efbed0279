import type { matrixNames } from '../../../core/analysis/spectrum/curvature-matrices'
import type { SpectrumResult, SpectrumSpec } from '../../../engine'
import { DensityPlot } from '../../charts/density-plot'
import { formatNumber } from '../../ui/format'

interface OutcomeProps {
  readonly result: SpectrumResult
  readonly spec: SpectrumSpec
  readonly isOutdated: boolean
}

/** A spectrum: its facts, its density, its ends with their residuals, and what it is compared with. */
export function SpectrumOutcome({ result, spec, isOutdated }: OutcomeProps) {
  const { dimension, method, trace, density, eigenvalues, unconverged, batches, parts = [] } = result
  const whole = method === 'dense' ? 'the whole matrix was decomposed' : 'from products with the matrix alone'
  return (
    <div className="spectrum" data-outdated={isOutdated}>
      <dl className="step-facts">
        <div>
          <dt>dimension</dt>
          <dd>{formatNumber(dimension, 8)}</dd>
        </div>
        <div>
          <dt title={trace.standardError > 0 ? 'By Hutch++, with its standard error' : undefined}>trace</dt>
          <dd>{withError(trace.value, trace.standardError)}</dd>
        </div>
        <div>
          <dt>method</dt>
          <dd title={whole}>{method === 'dense' ? 'dense' : 'Lanczos'}</dd>
        </div>
      </dl>
      {unconverged > 0 ? (
        <p className="outdated" role="status">
          {unconverged} of {eigenvalues.length} eigenvalues have not converged: each is off by up to its residual
        </p>
      ) : null}
      {density === undefined ? null : (
        <DensityPlot label="Density of eigenvalues" at={density.at} density={density.value} eigenvalues={eigenvalues} />
      )}
      <Eigenvalues result={result} top={spec.top} />
      {batches === undefined ? null : (
        <p className="empty">
          Over {batches.count} batches, each by itself: in expectation their largest is no less than that of all
          examples. Trace {withError(batches.trace.mean, batches.trace.deviation)}
          {batches.unconverged > 0 ? `; ${batches.unconverged} have not converged` : ''}.
        </p>
      )}
      <Parts label="Matrices" title="matrix" parts={parts.filter(({ of }) => of === 'matrices')} />
      <Parts label="Layers" title="layer" parts={parts.filter(({ of }) => of === 'layers')} />
    </div>
  )
}

function withError(value: number, error: number): string {
  return `${formatNumber(value)}${error > 0 ? ` ± ${formatNumber(error, 2)}` : ''}`
}

function Eigenvalues({ result, top }: { readonly result: SpectrumResult; readonly top: number }) {
  const { dimension, eigenvalues, residuals, batches } = result
  const isAll = eigenvalues.length === dimension
  const most = Math.max(...eigenvalues.map(Math.abs))
  return (
    <table className="stages" aria-label="Eigenvalues">
      <thead>
        <tr>
          <th scope="col">{isAll ? 'eigenvalue' : `${top} least, ${top} greatest`}</th>
          {batches === undefined ? <th /> : <th scope="col">of batches</th>}
          <th scope="col" title="Norm of M v − λ v">
            residual
          </th>
        </tr>
      </thead>
      <tbody>
        {Array.from(eigenvalues, (value, index) => (
          <tr key={index}>
            <th scope="row">{formatNumber(value, 5)}</th>
            {batches === undefined ? (
              <td className="eigenvalue-bar">
                <span className="signed-bar" aria-hidden="true">
                  <span
                    data-negative={value < 0}
                    style={{ width: `${most > 0 ? (50 * Math.abs(value)) / most : 0}%` }}
                  />
                </span>
              </td>
            ) : (
              <td title="Mean and standard deviation over the batches">
                {withError(batches.eigenvalues.mean[index]!, batches.eigenvalues.deviation[index]!)}
              </td>
            )}
            <td>{formatNumber(residuals[index]!, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface PartsProps {
  readonly label: string
  readonly title: string
  readonly parts: NonNullable<SpectrumResult['parts']>
}

/** The ends and traces of several matrices, or of the layers of one. */
function Parts({ label, title, parts }: PartsProps) {
  if (parts.length === 0) return null
  return (
    <table className="stages" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">greatest</th>
          <th scope="col">least</th>
          <th scope="col">trace</th>
          <th scope="col">residual</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ of, name, dimension, eigenvalues, residuals, trace, unconverged }) => (
          <tr key={name}>
            <th scope="row" title={`${formatNumber(dimension, 8)} rows`}>
              {of === 'matrices' ? shortNames[name as keyof typeof matrixNames] : name}
            </th>
            <td>{formatNumber(eigenvalues.at(-1)!, 3)}</td>
            <Least value={eigenvalues[0]!} residual={residuals[0]!} />
            <td title={trace.standardError > 0 ? withError(trace.value, trace.standardError) : 'exact'}>
              {formatNumber(trace.value, 3)}
            </td>
            <td title={unconverged > 0 ? `${unconverged} have not converged` : undefined}>
              {unconverged > 0 ? '! ' : ''}
              {formatNumber(Math.max(...residuals), 1)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The least eigenvalue; what its residual does not tell from 0 is none. */
function Least({ value, residual }: { readonly value: number; readonly residual: number }) {
  const isNone = Math.abs(value) <= residual
  return (
    <td title={isNone ? `${formatNumber(value, 2)}, with its residual 0` : undefined}>
      {isNone ? '0' : formatNumber(value, 2)}
    </td>
  )
}

const shortNames: Readonly<Record<keyof typeof matrixNames, string>> = {
  hessian: 'Hessian',
  'gauss-newton': 'Gauss-Newton',
  fisher: 'emp. Fisher',
}
