import { SegmentedControl } from '@mantine/core'
import { type PointerEvent, useRef } from 'react'
import { isOfClasses } from '../../../core/networks/loss-ids'
import type { SceneLandscape } from '../../../core/scene/landscape'
import { leastThreshold, type SurrogatesSetting } from '../../../core/scene/surrogates'
import type { MarginsResult, SurrogatesResult } from '../../../engine'
import { LinePlot, type PlotFrame, type PlotLine } from '../../charts/line-plot'
import { type MarginRow, MarginStrip } from '../../charts/margin-strip'
import { type ShownMargins, useMargins } from '../../jobs/use-margins'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { useApp } from '../../store/app'
import { setSurrogates } from '../../store/edits'
import { isNetwork } from '../../store/network-edits'
import { useScene } from '../../store/use-stores'
import { formatNumber, roundForSlider } from '../../ui/format'
import { DraftField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { SliderRow } from '../../ui/slider-row'

type CurveId = SurrogatesResult['curves'][number]['id']

const looks: Readonly<Record<CurveId, Omit<PlotLine, 'y'>>> = {
  '0-1': { name: '0-1', color: '#c9659b' },
  'cross-entropy': { name: 'cross-entropy', color: '#4c8fe0' },
  'cross-entropy-2': { name: 'cross-entropy, base 2', color: '#4c8fe0', isDashed: true },
  hinge: { name: 'hinge', color: '#e8a13a' },
  squared: { name: 'squared', color: '#2fa88a' },
}

const gesture = 'threshold'
/** What the slider and the hand reach. */
const thresholds = [leastThreshold, 1 - leastThreshold] as const

/** The 0-1 loss and the losses that training takes in its place, over the prediction, with their derivatives. */
export function SurrogatesPanel() {
  const app = useApp()
  const setting = useScene((scene) => scene.view.surrogates)
  const landscape = useScene((scene) => scene.landscape)
  const { over, threshold, margin } = setting
  const takesFormula = landscape.examples !== undefined && landscape.expression !== undefined
  const hasExamples = takesFormula ? margin !== undefined : isClassification(landscape)
  const { shown, error } = useMargins(hasExamples, takesFormula ? margin : undefined)
  // Where examples are of no class, their margins are all that is known: as those of class 1.
  const hasClasses = shown === undefined || shown.margins.target !== undefined
  const target = hasClasses ? setting.target : 1
  const result = useQuickAnswer('surrogates', { over, target, threshold })
  const setThreshold = (next: number, as: string | undefined): void => app.edit(setSurrogates({ threshold: next }), as)
  return (
    <div className="surrogates">
      <div className="surrogate-choices">
        <SegmentedControl
          size="xs"
          aria-label="Losses over"
          value={over}
          data={[
            { value: 'margin', label: 'margin m' },
            { value: 'probability', label: 'probability p' },
          ]}
          onChange={(next) => app.edit(setSurrogates({ over: next === 'margin' ? 'margin' : 'probability' }))}
        />
        {hasClasses ? (
          <SegmentedControl
            size="xs"
            aria-label="Class of the example"
            value={String(target)}
            data={[
              { value: '1', label: 'y = 1' },
              { value: '0', label: 'y = 0' },
            ]}
            onChange={(next) => app.edit(setSurrogates({ target: next === '1' ? 1 : 0 }))}
          />
        ) : null}
      </div>
      <SliderRow
        name="threshold"
        description="Class 1 is decided for where its probability is above this"
        label={gesture}
        value={threshold}
        range={thresholds}
        min={thresholds[0]}
        max={thresholds[1]}
        scale="linear"
        onChange={setThreshold}
        onChangeEnd={app.document.endGesture}
      />
      {result === undefined ? null : <Curves result={result} setting={{ ...setting, target }} shown={shown} />}
      {takesFormula ? <MarginField margin={margin} problem={error?.message} /> : null}
    </div>
  )
}

/** Whether it is a network whose targets are classes. */
function isClassification(landscape: SceneLandscape): boolean {
  return isNetwork(landscape) && isOfClasses(landscape.loss)
}

interface CurvesProps {
  readonly result: SurrogatesResult
  readonly setting: SurrogatesSetting
  readonly shown: ShownMargins | undefined
}

function Curves({ result, setting: { over, target }, shown }: CurvesProps) {
  const app = useApp()
  const { at, curves, jump } = result
  const isOver = over === 'margin'
  const letter = isOver ? 'm' : 'p'
  const lines = (of: 'value' | 'slope') => curves.map((curve) => ({ ...looks[curve.id], y: curve[of] }))
  const slopes = isOver ? ([-2.5, 0.5] as const) : target === 1 ? ([-6, 1] as const) : ([-1, 6] as const)
  const drag = (place: number): void => {
    // The place on the axis as a probability, as a slider's ruler would say it.
    const probability = isOver ? 1 / (1 + Math.exp(target === 1 ? -place : place)) : place
    const within = Math.min(thresholds[1], Math.max(thresholds[0], roundForSlider(probability)))
    app.edit(setSurrogates({ threshold: within }), gesture)
  }
  return (
    <>
      <p className="chart-title">Loss of an example of class {target}</p>
      <LinePlot
        label={`Losses over the ${over}`}
        x={at}
        xTitle={letter}
        height={176}
        scale={{ isLoss: false, range: [0, 4] }}
        lines={lines('value')}
        overlay={(frame) => <ThresholdMark frame={frame} at={jump} onDrag={drag} onDragEnd={app.document.endGesture} />}
      />
      {shown === undefined ? null : <Examples result={result} over={over} shown={shown} />}
      <p className="chart-title">Derivative by {letter}</p>
      <LinePlot
        label={`Derivatives over the ${over}`}
        x={at}
        xTitle={letter}
        height={112}
        scale={{ isLoss: false, range: slopes }}
        lines={lines('slope')}
        overlay={(frame) => <ThresholdMark frame={frame} at={jump} onDrag={drag} onDragEnd={app.document.endGesture} />}
      />
      <table className="stages" aria-label="Losses of a wrong decision">
        <thead>
          <tr>
            <th scope="col">loss</th>
            <th
              scope="col"
              title="The greatest number that the loss stays above, or on, wherever the decision is wrong"
            >
              least if wrong
            </th>
            <th scope="col" title="Whether it is never below the 0-1 loss">
              bounds 0-1
            </th>
          </tr>
        </thead>
        <tbody>
          {curves
            .filter(({ id }) => id !== '0-1')
            .map(({ id, leastWrong }) => (
              <tr key={id}>
                <th scope="row">
                  <span
                    className="stage-key"
                    data-dashed={looks[id].isDashed}
                    style={{ borderColor: looks[id].color }}
                  />{' '}
                  {looks[id].name}
                </th>
                <td>{formatNumber(leastWrong)}</td>
                <td>{leastWrong >= 1 ? 'yes' : 'no'}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="plane-note">
        The 0-1 loss has derivative 0 wherever it has one: descent has nothing to follow. The others slope where the
        decision is wrong, and cross-entropy goes on sloping where it is right.
      </p>
    </>
  )
}

interface ThresholdMarkProps {
  readonly frame: PlotFrame
  readonly at: number
  readonly onDrag: (place: number) => void
  readonly onDragEnd: () => void
}

/** The threshold as a line that can be taken and moved; the slider above does the same from the keyboard. */
function ThresholdMark({ frame: { px, invert, top, bottom }, at, onDrag, onDragEnd }: ThresholdMarkProps) {
  const isHeld = useRef(false)
  const take = (event: PointerEvent<SVGRectElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    isHeld.current = true
  }
  const move = ({ nativeEvent, currentTarget }: PointerEvent<SVGRectElement>): void => {
    const { left } = currentTarget.ownerSVGElement!.getBoundingClientRect()
    if (isHeld.current) onDrag(invert(nativeEvent.clientX - left))
  }
  const letGo = (): void => {
    isHeld.current = false
    onDragEnd()
  }
  const x = px(at)
  return (
    <g className="threshold-mark">
      <line className="threshold" x1={x} x2={x} y1={top} y2={bottom} />
      <path className="threshold-handle" d={`M${x - 5} ${top}h10l-5 7z`} />
      <rect
        x={x - 7}
        y={top}
        width={14}
        height={bottom - top}
        fill="transparent"
        onPointerDown={take}
        onPointerMove={move}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      />
    </g>
  )
}

interface ExamplesProps {
  readonly result: SurrogatesResult
  readonly over: SurrogatesSetting['over']
  readonly shown: ShownMargins
}

/** The examples where a racer is: as ticks on the axis, and how many are on the wrong side. */
function Examples({ result, over, shown: { margins, racer, step } }: ExamplesProps) {
  const rows = rowsOf(margins, over, result)
  const wrong = rows.reduce((sum, { isWrong }) => sum + isWrong.filter(Boolean).length, 0)
  const count = margins.margin.length
  const least = margins.margin.reduce((a, b) => Math.min(a, b), Infinity)
  return (
    <>
      <MarginStrip x={result.at} rows={rows} />
      <p className="plane-note" aria-label="Examples on the wrong side">
        {wrong} of {count} examples wrong: 0-1 risk {formatNumber(wrong / count, 3)}, least margin{' '}
        {formatNumber(least, 3)} ({racer === undefined ? 'at the start' : `${racer}, step ${step}`})
      </p>
    </>
  )
}

/** What is drawn of examples: by class where they have one, each row with where its own decision changes. */
function rowsOf(
  { margin, probability, target }: MarginsResult,
  over: SurrogatesSetting['over'],
  { margin: ofClass1, jump }: SurrogatesResult,
): readonly MarginRow[] {
  const at = over === 'margin' ? margin : probability
  const row = (name: string, isIn: (k: number) => boolean, limit: number): MarginRow => {
    const places = Array.from(at.keys()).filter(isIn)
    return {
      name,
      at: places.map((k) => at[k]!),
      isWrong: places.map((k) => !(margin[k]! > limit)),
      jump: over === 'margin' ? limit : jump,
    }
  }
  if (target === undefined) return [row('m', () => true, ofClass1)]
  return [row('y = 1', (k) => target[k] === 1, ofClass1), row('y = 0', (k) => target[k] === 0, -ofClass1)]
}

/** Of a formula over examples, what the margin of one is. */
function MarginField({
  margin,
  problem,
}: {
  readonly margin: string | undefined
  readonly problem: string | undefined
}) {
  const app = useApp()
  return (
    <>
      <SettingRow
        name="margin"
        hint="Of an example, as a formula in the names of the landscape’s own: above 0 where the decision is right"
      >
        <DraftField
          aria-label="Margin of an example"
          className="margin-field"
          placeholder="s*(x*a + y*b)"
          inputMode="text"
          text={margin ?? ''}
          problemOf={() => undefined}
          onCommit={(text) => app.edit(setSurrogates({ margin: text.trim() === '' ? undefined : text.trim() }))}
        />
      </SettingRow>
      {problem === undefined ? null : (
        <p className="refusal" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}
