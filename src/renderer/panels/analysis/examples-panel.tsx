import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { colorIndex, colorTable, type ColorMap } from '../../../core/scene/color-table'
import { sumFacts } from '../../../core/scene/landscape'
import { CellMap } from '../../charts/cell-map'
import type { CellMapContent } from '../../charts/cell-map-drawing'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { rowAt } from '../../playback/trace'
import { useApp } from '../../store/app'
import { setView } from '../../store/edits'
import { useDerived, usePlayback, useScene, useSession } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { RacerSelect } from './racer-select'

/** Which of the examples the batches have seen, up to the playhead where it rests. */
export function ExamplesPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const traces = useDerived((state) => state.race.traces)
  const chosen = useSession((session) => session.chosenRacer)
  const resting = usePlayback((state) => (state.playing ? undefined : state.playhead))
  // While the race plays what was seen where it last rested stays.
  const [playhead, setPlayhead] = useState(0)
  if (resting !== undefined && resting !== playhead) setPlayhead(resting)
  const { landscape, seed, compareBy, view } = scene
  const { examplesSeen: over, colorMap } = view
  const racer = scene.racers.find(({ id }) => id === chosen) ?? scene.racers[0]
  const trace = traces.find(({ id }) => id === racer?.id)
  const row = trace === undefined ? -1 : rowAt(trace, compareBy, playhead)
  const step = trace === undefined || row < 0 ? 0 : trace.step[row]!
  const { examples = 1 } = sumFacts(landscape) ?? {}
  const batch = racer?.batch ?? scene.batch
  const seen = useQuickAnswer('examples-seen', { examples, ...(batch && { batch }), seed, step })
  const counts = seen?.[over]
  const content = useMemo(() => counts && cellsOf(counts, colorMap), [counts, colorMap])
  if (racer === undefined) return <p className="empty">Add a racer to see which examples it sees.</p>
  const title = app.cards.samplerCards.find(({ id }) => id === (batch?.sampler ?? 'full'))?.title.toLowerCase()
  return (
    <>
      <div className="analysis-choices">
        <RacerSelect
          label="Examples seen by"
          value={racer.id}
          onChange={(id) => app.session.setState({ chosenRacer: id })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Seen in"
          value={over}
          data={[
            { value: 'epoch', label: 'this epoch' },
            { value: 'all', label: 'all' },
          ]}
          onChange={(next) => app.edit(setView({ examplesSeen: next === 'all' ? 'all' : 'epoch' }))}
        />
      </div>
      <p className="answer-note">
        {title}, {batch?.size === undefined ? 'all' : batch.size} of {examples} a step
      </p>
      {seen === undefined || counts === undefined || content === undefined ? null : seen.isNew ? (
        <p className="empty">Every step draws new examples: none of the {examples} that there are is seen.</p>
      ) : (
        <>
          <CellMap
            label="Examples seen"
            content={content}
            describe={(cell) => describe(cell, content.resolution, counts)}
            hint="a cell an example, row by row: grey where not seen"
            onPick={() => undefined}
          />
          <dl className="step-facts">
            <div>
              <dt>step</dt>
              <dd>{formatNumber(step, 8)}</dd>
            </div>
            <div>
              <dt>epoch</dt>
              <dd aria-label="Epoch shown">{seen.index + 1}</dd>
            </div>
            <div>
              <dt>seen</dt>
              <dd aria-label="Share of examples seen">{percent(shareOf(counts))}</dd>
            </div>
            <div>
              <dt title="The mean share that one of the epochs that are over has seen">an epoch</dt>
              <dd aria-label="Mean share of an epoch">{seen.epochs === 0 ? '—' : percent(seen.meanShare)}</dd>
            </div>
          </dl>
          <Legend most={mostOf(counts)} colorMap={colorMap} />
        </>
      )}
    </>
  )
}

const unseen = [128, 128, 128, 60] as const

/** Examples in rows from the upper left. */
function cellsOf(counts: Uint32Array, map: ColorMap): CellMapContent {
  const nx = Math.ceil(Math.sqrt(1.5 * counts.length))
  const ny = Math.ceil(counts.length / nx)
  const most = mostOf(counts)
  const colors = new Uint8ClampedArray(4 * nx * ny)
  counts.forEach((count, example) => {
    const cell = (ny - 1 - Math.floor(example / nx)) * nx + (example % nx)
    colors.set(count === 0 ? unseen : colorOf(count, most, map), 4 * cell)
  })
  const axis = { ticks: [] }
  return { resolution: [nx, ny], colors, isHatched: () => false, x: axis, y: axis, aspect: ny / nx, isDim: false }
}

/** Of those that were seen the colours begin away from the darkest. */
function colorOf(count: number, most: number, map: ColorMap): Uint8ClampedArray {
  const from = 4 * colorIndex(0.25 + 0.7 * (most === 1 ? 0.5 : (count - 1) / (most - 1)))
  return colorTable(map).subarray(from, from + 4)
}

function describe(cell: number, [nx, ny]: readonly [number, number], counts: Uint32Array): string {
  const example = (ny - 1 - Math.floor(cell / nx)) * nx + (cell % nx)
  const count = counts[example]
  if (count === undefined) return ''
  return `example ${example}: ${count === 0 ? 'not seen' : count === 1 ? 'seen once' : `seen ${count} times`}`
}

function Legend({ most, colorMap }: { readonly most: number; readonly colorMap: ColorMap }) {
  const shown = most <= 5 ? Array.from({ length: most }, (_, k) => k + 1) : [1, Math.ceil(most / 2), most]
  return (
    <ul className="seen-legend" aria-label="Times seen">
      <li>
        <i style={{ background: `rgb(${unseen.slice(0, 3).join(' ')} / 25%)` }} /> 0
      </li>
      {shown.map((count) => (
        <li key={count}>
          <i style={{ background: `rgb(${[...colorOf(count, most, colorMap).subarray(0, 3)].join(' ')})` }} /> {count}
        </li>
      ))}
      <li className="muted">times seen</li>
    </ul>
  )
}

function mostOf(counts: Uint32Array): number {
  return counts.reduce((most, count) => Math.max(most, count), 1)
}

function shareOf(counts: Uint32Array): number {
  return counts.reduce((seen, count) => seen + Math.min(1, count), 0) / counts.length
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
