import { NativeSelect } from '@mantine/core'
import type { ScheduleSetting } from '../../../core/race/settings'
import type { SceneRacer } from '../../../core/scene/racer'
import { raceSpec } from '../../../engine/scene-specs'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { Math as Tex } from '../../ui/math'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { HyperparameterControl } from './hyperparameter-control'

/** How a racer's learning rate changes over the race: the schedule, what it takes, and its curve. */
export function ScheduleFields({ racer }: { readonly racer: SceneRacer }) {
  const app = useApp()
  const { scheduleCards } = app.cards
  const { schedule, id } = racer
  const card = scheduleCards.find((each) => each.id === schedule?.id)
  const set = (next: ScheduleSetting | undefined, gesture?: string): void =>
    app.edit(edits.changeRacer(id, { schedule: next }), gesture)
  const choose = (name: string): void => {
    const next = scheduleCards.find((each) => each.id === name)
    set(next && { id: next.id, warmup: schedule?.warmup ?? 0, hyper: edits.hyperDefaults(next) })
  }
  return (
    <>
      <SettingRow
        name="schedule"
        hint={card?.description ?? 'What the learning rate is multiplied by as the race goes on.'}
      >
        <NativeSelect
          aria-label={`${id} schedule`}
          size="xs"
          value={schedule?.id ?? ''}
          data={[{ value: '', label: 'none' }, ...scheduleCards.map((each) => ({ value: each.id, label: each.title }))]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </SettingRow>
      {schedule === undefined || card === undefined ? null : (
        <div className="sub-settings">
          {Object.entries(card.hyperparameters).map(([name, definition]) => (
            <HyperparameterControl
              key={name}
              name={name}
              definition={definition}
              value={schedule.hyper[name] ?? definition.default}
              label={`${id} schedule ${name}`}
              onChange={(value, gesture) => set({ ...schedule, hyper: { ...schedule.hyper, [name]: value } }, gesture)}
            />
          ))}
          <SettingRow
            name="warm-up steps"
            hint="Steps over which the rate rises linearly to the schedule’s first, before the schedule begins; 0 is none"
          >
            <NumberField
              aria-label={`${id} warm-up`}
              className="slider-field"
              value={schedule.warmup}
              integer
              min={0}
              max={1e7}
              onCommit={(warmup) => set({ ...schedule, warmup })}
            />
          </SettingRow>
          <ScheduleCurve racer={racer} schedule={schedule} />
          <div className="schedule-tex" title={card.citation}>
            <Tex display tex={card.tex} />
          </div>
          <p className="robbins-monro">
            <strong>{card.robbinsMonro.holds ? 'Meets' : 'Does not meet'} the Robbins-Monro conditions.</strong>{' '}
            {card.robbinsMonro.why}
          </p>
        </div>
      )}
    </>
  )
}

const width = 220
const height = 44

/** What the rate is multiplied by, over the steps of the race. */
function ScheduleCurve({ racer, schedule }: { readonly racer: SceneRacer; readonly schedule: ScheduleSetting }) {
  const steps = useScene((scene) => raceSpec(scene).steps)
  const curve = useQuickAnswer('schedule', { schedule, steps: Math.max(1, steps) })
  if (curve === undefined) return <div className="schedule-curve" aria-busy="true" />
  const { at, factors, followsLoss } = curve
  const highest = factors.reduce((most, factor) => Math.max(most, factor), 0)
  const top = highest > 0 ? highest : 1
  const x = (step: number): number => (width * (step - 1)) / Math.max(1, steps - 1)
  const y = (factor: number): number => height - (height * factor) / top
  const points = Array.from(at, (step, i) => `${x(step).toFixed(1)},${y(factors[i]!).toFixed(1)}`)
  const last = factors.at(-1) ?? 0
  const words = `from ${formatNumber(factors[0] ?? 0, 3)} to ${formatNumber(last, 3)} over ${steps} steps, at most ${formatNumber(highest, 3)}`
  return (
    <figure className="schedule-curve">
      <svg
        viewBox={`0 -2 ${width} ${height + 4}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Factor of the learning rate ${words}`}
      >
        <line x1={0} x2={width} y1={height} y2={height} />
        <polyline
          points={points.length === 1 ? `${points[0]} ${width},${y(last)}` : points.join(' ')}
          stroke={racer.color}
        />
      </svg>
      <figcaption>
        <span>×{formatNumber(top, 3)}</span>
        <span>{followsLoss ? 'while the loss improves' : `step 1 to ${steps}`}</span>
      </figcaption>
    </figure>
  )
}
