import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Scene } from '../../../core/scene/scene'
import { shownStart } from '../../../core/scene/start'
import type { SpectrumResult, SpectrumSpec } from '../../../engine'
import { landscapeSpec } from '../../../core/scene/landscape'
import { DensityPlot } from '../../charts/density-plot'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { formatNumber, formatPlace } from '../../ui/format'
import { AnswerBar } from './answer-bar'
import { KinkNote } from './kink-note'

type Place = 'origin' | 'probe' | 'start'

/** Eigenvalues from each end of the spectrum. */
const top = 5

/** The Hessian in all dimensions: the ends of its spectrum, its trace and how its eigenvalues are spread. */
export function SpectrumPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const pinned = useSession((session) => session.pinned)
  const answer = useDerived((state) => state.analysis.spectrum)
  const [place, setPlace] = useState<Place>('origin')
  const { start, landscape } = scene
  const probed = pinned ?? shownStart(start, landscape.domain)
  const at = { origin: [0, 0], probe: probed, start: 'kind' in start ? probed : start } as const
  const spec = spectrumSpec(scene, at[place])
  const isCurrent = sameQuestion(answer.spec, spec)
  const isOutdated = answer.spec !== undefined && !sameQuestion(answer.spec, spectrumSpec(scene, answer.spec.at))
  return (
    <>
      <div className="analysis-choices">
        <NativeSelect
          size="xs"
          aria-label="Spectrum at"
          value={place}
          data={[
            { value: 'origin', label: 'the origin of the slice' },
            { value: 'probe', label: 'the held probe', disabled: pinned === undefined },
            { value: 'start', label: 'the start' },
          ]}
          onChange={({ currentTarget: { value } }) =>
            setPlace(value === 'probe' || value === 'start' ? value : 'origin')
          }
        />
      </div>
      <AnswerBar
        answer={answer}
        name="spectrum"
        isCurrent={isCurrent}
        onCompute={() => app.analyst.spectrum.ask(spec)}
        onCancel={app.analyst.spectrum.cancel}
        onForce={(refused) => app.analyst.spectrum.ask(refused, true)}
      >
        {answer.result === undefined ? 'eigenvalues of the Hessian' : `at ${placeText(answer.spec!.at)}`}
      </AnswerBar>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: the landscape has changed since
        </p>
      ) : null}
      {answer.spec === undefined || isOutdated ? null : <KinkNote landscape={landscape} at={answer.spec.at} />}
      {answer.result === undefined ? null : <Eigenvalues result={answer.result} isOutdated={isOutdated} />}
    </>
  )
}

function spectrumSpec({ landscape, seed }: Scene, at: readonly number[]): SpectrumSpec {
  return { landscape: landscapeSpec(landscape), at, top, density: true, seed }
}

function placeText([a, b]: readonly number[]): string {
  return formatPlace([a!, b!])
}

function Eigenvalues({ result, isOutdated }: { readonly result: SpectrumResult; readonly isOutdated: boolean }) {
  const { dimension, eigenvalues, residuals, method, trace, density } = result
  const isAll = eigenvalues.length === dimension
  const most = Math.max(...eigenvalues.map(Math.abs))
  return (
    <div className="spectrum" data-outdated={isOutdated}>
      <dl className="step-facts">
        <div>
          <dt>dimension</dt>
          <dd>{formatNumber(dimension, 8)}</dd>
        </div>
        <div>
          <dt>trace</dt>
          <dd>
            {formatNumber(trace.value)}
            {trace.standardError > 0 ? ` ± ${formatNumber(trace.standardError, 2)}` : ''}
          </dd>
        </div>
        <div>
          <dt>method</dt>
          <dd title={method === 'dense' ? 'the whole Hessian was decomposed' : 'from products with the Hessian alone'}>
            {method === 'dense' ? 'dense' : 'Lanczos'}
          </dd>
        </div>
      </dl>
      {density === undefined ? null : (
        <DensityPlot label="Density of eigenvalues" at={density.at} density={density.value} eigenvalues={eigenvalues} />
      )}
      <table className="stages" aria-label="Eigenvalues">
        <thead>
          <tr>
            <th scope="col">{isAll ? 'eigenvalue' : `${top} least, ${top} greatest`}</th>
            <th />
            <th scope="col" title="Norm of H v − λ v">
              residual
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from(eigenvalues, (value, index) => (
            <tr key={index}>
              <th scope="row">{formatNumber(value, 5)}</th>
              <td className="eigenvalue-bar">
                <span className="signed-bar" aria-hidden="true">
                  <span
                    data-negative={value < 0}
                    style={{ width: `${most > 0 ? (50 * Math.abs(value)) / most : 0}%` }}
                  />
                </span>
              </td>
              <td>{formatNumber(residuals[index]!, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
