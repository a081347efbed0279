import { NativeSelect } from '@mantine/core'
import type { FoundDirection, SectionDirection } from '../../../core/scene/local-instruments'
import type { CrossSectionResult, SectionLine } from '../../../engine'
import { CrossSectionPlot } from '../../charts/cross-section-plot'
import { sectionColor } from '../../charts/section-colors'
import { useApp } from '../../store/app'
import { isLine } from '../../store/drawn-slice'
import { setCrossSection } from '../../store/local-edits'
import { crossSectionOf, racerAt } from '../../store/local-questions'
import { useDerived, useScene } from '../../store/use-stores'
import { formatNumber, formatPlace } from '../../ui/format'
import { OptionalNumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { SliderRow } from '../../ui/slider-row'
import { LiveAnswer } from './live-answer'
import { LookAtFields } from './look-at-fields'
import { sectionSentence } from './section-sentences'

const names: Readonly<Record<SectionDirection, string>> = {
  eigenvectors: 'both eigenvectors',
  'least-eigenvector': 'least eigenvector',
  'greatest-eigenvector': 'greatest eigenvector',
  gradient: 'the gradient',
  update: 'the next update',
}
const directions = Object.keys(names) as SectionDirection[]

/** The loss along lines through a point, with the quadratics that touch it there. */
export function CrossSectionPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const answer = useDerived((state) => state.analysis.crossSection)
  const { crossSection: inquiry } = app.analyst
  const setting = crossSectionOf(scene)
  const { at, along, reach } = setting
  const { result } = answer
  return (
    <>
      <LookAtFields
        name="through"
        hint="The point through which the lines go; a drag along the chart moves it"
        instrument="cross-section"
        label="Cross-section through"
        at={at}
      />
      <SettingRow
        name="along"
        hint="Direction and reach. On the surface the end of a line turns it. Without a reach it goes to the ends of what is shown, along an update three steps"
      >
        <DirectionSelect along={along} />
        <OptionalNumberField
          aria-label="Reach of the lines"
          className="slider-field"
          placeholder="reach"
          value={reach}
          min={0}
          exclusiveMin
          onCommit={(next) => app.edit(setCrossSection({ reach: next }))}
        />
      </SettingRow>
      {typeof along === 'number' && !isLine(scene.landscape.slice) ? (
        <SliderRow
          name="angle"
          label="Angle of the line"
          description="Degrees from the x axis, in the coordinates of the plane"
          value={along}
          range={[-180, 180]}
          min={-360}
          max={360}
          scale="linear"
          onChange={(next, gesture) => app.edit(setCrossSection({ along: next }), gesture)}
          onChangeEnd={app.document.endGesture}
        />
      ) : null}
      <LiveAnswer answer={answer} onCancel={inquiry.cancel} onAsk={inquiry.ask} />
      {result === undefined || answer.status.kind === 'failed' ? null : (
        <Section result={result} racerColor={racerAt(scene, at)?.color} />
      )}
    </>
  )
}

function DirectionSelect({ along }: { readonly along: number | SectionDirection }) {
  const app = useApp()
  const isOnLine = useScene(({ landscape }) => isLine(landscape.slice))
  const hasRacers = useScene(({ racers }) => racers.length > 0)
  const fixed = isOnLine
    ? [{ value: '0', label: 'the line' }]
    : [
        { value: '0', label: 'x' },
        { value: '90', label: 'y' },
        { value: 'angle', label: 'an angle' },
      ]
  const choose = (value: string): void => {
    const found = directions.find((direction) => direction === value)
    app.edit(setCrossSection({ along: found ?? (value === 'angle' ? 45 : Number(value)) }))
  }
  return (
    <NativeSelect
      size="xs"
      aria-label="Cross-section along"
      value={fixed.find(({ value }) => value === String(along))?.value ?? (typeof along === 'number' ? 'angle' : along)}
      data={[
        ...fixed,
        ...directions.map((value) => ({ value, label: names[value], disabled: value === 'update' && !hasRacers })),
      ]}
      onChange={({ currentTarget: { value } }) => choose(value)}
    />
  )
}

interface SectionProps {
  readonly result: CrossSectionResult
  readonly racerColor: string | undefined
}

function Section({ result, racerColor }: SectionProps) {
  const app = useApp()
  const { lines, value, place, step, kink } = result
  const plotted = lines.map((line) => ({
    ...line,
    name: nameOf(line.along),
    color: sectionColor(line.along, racerColor),
  }))
  // Off the plane a point has no place that could be given.
  const isMovable = lines.every(({ offPlane }) => offPlane < 1e-6)
  const move = ({ plane: [da, db] }: SectionLine, s: number): void =>
    app.moveSection([place[0] + s * da, place[1] + s * db])
  return (
    <div className="cross-section">
      <p className="answer-note">
        {formatPlace(place)}
        {step === undefined ? '' : `, step ${formatNumber(step, 8)}`}, f = {formatNumber(value)}
      </p>
      <p className="probe-sentences" role="status" aria-label="In words">
        {sectionSentence(result)}
      </p>
      <CrossSectionPlot
        lines={plotted}
        value={value}
        hasModel={kink === undefined && Number.isFinite(value)}
        onMove={isMovable ? move : undefined}
        onMoveEnd={app.document.endGesture}
      />
      <table className="stages" aria-label="Slopes and curvatures">
        <thead>
          <tr>
            <th scope="col">along</th>
            <th scope="col" title="g·d, d the unit direction">
              slope
            </th>
            <th scope="col" title="d′Hd; along an eigenvector its eigenvalue">
              curvature
            </th>
          </tr>
        </thead>
        <tbody>
          {plotted.map((line) => (
            <tr key={line.along}>
              <th scope="row">
                <span className="stage-key" style={{ borderColor: line.color }} /> {line.name}
              </th>
              <td>{formatNumber(line.slope)}</td>
              <td>{formatNumber(line.curvature)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.map((line) => (
        <LineNote key={line.along} line={line} />
      ))}
    </div>
  )
}

/** What a line has besides: where it leads off the plane, and how long a step along it is. */
function LineNote({ line: { offPlane, step, along } }: { readonly line: SectionLine }) {
  return (
    <>
      {step === undefined ? null : <p className="answer-note">The step is {formatNumber(step)} long.</p>}
      {offPlane < 1e-6 ? null : (
        <p className="answer-note">
          {nameOf(along)}: {formatNumber(100 * (1 - offPlane * offPlane), 3)} % of its square lie in the plane that is
          drawn; what is drawn there is its shadow.
        </p>
      )}
    </>
  )
}

function nameOf(along: number | FoundDirection): string {
  if (typeof along === 'string') return names[along]
  return along === 0 ? 'x' : along === 90 ? 'y' : `${formatNumber(along)}°`
}
