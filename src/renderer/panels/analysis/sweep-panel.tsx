import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SweptSetting } from '../../../core/scene/sweep-setting'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { setSweep } from '../../store/edits'
import { type AxisSetting, stableRatesSpec, sweepAgain, sweepQuestion } from '../../store/sweep-question'
import { useDerived, useScene } from '../../store/use-stores'
import { NumberField, OptionalNumberField } from '../../ui/number-field'
import type { Smaller, TooLarge } from './answer-bar'
import { AnswerBar } from './answer-bar'
import { RacerSelect } from './racer-select'
import { SweepOutcome } from './sweep-outcome'

const resolutions = [8, 16, 32, 64] as const

/** How the end of a race depends on one or two hyperparameters. */
export function SweepPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const choice = scene.view.sweep
  const answer = useDerived((state) => state.analysis.sweep)
  const stability = useDerived((state) => state.analysis.stableRates)
  const { optimizerCards } = app.cards
  const question = sweepQuestion(scene, optimizerCards)
  if (question === undefined) return <p className="empty">Add a racer with a learning rate to sweep it.</p>

  const { x, y, spec, alike, leftOut, names, otherNames } = question
  const choose = (change: Partial<typeof choice>): void => app.edit(setSweep(change))
  /** The ends stay where they are while the racers are set to what is found. */
  const compute = (values: number): void => {
    choose({ values, x: settingOf(x), y: y && settingOf(y) })
    app.analyst.askSweep(sweepQuestion(app.document.getState().scene, optimizerCards)!.spec)
  }
  const smaller = ({ work, limit }: TooLarge): Smaller | undefined => {
    const share = (side: number): number => (side / choice.values) ** (y === undefined ? 1 : 2)
    const side = resolutions.findLast((each) => each < choice.values && work * share(each) <= limit)
    return side && { label: `Take ${side} values`, take: () => compute(side) }
  }
  const { result } = answer
  return (
    <>
      <div className="analysis-choices">
        <RacerSelect
          label="Sweep of"
          all="all racers"
          value={scene.racers.find(({ id }) => id === choice.of)?.id}
          onChange={(of) => choose({ of, x: { hyperparameter: x.hyperparameter }, y: withoutEnds(choice.y) })}
        />
        <NativeSelect
          size="xs"
          aria-label="Values along an axis"
          value={String(choice.values)}
          data={[...new Set([...resolutions, choice.values])]
            .sort((a, b) => a - b)
            .map((side) => ({ value: String(side), label: `${side} values` }))}
          onChange={({ currentTarget }) => choose({ values: Number(currentTarget.value) })}
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
      >
        <span className="axis-label" title="The loss after this step is drawn dashed beside that at the end">
          after step
        </span>
        <OptionalNumberField
          size="xs"
          aria-label="Loss after step"
          placeholder="none"
          value={choice.after}
          min={1}
          integer
          onCommit={(after) => choose({ after })}
        />
      </AxisRow>
      <AnswerBar
        answer={answer}
        name="sweep"
        isCurrent={sameQuestion(answer.spec, spec)}
        onCompute={() => compute(choice.values)}
        onCancel={app.analyst.sweep.cancel}
        onForce={(refused) => app.analyst.sweep.ask(refused, true)}
        smaller={smaller}
      >
        {[
          ...(leftOut.length > 0 ? [`without ${leftOut.map(({ id }) => id).join(', ')}: no ${x.hyperparameter}`] : []),
          ...(alike.length > 0 ? [lineCount(question.racers.length, alike.length)] : []),
        ].join('; ')}
      </AnswerBar>
      {result === undefined ? null : (
        <>
          <SweepOutcome
            spec={answer.spec!}
            result={result}
            measure={choice.measure}
            stability={sameQuestion(stability.spec, stableRatesSpec(scene, spec)) ? stability.result : undefined}
            isOutdated={!sameQuestion(answer.spec, sweepAgain(scene, answer.spec!, optimizerCards))}
          >
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
          </SweepOutcome>
        </>
      )}
    </>
  )
}

/** Racers that differ in nothing but what is swept share a line. */
function lineCount(lines: number, others: number): string {
  return `${lines} line${lines === 1 ? '' : 's'} for ${lines + others} racers`
}

function settingOf({ hyperparameter, ends }: AxisSetting): SweptSetting {
  return { hyperparameter, ends }
}

function withoutEnds(choice: SweptSetting | undefined): SweptSetting | undefined {
  return choice && { hyperparameter: choice.hyperparameter }
}

interface AxisRowProps {
  readonly axis: 'x' | 'y'
  /** Absent: this axis is not swept. */
  readonly setting: AxisSetting | undefined
  readonly names: readonly string[]
  readonly onName: (name: string | undefined) => void
  readonly onEnds: (ends: readonly [number, number]) => void
  /** What stands there where it is not swept. */
  readonly children?: ReactNode
}

/** What is swept along one axis, and from where to where. */
function AxisRow({ axis, setting, names, onName, onEnds, children }: AxisRowProps) {
  return (
    <div className="axis-row">
      <NativeSelect
        size="xs"
        aria-label={`Swept along ${axis}`}
        value={setting?.hyperparameter ?? ''}
        data={[...(axis === 'y' ? [{ value: '', label: '—' }] : []), ...names]}
        onChange={({ currentTarget: { value } }) => onName(value === '' ? undefined : value)}
      />
      {setting === undefined ? children : <Ends axis={axis} setting={setting} onEnds={onEnds} />}
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
