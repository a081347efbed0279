import { Button, Loader, Switch, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { FoundPoint, PointsResult } from '../../../engine'
import { pointsSpec } from '../../../engine/scene-specs'
import { sameQuestion } from '../../store/answer'
import { criticalStyles } from '../../scene/markers'
import { useApp } from '../../store/app'
import { drawsLine } from '../../store/drawn-slice'
import * as edits from '../../store/edits'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { formatNumber, formatPlace } from '../../ui/format'
import { MarkerGlyph } from '../../ui/marker-glyph'
import { RegionThresholdFields } from './region-thresholds'

type Kind = FoundPoint['kind']

const kinds = ['minimum', 'saddle', 'maximum', 'degenerate'] as const satisfies readonly Kind[]
const plurals: Readonly<Record<Kind, string>> = {
  minimum: 'minima',
  saddle: 'saddles',
  maximum: 'maxima',
  degenerate: 'degenerate',
}

/** Every critical point that was found, and whether those are all. */
export function PointsPanel() {
  const app = useApp()
  const { status, spec, result } = useDerived((state) => state.analysis.points)
  const { criticalPoints, separatrices } = useScene((scene) => scene.view)
  const isCurrent = useScene((scene) => sameQuestion(spec, pointsSpec(scene)))
  return (
    <>
      <div className="analysis-switches">
        <Switch
          label="Critical points"
          checked={criticalPoints}
          onChange={({ currentTarget }) => app.edit(edits.setView({ criticalPoints: currentTarget.checked }))}
        />
        <Switch
          label="Separatrices"
          checked={separatrices}
          onChange={({ currentTarget }) => app.edit(edits.setView({ separatrices: currentTarget.checked }))}
        />
      </div>
      {status.kind === 'busy' ? (
        <p className="analysis-busy" role="status" aria-label="Searching for critical points">
          <Loader size={12} /> searching, {Math.floor(100 * status.fraction)} %
        </p>
      ) : null}
      {status.kind === 'failed' ? (
        <div className="refusal" role="alert">
          <p>{status.error.message}</p>
          <Button variant="default" onClick={app.analyst.askPoints}>
            Try again
          </Button>
        </div>
      ) : null}
      {status.kind === 'cancelled' ? (
        <Button variant="default" onClick={app.analyst.askPoints}>
          Search again
        </Button>
      ) : null}
      {result === undefined ? null : <Found result={result} isOutdated={!isCurrent} />}
      <RegionThresholdFields />
    </>
  )
}

function Found({ result, isOutdated }: { readonly result: PointsResult; readonly isOutdated: boolean }) {
  const [hidden, setHidden] = useState<readonly Kind[]>([])
  const { points } = result
  const toggle = (kind: Kind): void =>
    setHidden(hidden.includes(kind) ? hidden.filter((each) => each !== kind) : [...hidden, kind])
  const shown = points.filter(({ kind }) => !hidden.includes(kind))
  return (
    <div className="points" data-outdated={isOutdated}>
      <Completeness {...result} />
      {points.length === 0 ? null : (
        <>
          <div className="kind-filter" role="group" aria-label="Kinds shown">
            {kinds.map((kind) => {
              const count = points.filter((point) => point.kind === kind).length
              return count === 0 ? null : (
                <UnstyledButton key={kind} aria-pressed={!hidden.includes(kind)} onClick={() => toggle(kind)}>
                  <KindGlyph kind={kind} /> {count} {count === 1 ? kind : plurals[kind]}
                </UnstyledButton>
              )
            })}
          </div>
          <ul className="point-list" aria-label="Critical points found">
            {shown.map((point) => (
              <PointRow key={point.at.join()} point={point} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Whether the points are all there are, and what the turns of the gradient say. */
function Completeness({ points, complete, note, windingNumber, windingFound }: PointsResult) {
  const [isOpen, setOpen] = useState(false)
  const count = points.length
  const number = count === 1 ? '1 point' : `${count} points`
  const all = count === 0 ? 'no critical point' : count === 1 ? 'the only point' : `all ${number}`
  const isLine = useScene(({ landscape }) => drawsLine(landscape))
  const isWhole = useScene(({ landscape: { dimension = 1 } }) => dimension === 1)
  return (
    <div className="completeness">
      {complete ? (
        <UnstyledButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} title={note}>
          <IconCheck size={14} className="good" /> {all}: proven by interval arithmetic
        </UnstyledButton>
      ) : (
        <p className="found">{count === 0 ? 'no point found' : `${number} found`}</p>
      )}
      {complete && !isOpen ? null : <p>{note}</p>}
      {isWhole ? null : (
        <p>critical {isLine ? 'along the line' : 'in the plane'} that is drawn, not in all dimensions</p>
      )}
      <p
        data-disagrees={windingNumber !== undefined && windingNumber !== windingFound}
        title={isLine ? degreeMeaning : turnsMeaning}
      >
        {isLine ? 'degree of f′:' : 'turns of ∇f:'}{' '}
        {windingNumber === undefined
          ? 'not counted'
          : `${signed(windingNumber)} ${isLine ? 'by the ends' : 'on the boundary'}, ${signed(windingFound)} found`}
      </p>
    </div>
  )
}

const turnsMeaning =
  'How often the gradient turns along the boundary of the domain, and around the points that were found; equal where none is missing'
const degreeMeaning =
  'By the signs of the slope at both ends, and of the points that were found, a minimum 1 and a maximum -1; equal where none is missing'

function signed(turns: number): string {
  return `${turns > 0 ? '+' : ''}${formatNumber(turns)}`
}

function PointRow({ point: { at, value, kind, index, eigenvalues } }: { readonly point: FoundPoint }) {
  const app = useApp()
  const isLine = useScene(({ landscape }) => drawsLine(landscape))
  const place = formatPlace(isLine ? at.slice(0, 1) : at)
  const isPinned = useSession(({ pinned }) => pinned !== undefined && pinned[0] === at[0] && pinned[1] === at[1])
  return (
    <li>
      <UnstyledButton
        aria-label={`${kind} at ${place}`}
        aria-pressed={isPinned}
        title={`${kind}, ${index} negative eigenvalue${index === 1 ? '' : 's'}: hold the probe here`}
        onClick={() => app.session.setState({ pinned: isPinned ? undefined : at })}
      >
        <KindGlyph kind={kind} />
        <span className="point-place">{place}</span>
        <span className="point-value">{formatNumber(value)}</span>
        <span className="point-curvature">
          {eigenvalues === undefined
            ? 'no second derivative'
            : `λ ${eigenvalues.map((each) => formatNumber(each)).join(', ')}`}
        </span>
      </UnstyledButton>
    </li>
  )
}

function KindGlyph({ kind }: { readonly kind: Kind }) {
  const { shape, color } = criticalStyles[kind]
  return <MarkerGlyph shape={shape} color={color} size={11} />
}
