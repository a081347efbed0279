import { LinePlot } from '../../charts/line-plot'
import { useSlice } from '../../jobs/use-slice'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { lineSpec } from '../../store/slice-variants'
import { useDerived, useScene } from '../../store/use-stores'
import { AnswerBar } from './answer-bar'

const [lossColor, slopeColor, performanceColor] = ['#4c8fe0', '#e8a13a', '#2fa88a']

/** A line through parameter space as curves: the loss, its derivative, and what a network is worth along it. */
export function LineCurves() {
  const app = useApp()
  const scene = useScene((current) => current)
  const answer = useDerived((state) => state.analysis.line)
  const slice = useSlice()
  if (slice === undefined) return null
  const spec = lineSpec(scene, slice)
  const { result } = answer
  const isCurrent = sameQuestion(answer.spec, spec)
  const band = result?.low && result.high && { low: result.low, high: result.high }
  return (
    <div className="fidelity" data-outdated={result !== undefined && !isCurrent}>
      <AnswerBar
        answer={answer}
        name="line"
        isCurrent={isCurrent}
        onCompute={() => app.analyst.line.ask(spec)}
        onCancel={app.analyst.line.cancel}
        onForce={(refused) => app.analyst.line.ask(refused, true)}
      >
        the loss along the line, as curves
      </AnswerBar>
      {result === undefined ? null : (
        <>
          <LinePlot
            label="Loss along the line"
            x={result.at}
            xTitle="x"
            scale={{ isLoss: false }}
            lines={[{ name: 'loss', y: result.loss, color: lossColor, ...(band && { band }) }]}
          />
          {band === undefined ? null : (
            <p className="answer-note">The band holds four fifths of {answer.spec!.seeds} lines of other seeds.</p>
          )}
          <LinePlot
            label="Derivative along the line"
            x={result.at}
            xTitle="x"
            height={92}
            scale={{ kind: 'linear', isLoss: false }}
            lines={[{ name: 'derivative', y: result.slope, color: slopeColor }]}
          />
          {result.performance === undefined ? null : (
            <LinePlot
              label={result.performance.of === 'accuracy' ? 'Accuracy along the line' : 'R² along the line'}
              x={result.at}
              xTitle="x"
              height={92}
              scale={{ kind: 'linear', isLoss: false }}
              lines={[
                {
                  name: result.performance.of === 'accuracy' ? 'accuracy' : 'R²',
                  y: result.performance.value,
                  color: performanceColor,
                },
              ]}
            />
          )}
        </>
      )}
    </div>
  )
}
