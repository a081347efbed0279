import { SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { DragKind } from '../../../core/mechanics/drag'
import type { DragSetting } from '../../../core/scene/drag-setting'
import { exampleCount } from '../../../core/scene/landscape'
import type { SceneRacer } from '../../../core/scene/racer'
import type { DraggedMotion, DragResult } from '../../../engine'
import { awaitsSlice, dragSpec } from '../../../engine/scene-specs'
import { LinePlot, type PlotLine } from '../../charts/line-plot'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useDerived, useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { AnswerBar } from './answer-bar'
import { atTimes, type RacerAsParticle, racerAsParticle } from './drag-racer'
import { RacerSelect } from './racer-select'

const drags = [
  {
    kind: 'viscous',
    symbol: 'c\\,v',
    color: '#4c8fe0',
    hint: 'Drag in proportion to the velocity, as momentum has it',
  },
  {
    kind: 'quadratic',
    symbol: 'c\\,|v|\\,v',
    color: '#e8a13a',
    hint: 'By the square of the speed: so weak at low speeds that the particle hardly comes to rest',
  },
  {
    kind: 'dry',
    symbol: 'c\\,v/|v|',
    color: '#2fa88a',
    hint: 'Friction of one size, which holds the particle wherever the slope is less than it',
  },
] as const satisfies readonly {
  readonly kind: DragKind
  readonly symbol: string
  readonly color: string
  readonly hint: string
}[]

/** A particle on the landscape under three kinds of drag, beside a racer with momentum. */
export function DragPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const answer = useDerived((state) => state.analysis.drag)
  const isSum = exampleCount(scene.landscape) !== undefined
  const isAwaited = awaitsSlice(scene)
  const spec = dragSpec(scene)
  const question = JSON.stringify(spec)
  useEffect(() => {
    if (!isSum && !isAwaited) app.analyst.drag.ask(dragSpec(app.scene()))
  }, [app, isSum, isAwaited, question])
  const isCurrent = sameQuestion(answer.spec, spec)
  const { drag } = scene.view
  const set = (change: Partial<DragSetting>): void => app.edit(edits.setView({ drag: { ...drag, ...change } }))
  return (
    <>
      <p className="chart-title">x″ = −∇f(x) − drag, from rest at the start</p>
      {drags.map(({ kind, symbol, hint }) => (
        <SettingRow key={kind} name={kind} symbol={symbol} hint={hint}>
          <NumberField
            aria-label={`Coefficient of ${kind} drag`}
            className="slider-field"
            value={drag[kind]}
            min={0}
            max={1e9}
            onCommit={(value) => set({ [kind]: value })}
          />
        </SettingRow>
      ))}
      <SettingRow name="time" symbol="t" hint="How long the particles move">
        <NumberField
          aria-label="Time"
          className="slider-field"
          value={drag.time}
          min={0}
          exclusiveMin
          max={1e9}
          onCommit={(time) => set({ time })}
        />
      </SettingRow>
      <AnswerBar
        answer={answer}
        name="motions"
        isCurrent={isCurrent}
        onCompute={() => app.analyst.drag.ask(spec)}
        onCancel={app.analyst.drag.cancel}
        onForce={(refused) => app.analyst.drag.ask(refused, true)}
      >
        {isSum ? 'thousands of gradients on all examples each' : null}
      </AnswerBar>
      {answer.result === undefined ? null : <Motions result={answer.result} isOutdated={!isCurrent} />}
    </>
  )
}

function Motions({ result, isOutdated }: { readonly result: DragResult; readonly isOutdated: boolean }) {
  const app = useApp()
  const racers = useScene((scene) => scene.racers)
  const traces = useDerived((state) => state.race.traces)
  const [axis, setAxis] = useState<0 | 1>(0)
  const [chosen, setChosen] = useState<string>()
  const particles = racers.flatMap((racer) => {
    const trace = traces.find(({ id }) => id === racer.id)
    const inertia = app.cards.optimizerCards.find(({ id }) => id === racer.optimizer)?.inertia
    const particle = trace && inertia && trace.count > 1 ? racerAsParticle(trace, racer, inertia) : undefined
    return particle === undefined ? [] : [{ racer, particle }]
  })
  const beside = particles.find(({ racer }) => racer.id === chosen) ?? particles[0]
  const { time, motions } = result
  const lines = (
    of: (motion: DraggedMotion) => ArrayLike<number>,
    ofRacer: (particle: RacerAsParticle, row: number) => number,
  ): readonly PlotLine[] => [
    ...drags.map(({ kind, color }, k) => ({ name: kind, color, y: of(motions[k]!) })),
    ...(beside === undefined
      ? []
      : [
          {
            name: beside.racer.id,
            color: beside.racer.color,
            isDashed: true,
            y: atTimes(time, beside.particle.time, (row) => ofRacer(beside.particle, row)),
          },
        ]),
  ]
  return (
    <div className="fidelity" data-outdated={isOutdated}>
      {beside === undefined ? null : (
        <div className="analysis-choices">
          <RacerSelect
            label="Beside the momentum of"
            value={beside.racer.id}
            among={particles.map(({ racer }) => racer.id)}
            onChange={setChosen}
          />
        </div>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Coordinate shown"
        value={String(axis)}
        data={[
          { value: '0', label: 'x' },
          { value: '1', label: 'y' },
        ]}
        onChange={(value) => setAxis(value === '1' ? 1 : 0)}
      />
      <LinePlot
        label={`Motion along ${axis === 0 ? 'x' : 'y'}`}
        x={time}
        xTitle="t"
        scale={{ kind: 'linear', isLoss: false }}
        lines={lines(
          (motion) => coordinate(motion, axis),
          ({ points }, row) => points[2 * row + axis]!,
        )}
      />
      <p className="chart-title">Speed</p>
      <LinePlot
        label="Speed"
        x={time}
        xTitle="t"
        scale={{ kind: 'log', isLoss: false }}
        lines={lines(
          ({ speed }) => speed,
          ({ speed }, row) => speed[row]!,
        )}
      />
      <p className="chart-title">Energy, f + |v|² / 2</p>
      <LinePlot
        label="Energy"
        x={time}
        xTitle="t"
        lines={lines(
          ({ energy }) => energy,
          ({ energy }, row) => energy[row]!,
        )}
      />
      <Ends result={result} beside={beside} />
    </div>
  )
}

/** A coordinate of the plane, row by row. */
function coordinate({ plane, position }: DraggedMotion, axis: 0 | 1): Float64Array {
  const points = plane ?? position
  return Float64Array.from({ length: points.length / 2 }, (_, row) => points[2 * row + axis]!)
}

interface EndsProps {
  readonly result: DragResult
  readonly beside: { readonly racer: SceneRacer; readonly particle: RacerAsParticle } | undefined
}

/** What is left of each motion at the last time. */
function Ends({ result: { motions, time }, beside }: EndsProps) {
  return (
    <>
      <table className="stages" aria-label="What is left at the end">
        <thead>
          <tr>
            <th scope="col">at {formatNumber(time.at(-1)!)}</th>
            <th scope="col">x</th>
            <th scope="col">energy</th>
            <th scope="col">at rest</th>
          </tr>
        </thead>
        <tbody>
          {drags.map(({ kind, color }, k) => {
            const { energy, restedAt, endedEarly } = motions[k]!
            return (
              <tr key={kind} title={endedEarly?.reason}>
                <th scope="row">
                  <span className="stage-key" style={{ borderColor: color }} /> {kind}
                </th>
                <td>{formatNumber(coordinate(motions[k]!, 0).at(-1)!, 2)}</td>
                <td>{formatNumber(energy.at(-1)!, 2)}</td>
                <td>{restedAt === undefined ? '—' : formatNumber(restedAt, 3)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {motions.map(({ endedEarly }, k) =>
        endedEarly === undefined ? null : (
          <p key={drags[k]!.kind} className="drawing-note" role="note">
            {drags[k]!.kind}: ended at time {formatNumber(endedEarly.time, 3)}, {endedEarly.reason}.
          </p>
        ),
      )}
      {beside === undefined ? (
        <p className="empty">Race a rule with momentum to see it beside them.</p>
      ) : (
        <p className="empty">
          {beside.racer.id} steps by √ε in time: its momentum is viscous drag of (1 − μ)/√ε ={' '}
          {formatNumber(beside.particle.coefficient, 3)}, as exact as such steps are.
        </p>
      )}
    </>
  )
}
