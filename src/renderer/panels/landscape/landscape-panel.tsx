import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { Math as Tex } from '../../ui/math'
import { NumberField } from '../../ui/number-field'
import { Section } from '../../ui/section'
import { ExpressionField } from './expression-field'
import { expressionOf } from './expression-of'
import { Formula } from './formula'
import { Gallery } from './gallery'
import { LandscapeInfo } from './landscape-info'
import { LanguageHelp } from './language-help'
import { MeasuredSurface } from './measured-surface'
import { Parameters } from './parameters'
import { SpaceSection, VariablesField } from './space-fields'

/** Left: what is minimised. */
export function LandscapePanel() {
  return (
    <aside className="panel panel-left" aria-label="Landscape">
      <Section title="Landscape">
        <Gallery />
        <LandscapeInfo />
      </Section>
      <Definition />
      <SpaceSection />
      <Section title="Domain">
        <DomainFields />
      </Section>
    </aside>
  )
}

/** What defines the landscape: a formula that can be edited, a family's as it is printed, or measurements. */
function Definition() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const text = useScene((scene) => expressionOf(scene, app.cards.landscapeCards))
  if (landscape.kind === 'sampled') {
    return (
      <Section title="Measurement">
        <MeasuredSurface landscape={landscape} />
      </Section>
    )
  }
  if (text === undefined) {
    const card = landscape.kind === 'catalog' && app.cards.landscapeCards.find(({ id }) => id === landscape.id)
    return (
      <Section title="Formula">
        <div className="formula">{card ? <Tex display tex={card.tex} className="formula-tex" /> : null}</div>
        <Parameters />
      </Section>
    )
  }
  // Of a catalogue's landscape the variables are x and y.
  const dimension = landscape.kind === 'expression' ? landscape.dimension : undefined
  return (
    <Section title="Formula" aside={<LanguageHelp />}>
      <ExpressionField text={text} dimension={dimension} />
      <Formula text={text} dimension={dimension} />
      <Parameters />
      <VariablesField />
    </Section>
  )
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
