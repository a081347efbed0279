import { NativeSelect, SegmentedControl } from '@mantine/core'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import type { AxisChoice } from '../../store/session'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { NumberField } from '../../ui/number-field'
import type { Smaller, TooLarge } from './answer-bar'
import { AnswerBar } from './answer-bar'
import { RacerSelect } from './racer-select'
import type { AxisSetting } from './sweep-question'
import { sweepAgain, sweepQuestion } from './sweep-question'
import { SweepOutcome } from './sweep-outcome'

const resolutions = [8, 16, 32, 64] as const

/** How the end of a race depends on one or two hyperparameters. */
export function SweepPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const choice = useSession((session) => session.sweep)
  const answer = useDerived((state) => state.analysis.sweep)
  const { optimizerCards } = app.cards
  const question = sweepQuestion(scene, choice, optimizerCards)
  if (question === undefined) return <p className="empty">Add a racer with a learning rate to sweep it.</p>

  const { x, y, spec, leftOut, names, otherNames } = question
  const choose = (change: Partial<typeof choice>): void => app.session.setState({ sweep: { ...choice, ...change } })
  /** The ends stay where they are while the racers are set to what is found. */
  const compute = (resolution: number): void => {
    const next = { ...choice, resolution, x: choiceOf(x), y: y && choiceOf(y) }
    choose(next)
    app.analyst.askSweep(sweepQuestion(scene, next, optimizerCards)!.spec)
  }
  const smaller = ({ work, limit }: TooLarge): Smaller | undefined => {
    const share = (side: number): number => (side / choice.resolution) ** (y === undefined ? 1 : 2)
    const side = resolutions.findLast((each) => each < choice.resolution && work * share(each) <= limit)
    return side && { label: `Take ${side} values`, take: () => compute(side) }
  }
  const { result } = answer
  return (
    <>
      <div className="analysis-choices">
        <RacerSelect
          label="Sweep of"
          all="all racers"
          value={scene.racers.find(({ id }) => id === choice.racer)?.id}
          onChange={(racer) => choose({ racer, x: { hyperparameter: x.hyperparameter }, y: withoutEnds(choice.y) })}
        />
        <NativeSelect
          size="xs"
          aria-label="Values along an axis"
          value={String(choice.resolution)}
          data={resolutions.map((side) => ({ value: String(side), label: `${side} values` }))}
          onChange={({ currentTarget }) => choose({ resolution: Number(currentTarget.value) })}
        />
      </div>
      <AxisRow
        axis="x"
        setting={x}
        names={names}
        onName={(name) => name !== undefined && choose({ x: { hyperparameter: name } })}
        onEnds={(ends) => choose({ x: { hyperparameter: x.hyperparameter, ends } })}
      />
      <AxisRow
        axis="y"
        setting={y}
        names={otherNames}
        onName={(name) => choose({ y: name === undefined ? undefined : { hyperparameter: name } })}
        onEnds={(ends) => y && choose({ y: { hyperparameter: y.hyperparameter, ends } })}
      />
      <AnswerBar
        answer={answer}
        name="sweep"
        isCurrent={sameQuestion(answer.spec, spec)}
        onCompute={() => compute(choice.resolution)}
        onCancel={app.analyst.sweep.cancel}
        onForce={(refused) => app.analyst.sweep.ask(refused, true)}
        smaller={smaller}
      >
        {leftOut.length > 0 ? `without ${leftOut.map(({ id }) => id).join(', ')}: no ${x.hyperparameter}` : null}
      </AnswerBar>
      {result === undefined ? null : (
        <>
          <SegmentedControl
            size="xs"
            aria-label="Loss shown"
            value={choice.measure}
            data={[
              { value: 'final', label: 'loss at the end' },
              { value: 'best', label: 'least on the way' },
            ]}
            onChange={(value) => choose({ measure: value === 'best' ? 'best' : 'final' })}
          />
          <SweepOutcome
            spec={answer.spec!}
            result={result}
            measure={choice.measure}
            isOutdated={!sameQuestion(answer.spec, sweepAgain(scene, answer.spec!, optimizerCards))}
          />
        </>
      )}
    </>
  )
}

function choiceOf({ hyperparameter, ends }: AxisSetting): AxisChoice {
  return { hyperparameter, ends }
}

function withoutEnds(choice: AxisChoice | undefined): AxisChoice | undefined {
  return choice && { hyperparameter: choice.hyperparameter }
}

interface AxisRowProps {
  readonly axis: 'x' | 'y'
  /** Absent: this axis is not swept. */
  readonly setting: AxisSetting | undefined
  readonly names: readonly string[]
  readonly onName: (name: string | undefined) => void
  readonly onEnds: (ends: readonly [number, number]) => void
}

/** What is swept along one axis, and from where to where. */
function AxisRow({ axis, setting, names, onName, onEnds }: AxisRowProps) {
  return (
    <div className="axis-row">
      <NativeSelect
        size="xs"
        aria-label={`Swept along ${axis}`}
        value={setting?.hyperparameter ?? ''}
        data={[...(axis === 'y' ? [{ value: '', label: '—' }] : []), ...names]}
        onChange={({ currentTarget: { value } }) => onName(value === '' ? undefined : value)}
      />
      {setting === undefined ? (
        <span className="answer-note">one hyperparameter</span>
      ) : (
        <Ends axis={axis} setting={setting} onEnds={onEnds} />
      )}
    </div>
  )
}

type EndsProps = Pick<AxisRowProps, 'axis' | 'onEnds'> & { readonly setting: AxisSetting }

function Ends({ axis, setting: { ends, limits, spacing }, onEnds }: EndsProps) {
  const [from, to] = ends
  const common = { size: 'xs', integer: spacing.isWhole, ...limits } as const
  return (
    <>
      <NumberField
        {...common}
        aria-label={`${axis} swept from`}
        value={from}
        check={(value) => (value < to ? undefined : `must be below ${to}`)}
        onCommit={(value) => onEnds([value, to])}
      />
      <span className="dash">to</span>
      <NumberField
        {...common}
        aria-label={`${axis} swept to`}
        value={to}
        check={(value) => (value > from ? undefined : `must be above ${from}`)}
        onCommit={(value) => onEnds([from, value])}
      />
    </>
  )
}
