import { SegmentedControl } from '@mantine/core'
import type { SceneRacer } from '../../../core/scene/racer'
import type { ScheduleSumsSpec } from '../../../engine'
import { raceSpec } from '../../../engine/scene-specs'
import { LinePlot, type PlotLine } from '../../charts/line-plot'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { useApp } from '../../store/app'
import { setView } from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { RacerGlyph } from '../../ui/marker-glyph'

/** A racer with its learning rate. */
interface Rated {
  readonly racer: SceneRacer
  readonly lr: number
}

/** The learning rates of the scene's racers over the race, and the partial sums of them and of their squares. */
export function SchedulesPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const { scheduleScale: scale } = scene.view
  const rated = scene.racers.flatMap((racer): readonly Rated[] => {
    const { lr } = racer.hyper
    return racer.visible && typeof lr === 'number' ? [{ racer, lr }] : []
  })
  const steps = Math.max(1, raceSpec(scene).steps)
  const spec: ScheduleSumsSpec = { steps, rates: rated.map(rateOf) }
  const result = useQuickAnswer('schedule-sums', rated.length === 0 ? undefined : spec)
  if (rated.length === 0) return <p className="empty">No racer that is shown has a learning rate.</p>
  const isCurrent = result !== undefined && result.rates.length === rated.length
  const kind = scale === 'log' ? ('log' as const) : undefined
  const lines = (of: 'rate' | 'sum' | 'squares'): readonly PlotLine[] =>
    rated.map(({ racer: { id, color } }, k) => ({ name: id, color, y: result!.rates[k]![of] }))
  const plot = (title: string | undefined, label: string, of: 'rate' | 'sum' | 'squares') => (
    <>
      {title === undefined ? null : <p className="chart-title">{title}</p>}
      <LinePlot
        label={label}
        x={result!.at}
        xTitle="step"
        xScale={scale}
        lines={lines(of)}
        scale={{ kind: kind ?? 'linear', isLoss: false }}
        height={86}
      />
    </>
  )
  return (
    <div className="schedules">
      <div className="schedules-head">
        <p className="chart-title">Learning rate ε</p>
        <SegmentedControl
          size="xs"
          aria-label="Scale of the schedules"
          value={scale}
          data={[
            { value: 'linear', label: 'linear' },
            { value: 'log', label: 'both logarithmic' },
          ]}
          onChange={(next) => app.edit(setView({ scheduleScale: next === 'log' ? 'log' : 'linear' }))}
        />
      </div>
      {isCurrent ? (
        <>
          {plot(undefined, 'Learning rates', 'rate')}
          {plot('Sum of ε up to a step', 'Partial sums of the learning rates', 'sum')}
          {plot('Sum of ε² up to a step', 'Partial sums of their squares', 'squares')}
        </>
      ) : null}
      <p className="chart-title">Robbins and Monro: Σε = ∞, Σε² &lt; ∞</p>
      <ul className="conditions" aria-label="Conditions of Robbins and Monro">
        {rated.map(({ racer }, k) => (
          <Conditions key={racer.id} racer={racer} followsLoss={isCurrent && result.rates[k]!.followsLoss} />
        ))}
      </ul>
      <p className="answer-note">
        With bounded variance they suffice for convergence; they are not necessary, and what they say is of going on
        forever.
      </p>
    </div>
  )
}

function rateOf({ racer: { schedule, fork }, lr }: Rated): ScheduleSumsSpec['rates'][number] {
  const forked = fork?.hyper.lr
  return {
    lr,
    ...(schedule && { schedule }),
    ...(fork && typeof forked === 'number' && { fork: { at: fork.at, lr: forked } }),
  }
}

interface ConditionsProps {
  readonly racer: SceneRacer
  readonly followsLoss: boolean
}

/** Whether a racer's schedule, carried on forever, meets them: its definition says so. */
function Conditions({ racer, followsLoss }: ConditionsProps) {
  const { scheduleCards } = useApp().cards
  const card = scheduleCards.find(({ id }) => id === (racer.schedule?.id ?? 'constant'))
  if (card === undefined) return null
  const { holds, why } = card.robbinsMonro
  return (
    <li>
      <span className="conditions-head">
        <RacerGlyph look={racer} size={9} /> {racer.id}: <strong>{holds ? 'meets' : 'does not meet'}</strong> them
        <span className="muted"> · {racer.schedule === undefined ? 'constant' : card.title.toLowerCase()}</span>
      </span>
      <p>
        {why}
        {followsLoss ? ' The curves are those of a loss that improves with every step.' : ''}
      </p>
    </li>
  )
}
