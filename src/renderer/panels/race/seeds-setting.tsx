import { sameQuestion } from '../../store/answer'
import { ensembleSpec } from '../../../engine/scene-specs'
import { useApp } from '../../store/app'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { AnswerBar } from '../analysis/answer-bar'

/** With how many seeds the race is run beside its own, for the bands of the loss chart; how far that is. */
export function SeedsSetting() {
  const app = useApp()
  const seeds = useSession((state) => state.seeds)
  const answer = useDerived((state) => state.analysis.ensemble)
  const scene = useScene((current) => current)
  const isCurrent = sameQuestion(answer.spec, ensembleSpec(scene, seeds))
  const { kind } = answer.status
  const isNothingToSay = seeds === 1 || kind === 'none' || (kind === 'done' && isCurrent)
  return (
    <>
      <SettingRow
        name="seeds"
        isChanged={seeds > 1}
        hint="Runs the race with so many seeds once it has ended, and shades where the middle 80 % of the losses lie. 1 is off."
      >
        <NumberField
          aria-label="Seeds"
          className="slider-field"
          value={seeds}
          integer
          min={1}
          max={10_000}
          onCommit={(value) => app.session.setState({ seeds: value })}
        />
      </SettingRow>
      {isNothingToSay ? null : (
        <AnswerBar
          answer={answer}
          name="seeds"
          isCurrent={isCurrent}
          onCompute={() => app.analyst.askEnsemble(seeds)}
          onCancel={app.analyst.ensemble.cancel}
          onForce={(spec) => app.analyst.ensemble.ask(spec, true)}
        />
      )}
    </>
  )
}
