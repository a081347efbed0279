import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { drawsLine } from '../../store/drawn-slice'
import { asBand } from '../../store/space-edits'
import { NumberField } from '../../ui/number-field'
import { Section } from '../../ui/section'
import { Gallery } from './gallery'
import { LandscapeInfo } from './landscape-info'
import { landscapeKindPanels } from './landscape-kind-panels'

/** Left: what is minimised. */
export function LandscapePanel() {
  return (
    <aside className="panel panel-left" aria-label="Landscape">
      <Section title="Landscape">
        <Gallery />
        <LandscapeInfo />
      </Section>
      <Definition />
      <Section title="Domain">
        <DomainFields />
      </Section>
    </aside>
  )
}

/** What defines the landscape: a formula, measurements, or whatever its kind has. */
function Definition() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  return landscapeKindPanels.find(({ kind }) => kind === landscape.kind)?.sections(landscape, app)
}

function DomainFields() {
  const app = useApp()
  const domain = useScene((scene) => scene.landscape.domain)
  const isLine = useScene(({ landscape }) => drawsLine(landscape))
  const field = (axis: 'x' | 'y', end: 0 | 1) => {
    const other = domain[axis][1 - end]!
    return (
      <NumberField
        aria-label={`${axis} ${end === 0 ? 'from' : 'to'}`}
        value={domain[axis][end]}
        check={(value) => domainProblem(value, other, end)}
        onCommit={(value) => {
          const range = end === 0 ? ([value, other] as const) : ([other, value] as const)
          const next = { ...domain, [axis]: range }
          app.edit(edits.setDomain(isLine ? asBand(next) : next))
        }}
      />
    )
  }
  return (
    <div className="domain-grid">
      {(isLine ? (['x'] as const) : (['x', 'y'] as const)).map((axis) => (
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
