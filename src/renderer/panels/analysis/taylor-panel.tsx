import type { ReactNode } from 'react'
import { sumFacts } from '../../../core/scene/landscape'
import type { ConditioningResult, TaylorResult } from '../../../engine'
import { type RateMark, RateMarks } from '../../charts/rate-marks'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { setTaylor } from '../../store/local-edits'
import { isSmall, taylorRate } from '../../store/local-questions'
import { useDerived, useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { SliderRow } from '../../ui/slider-row'
import { AnswerBar } from './answer-bar'
import { LiveAnswer } from './live-answer'
import { LookAtFields } from './look-at-fields'
import { TaylorBars, taylorSentence } from './taylor-bars'

/** What a step of gradient descent does, and what its first two Taylor terms foretell. */
export function TaylorPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const answer = useDerived((state) => state.analysis.taylor)
  const ends = useDerived((state) => state.analysis.conditioning)
  const { result, spec } = answer
  // That of another point is not shown beside it.
  const isSamePoint = sameQuestion(ends.spec?.at, spec?.at) && sameQuestion(ends.spec?.landscape, spec?.landscape)
  const conditioning = isSamePoint ? ends.result : undefined
  const lr = taylorRate(scene)
  const marks = marksOf(result, conditioning)
  const range = rangeAbout(marks, lr)
  return (
    <>
      <LookAtFields
        name="step from"
        hint="The point from which a step −lr ∇f is taken, in all dimensions"
        instrument="taylor"
        label="Step from"
        at={scene.view.taylor?.at}
      />
      <div className="rate-slider">
        <SliderRow
          name="lr"
          symbol="\epsilon"
          label="Learning rate of the step"
          value={lr}
          range={range}
          min={0}
          exclusiveMin
          max={1e6}
          scale="log"
          onChange={(next, gesture) => app.edit(setTaylor({ lr: next }), gesture)}
          onChangeEnd={app.document.endGesture}
        />
        <RateMarks marks={marks} range={range} />
      </div>
      <LiveAnswer answer={answer} onCancel={app.analyst.taylor.cancel} onAsk={app.analyst.taylor.ask} />
      {result === undefined || answer.status.kind === 'failed' ? null : (
        <>
          <TaylorBars
            slope={result.slopeTerm}
            curvature={result.curvatureTerm}
            predicted={result.predicted}
            actual={result.actual}
            tex={terms}
          />
          <p className="probe-sentences" role="status" aria-label="In words">
            {taylorSentence(result)}
          </p>
          <ReadOuts result={result} conditioning={conditioning} />
        </>
      )}
      {isSmall(scene.landscape) ? null : (
        <AnswerBar
          answer={ends}
          name="ends of the spectrum"
          isCurrent={isSamePoint}
          onCompute={app.locals.askConditioning}
          onCancel={app.analyst.conditioning.cancel}
          onForce={(refused) => app.analyst.conditioning.ask(refused, true)}
        >
          λmax and what follows from it
        </AnswerBar>
      )}
    </>
  )
}

const terms = {
  slope: '-\\epsilon\\, g^\\top g',
  curvature: '\\tfrac12 \\epsilon^2 g^\\top H g',
  actual: 'J(\\theta - \\epsilon g) - J(\\theta)',
}

function marksOf(result: TaylorResult | undefined, ends: ConditioningResult | undefined): readonly RateMark[] {
  const marks: (RateMark | undefined)[] = [
    ends && { at: ends.inverseSmoothness, name: '1/L', color: '#2fa88a' },
    ends?.stableRate === undefined ? undefined : { at: ends.stableRate, name: '2/λmax', color: '#e8a13a' },
    result?.signFlip === undefined
      ? undefined
      : { at: result.signFlip, name: 'sign flips', color: '#e0605c', isStrong: true },
  ]
  return marks.filter((mark) => mark !== undefined && Number.isFinite(mark.at) && mark.at > 0) as RateMark[]
}

/** Whole decades about the marks, so that the slider stays as it is while its point moves a little. */
function rangeAbout(marks: readonly RateMark[], lr: number): readonly [number, number] {
  const rates = marks.length === 0 ? [lr] : marks.map(({ at }) => at)
  const decade = (rate: number): number => Math.floor(Math.log10(rate))
  return [10 ** (decade(Math.min(...rates)) - 1), 10 ** (decade(Math.max(...rates)) + 2)]
}

interface ReadOutsProps {
  readonly result: TaylorResult
  readonly conditioning: ConditioningResult | undefined
}

/** The numbers that a step rests on; condition, sharpness and smoothness are three things. */
function ReadOuts({ result, conditioning: ends }: ReadOutsProps) {
  const examples = useScene(({ landscape }) => sumFacts(landscape)?.examples)
  const { gradientSquared, gradientCurvature, signFlip, remainder } = result
  const isSaddle = ends !== undefined && ends.least < 0
  return (
    <dl className="read-outs" aria-label="Read-outs">
      <ReadOut name="g′g = |∇f|²" note={examples === undefined ? undefined : `of all ${examples} examples`}>
        {formatNumber(gradientSquared, 8)}
      </ReadOut>
      <ReadOut name="g′Hg">{formatNumber(gradientCurvature, 8)}</ReadOut>
      <ReadOut name="actual − sum" note="of third order in lr">
        {formatNumber(remainder, 3)}
      </ReadOut>
      <ReadOut
        name="2 g′g / g′Hg"
        note={signFlip === undefined ? 'f does not curve up along g: no rate' : 'from here the sum is a rise'}
      >
        {signFlip === undefined ? '—' : formatNumber(signFlip, 8)}
      </ReadOut>
      {ends === undefined ? null : (
        <>
          <ReadOut name="λmax" note="the sharpest upward curvature of H">
            {formatNumber(ends.greatest)}
          </ReadOut>
          <ReadOut name="2/λmax" note="the limit of stability of gradient descent">
            {ends.stableRate === undefined ? '—' : formatNumber(ends.stableRate)}
          </ReadOut>
          <ReadOut name="1/L" note="the best guaranteed fall of one step, L = max |λ| here">
            {formatNumber(ends.inverseSmoothness)}
          </ReadOut>
          {ends.conditionNumber === undefined ? null : (
            <ReadOut name={isSaddle ? 'κ of |λ|' : 'κ'} note="max |λ| / min |λ|: a property of H, whatever the step">
              {ends.conditionNumber === Infinity ? '∞, H is singular' : formatNumber(ends.conditionNumber)}
            </ReadOut>
          )}
        </>
      )}
    </dl>
  )
}

interface ReadOutProps {
  readonly name: string
  readonly note?: string | undefined
  readonly children: ReactNode
}

function ReadOut({ name, note, children }: ReadOutProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {note === undefined ? null : <span className="note">{note}</span>}
      </dd>
    </div>
  )
}
