import { ActionIcon, Badge, Tooltip } from '@mantine/core'
import { IconPin, IconPinnedFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ProbeResult, RegionClass } from '../../../core/analysis/region/probe-result'
import { useApp } from '../../store/app'
import { heightNames } from '../../../core/scene/overlays'
import { shownStart } from '../../../core/scene/start'
import { shownMean } from '../../../core/scene/surface-of'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { Section } from '../../ui/section'
import { KinkNote } from './kink-note'
import { probeSentences } from './probe-sentences'

/** Everything known at the hovered or pinned point. */
export function ProbePanel() {
  const app = useApp()
  const probe = useDerived((state) => state.probe)
  const pinned = useSession((state) => state.pinned)
  const pin = (
    <Tooltip label={pinned === undefined ? 'Hold the probe here (P)' : 'Let the probe follow the pointer (P)'}>
      <ActionIcon
        size={24}
        aria-label="Hold"
        aria-pressed={pinned !== undefined}
        disabled={probe === undefined}
        onClick={() => {
          const at = probe === undefined ? undefined : ([probe.at[0]!, probe.at[1] ?? 0] as const)
          app.session.setState({ pinned: pinned === undefined ? at : undefined })
        }}
      >
        {pinned === undefined ? <IconPin size={15} /> : <IconPinnedFilled size={15} />}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <Section title="Probe" aside={pin} className="probe">
      {probe === undefined ? <p className="empty">Point at the surface to see its slope and curvature.</p> : null}
      {probe === undefined ? null : <Numbers probe={probe} isHeld={pinned !== undefined} />}
    </Section>
  )
}

function Numbers({ probe, isHeld }: { readonly probe: ProbeResult; readonly isHeld: boolean }) {
  const { at, gradient, hessian, eigenvalues, eigenvectors } = probe
  const racers = useScene((scene) => scene.racers)
  const landscape = useScene((scene) => scene.landscape)
  const isStart = useScene(({ start, landscape }) => {
    const place = shownStart(start, landscape.domain)
    return at.every((coordinate, axis) => coordinate === place[axis])
  })
  const mean = useScene(shownMean)
  // What bends another surface bounds no step of a race on this one.
  const { stableLearningRate: _ofTraining, ...shape } = probe
  const sentences = probeSentences(mean === 'training' ? probe : shape, racers, isStart)
  const vector = (values: Float64Array, from = 0, digits = 4): string =>
    Array.from(values.subarray(from, from + at.length), (entry) => formatNumber(entry, digits)).join(', ')
  const along = (from: number): string | undefined =>
    Number.isNaN(eigenvectors[from]) ? undefined : `along (${vector(eigenvectors, from, 3)})`
  return (
    <>
      <div className="probe-class">
        <Badge variant="light" color={classColors[probe.regionClass]} radius="sm" tt="none" fw={600}>
          {probe.missing === undefined ? className(probe) : unsmoothNames[probe.missing]}
        </Badge>
        <span className="numbers">at ({vector(at)})</span>
      </div>
      {probe.kink === undefined ? null : (
        <p className="kink-note">
          {probe.kink}
          {probe.missing === 'gradient' ? '; the gradient below is a convention' : ''}
        </p>
      )}
      {probe.degenerate === undefined ? null : (
        <p className="kink-note">The Hessian is singular here; the surface around the point tells what it is.</p>
      )}
      {isHeld ? <KinkNote landscape={landscape} at={[...at]} /> : null}
      {sentences.length === 0 ? null : <p className="probe-sentences">{sentences.join(' ')}</p>}
      <dl className="probe-numbers">
        <Row name={mean === 'training' ? 'value' : heightNames[mean]} text={formatNumber(probe.value, 6)} />
        <Row name="gradient" text={`(${vector(gradient)})`} />
        <Row name="|gradient|" text={formatNumber(Math.hypot(...gradient))} />
        <dt>Hessian</dt>
        <dd className="matrix" data-size={at.length}>
          {[...hessian].map((entry, index) => (
            <span key={index}>{formatNumber(entry)}</span>
          ))}
        </dd>
        {at.length === 1 ? null : (
          <>
            <Row name="λ₁" text={formatNumber(eigenvalues[0]!)} note={along(0)} />
            <Row name="λ₂" text={formatNumber(eigenvalues[1]!)} note={along(2)} />
            <Row name="condition" text={formatNumber(probe.conditionNumber)} />
          </>
        )}
        <Row
          name={
            <>
              2/λ<sub>max</sub>
            </>
          }
          text={probe.stableLearningRate === undefined ? '—' : formatNumber(probe.stableLearningRate)}
          title={probe.stabilityNote}
        />
      </dl>
      <ul className="evidence" aria-label="Evidence">
        {probe.evidence.map(({ label, value, threshold, comparison, holds }) => (
          <li key={label} data-holds={holds}>
            <span title={label}>{label}</span>
            <span className="numbers">
              {formatNumber(value, 3)} {holds ? comparison : comparison === '<' ? '≥' : '≤'}{' '}
              {formatNumber(threshold, 3)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

interface RowProps {
  readonly name: ReactNode
  readonly text: string
  readonly note?: string | undefined
  readonly title?: string
}

function Row({ name, text, note, title }: RowProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd title={title}>
        {text}
        {note === undefined ? null : <span className="note">{note}</span>}
      </dd>
    </>
  )
}

function className({ regionClass, degenerate }: ProbeResult): string {
  return degenerate === undefined ? classNames[regionClass] : `degenerate ${degenerate}`
}

const unsmoothNames: Readonly<Record<NonNullable<ProbeResult['missing']>, string>> = {
  gradient: 'not differentiable here',
  Hessian: 'not twice differentiable here',
}

const classNames: Readonly<Record<RegionClass, string>> = {
  minimum: 'minimum',
  maximum: 'maximum',
  saddle: 'saddle',
  plateau: 'plateau',
  cliff: 'cliff',
  'ill-conditioned-valley': 'ill-conditioned valley',
  'convex-bowl': 'convex bowl',
  slope: 'slope',
  undefined: 'undefined here',
}

const classColors: Readonly<Record<RegionClass, string>> = {
  minimum: 'teal',
  maximum: 'grape',
  saddle: 'orange',
  plateau: 'gray',
  cliff: 'red',
  'ill-conditioned-valley': 'yellow',
  'convex-bowl': 'cyan',
  slope: 'blue',
  undefined: 'red',
}
