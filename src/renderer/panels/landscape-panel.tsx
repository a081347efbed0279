import { useApp } from '../store/app'
import * as edits from '../store/edits'
import { useScene } from '../store/use-stores'
import { NumberField } from '../ui/number-field'
import { Section } from '../ui/section'
import { SliderRow } from '../ui/slider-row'
import { ExpressionField } from './expression-field'
import { Formula } from './formula'
import { Gallery } from './gallery'
import { MeasuredSurface } from './measured-surface'

/** Left: what is minimised. */
export function LandscapePanel() {
  const isMeasured = useScene(({ landscape }) => landscape.kind === 'sampled')
  return (
    <aside className="panel panel-left" aria-label="Landscape">
      <Section title="Landscape">
        <Gallery />
      </Section>
      <Section title="Formula">
        <ExpressionField />
        {isMeasured ? <MeasuredSurface /> : <Formula />}
        <Parameters />
      </Section>
      <Section title="Domain">
        <DomainFields />
      </Section>
    </aside>
  )
}

function Parameters() {
  const app = useApp()
  const scene = useScene((current) => current)
  const { landscape } = scene
  const card = landscape.kind === 'catalog' ? app.cards.landscapeCards.find(({ id }) => id === landscape.id) : undefined
  const settings = edits.parameterSettings(scene, app.cards.landscapeCards)
  return Object.entries(settings).map(([name, { value, min, max }]) => {
    const definition = card?.parameters[name]
    const bounds = card === undefined ? [-1e300, 1e300] : [min, max]
    return (
      <SliderRow
        key={name}
        name={name}
        description={definition?.description}
        label={`parameter ${name}`}
        value={value}
        range={[min, max]}
        min={bounds[0]!}
        max={bounds[1]!}
        scale={definition?.scale ?? 'linear'}
        onChange={(next, gesture) => app.edit(edits.setParameter(name, next), gesture)}
        onChangeEnd={app.document.endGesture}
      />
    )
  })
}

function DomainFields() {
  const app = useApp()
  const domain = useScene((scene) => scene.landscape.domain)
  const field = (axis: 'x' | 'y', end: 0 | 1) => {
    const other = domain[axis][1 - end]!
    return (
      <NumberField
        aria-label={`${axis} ${end === 0 ? 'from' : 'to'}`}
        value={domain[axis][end]}
        check={(value) => domainProblem(value, other, end)}
        onCommit={(value) => {
          const range = end === 0 ? ([value, other] as const) : ([other, value] as const)
          app.edit(edits.setDomain({ ...domain, [axis]: range }))
        }}
      />
    )
  }
  return (
    <div className="domain-grid">
      {(['x', 'y'] as const).map((axis) => (
        <div key={axis} className="domain-row">
          <span className="axis-name">{axis}</span>
          {field(axis, 0)}
          <span className="dash">to</span>
          {field(axis, 1)}
        </div>
      ))}
    </div>
  )
}

function domainProblem(value: number, other: number, end: 0 | 1): string | undefined {
  if (end === 0 && value >= other) return `must be below ${other}`
  if (end === 1 && value <= other) return `must be above ${other}`
  return undefined
}
