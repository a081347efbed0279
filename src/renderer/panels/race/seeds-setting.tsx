import { mostSeeds } from '../../../core/analysis/ensemble/most-seeds'
import { sameQuestion } from '../../store/answer'
import { setEnsemble } from '../../store/edits'
import { quantityNames } from '../../charts/race-quantities'
import { useSeedsQuestion } from '../../jobs/use-seeds-question'
import { useApp } from '../../store/app'
import { useDerived, useScene } from '../../store/use-stores'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { AnswerBar } from '../analysis/answer-bar'

/** With how many seeds the race is run beside its own, for the bands of the chart; how far that is. */
export function SeedsSetting() {
  const app = useApp()
  const { seeds } = useScene((scene) => scene.view.ensemble)
  const answer = useDerived((state) => state.analysis.ensemble)
  const quantity = useScene((scene) => scene.view.chart.quantity)
  const isRaced = useDerived(({ race }) => race.traces.length > 0 && race.status.kind === 'idle')
  const question = useSeedsQuestion()
  const isCurrent = question !== undefined && sameQuestion(answer.spec, question)
  const racers = isCurrent ? (answer.result?.racers ?? []) : []
  const without = racers.filter(({ count }) => count.every((seed) => seed === 0)).map(({ id }) => id)
  const { name } = quantityNames[quantity]
  const { kind } = answer.status
  const isNothingToSay = seeds === 1 || kind === 'none' || (kind === 'done' && isCurrent)
  return (
    <>
      <SettingRow
        name="seeds"
        isChanged={seeds > 1}
        hint="Runs the race with so many seeds once it has ended, and shades where the middle 80 % of what the chart shows lie. A seed draws batches, noise and, of a network, where its parameters begin; the data stay. 1 is off."
      >
        <NumberField
          aria-label="Seeds"
          className="slider-field"
          value={seeds}
          integer
          min={1}
          max={mostSeeds}
          onCommit={(value) => app.edit(setEnsemble({ seeds: value }))}
        />
      </SettingRow>
      {seeds > 1 && isRaced && question === undefined ? (
        <p className="kink-note">No bands: this race has no {name}.</p>
      ) : null}
      {without.length > 0 ? (
        <p className="kink-note">
          No band of {without.join(', ')}: no {name}.
        </p>
      ) : null}
      {isNothingToSay || question === undefined ? null : (
        <AnswerBar
          answer={answer}
          name="seeds"
          isCurrent={isCurrent}
          onCompute={() => app.analyst.ensemble.ask(question)}
          onCancel={app.analyst.ensemble.cancel}
          onForce={(spec) => app.analyst.ensemble.ask(spec, true)}
        />
      )}
    </>
  )
}
