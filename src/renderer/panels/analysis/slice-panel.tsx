import { Switch } from '@mantine/core'
import type { FidelityResult } from '../../../engine'
import { fidelitySpec } from '../../../engine/scene-specs'
import { LinePlot } from '../../charts/line-plot'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { isLine } from '../../store/drawn-slice'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { SettingRow } from '../../ui/setting-row'
import { AnswerBar } from './answer-bar'
import { Findings } from './findings'
import { LineCurves } from './line-curves'
import { MovingPlane } from './moving-plane'
import { PlaneChoice } from './plane-choice'
import { RacerSelect } from './racer-select'
import { SliceVariants } from './slice-variants'
import { fidelitySentence, percent, sliceWord, total } from './slice-sentences'

/** How far what is drawn of a landscape in many dimensions can be trusted. */
export function SlicePanel() {
  const scene = useScene((current) => current)
  const chosen = useSession((session) => session.sliceRacer)
  const app = useApp()
  const answer = useDerived((state) => state.analysis.fidelity)
  const { racers, landscape, view } = scene
  const { follow } = view
  const { slice } = landscape
  const racer = racers.find(({ id }) => id === chosen) ?? racers[0]
  const spec = racer && fidelitySpec(scene, racer.id)
  const isCurrent = sameQuestion(answer.spec, spec)
  return (
    <>
      <PlaneChoice />
      {isLine(slice) ? <LineCurves /> : null}
      {racer === undefined ? (
        <p className="empty">Add a racer to see how its path lies on the slice.</p>
      ) : (
        <SettingRow name="path of" hint="Whose path is compared with what is drawn">
          <RacerSelect label="Path of" value={racer.id} onChange={(id) => app.session.setState({ sliceRacer: id })} />
        </SettingRow>
      )}
      {spec === undefined ? null : (
        <AnswerBar
          answer={answer}
          name="fidelity"
          isCurrent={isCurrent}
          onCompute={() => app.analyst.fidelity.ask(spec)}
          onCancel={app.analyst.fidelity.cancel}
          onForce={(refused) => app.analyst.fidelity.ask(refused, true)}
        >
          how true the {follow === undefined ? 'picture' : 'plane that stays'} is to the path
        </AnswerBar>
      )}
      {answer.result === undefined ? null : <PathOnSlice fidelity={answer.result} isOutdated={!isCurrent} />}
      {isLine(slice) ? null : <MovingPlane />}
      {isLine(slice) ? null : <SliceVariants />}
      <Findings />
    </>
  )
}

interface PathOnSliceProps {
  readonly fidelity: FidelityResult
  readonly isOutdated: boolean
}

function PathOnSlice({ fidelity, isOutdated }: PathOnSliceProps) {
  const app = useApp()
  const stems = useScene(({ view }) => view.stems)
  const { step, loss, drawn, distance, angle } = fidelity
  const slice = sliceWord(fidelity)
  return (
    <div className="fidelity" data-outdated={isOutdated}>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: the race or the slice has changed since
        </p>
      ) : null}
      <p className="slice-sentence">{fidelitySentence(fidelity)}</p>
      <Shares fidelity={fidelity} />
      {Number.isNaN(angle) ? null : (
        <p className="answer-note">The directions are at {formatNumber(angle, 3)}° to each other.</p>
      )}
      <LinePlot
        label="Losses along the path"
        x={step}
        xTitle="step"
        lines={[
          { name: 'true loss', y: loss, color: trueColor },
          { name: `on the ${slice}`, y: drawn, color: drawnColor, isDashed: true },
        ]}
      />
      <LinePlot
        label={`Distance of the path from the ${slice}`}
        x={step}
        xTitle="step"
        height={84}
        scale={{ kind: 'linear', isLoss: false }}
        lines={[{ name: `distance from the ${slice}`, y: distance, color: 'var(--muted)' }]}
      />
      <Switch
        label="Stems from the surface to the true loss"
        checked={stems}
        onChange={({ currentTarget }) => app.edit(edits.setView({ stems: currentTarget.checked }))}
      />
    </div>
  )
}

const [trueColor, drawnColor] = ['#e8a13a', '#4c8fe0']

/** What each direction holds of the squared distance of the path from the origin, beside what a random walk would. */
function Shares({ fidelity }: { readonly fidelity: FidelityResult }) {
  const { shares, walk, lengths } = fidelity
  const rows = ['first', 'second'].slice(0, lengths.length).map((name, k) => ({
    name,
    share: shares[k],
    walked: walk[k],
    length: lengths[k],
  }))
  const sums = { name: 'both', share: shares.length === 0 ? undefined : total(shares), length: undefined }
  const walked = walk.length === 0 ? undefined : total(walk)
  return (
    <table className="stages" aria-label="Shares of squared distance">
      <thead>
        <tr>
          <th scope="col">direction</th>
          <th scope="col" title="Share of the squared distance of the path from the origin of the slice">
            share
          </th>
          <th
            scope="col"
            title="Of a random walk of as many steps in as many dimensions, along directions that came about as these"
          >
            random walk
          </th>
          <th scope="col">length</th>
        </tr>
      </thead>
      <tbody>
        {[...rows, ...(rows.length === 2 ? [{ ...sums, walked }] : [])].map(
          ({ name, share, walked: ofWalk, length }) => (
            <tr key={name} data-sum={name === 'both'}>
              <th scope="row">{name}</th>
              <td>{share === undefined ? '—' : percent(share)}</td>
              <td>{ofWalk === undefined ? '—' : percent(ofWalk)}</td>
              <td>{length === undefined ? '' : formatNumber(length, 3)}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}
