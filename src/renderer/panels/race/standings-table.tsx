import { memo, useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Rate } from '../../../core/analysis/rates/rates'
import type { Ending, Outcome } from '../../../core/race/trace'
import { exampleCount } from '../../../core/scene/landscape'
import { clockNames } from '../../playback/clock-names'
import { rateSentence, rateText } from '../../playback/rate-text'
import type { Standing } from '../../playback/standings'
import { type Aim, aimOn, isLost, standingsAt } from '../../playback/standings'
import type { Trace } from '../../playback/trace'
import type { App } from '../../store/app'
import { cardOf } from '../../store/cards'
import { useApp } from '../../store/app'
import { useScene } from '../../store/use-stores'
import { clockText, formatNumber } from '../../ui/format'
import type { RacerLook } from '../../../core/scene/palette'
import { goneLook, RacerGlyph } from '../../ui/marker-glyph'
import { outcomeNames } from '../../ui/outcome-names'
import { useEmphasis } from '../../ui/use-emphasis'

/** Of the distance to each aim: the head of its column, and what it is. */
const distances: Readonly<Record<Aim['kind'], { readonly head: string; readonly meaning: string }>> = {
  known: { head: 'distance', meaning: 'Distance to the best known point' },
  lowest: { head: 'distance', meaning: 'Distance to the lowest place that any racer has reached' },
  'drawn plane': {
    head: 'off plane',
    meaning: 'Distance from the plane that is drawn, in the space of all coordinates',
  },
}
/** In more dimensions: how far off the plane they lie is left out. */
const onPlane = {
  head: 'on plane',
  meaning: `${distances.known.meaning} as both are seen on the plane, in its coordinates`,
}

/** Ten times a second is as fast as a person reads. */
const interval = 100

/** Who leads at the playhead. */
export function StandingsTable() {
  const app = useApp()
  const compareBy = useScene((scene) => scene.compareBy)
  const spent = clockNames[compareBy === 'step' ? 'evaluation' : compareBy]
  const racers = useScene((scene) => scene.racers)
  const isSum = useScene((scene) => exampleCount(scene.landscape) !== undefined)
  const landscape = useScene((scene) => scene.landscape)
  const { kind } = aimOn(cardOf(landscape, app.cards.landscapeCards), landscape, [])
  const distance = kind === 'known' && landscape.dimension !== undefined ? onPlane : distances[kind]
  const measured = isSum ? ' of all examples, as measured last' : ''
  const [numbers] = useState(createNumbers)
  const [places, setPlaces] = useState<readonly Place[]>([])
  useEffect(() => followPlayhead(app, numbers, setPlaces), [app, numbers])
  return (
    <div className="standings" tabIndex={0} role="region" aria-label="Standings at the playhead">
      <table aria-label="Standings" data-compare-by={compareBy}>
        <thead>
          <tr>
            <th scope="col">racer</th>
            <th scope="col" title={`Loss${measured}`}>
              loss
            </th>
            <th scope="col" className="gradient-norm" title={`Norm of the gradient${measured}`}>
              |∇f|
            </th>
            <th scope="col" className="distance" title={distance.meaning}>
              {distance.head}
            </th>
            <th scope="col" className="evaluations" title={`${spent.heading} until the playhead`}>
              {spent.short}
            </th>
            <th
              scope="col"
              className="rate"
              title="How fast the loss approaches its limit, as fitted over the whole race"
            >
              rate
            </th>
            <th scope="col" className="how-it-ended">
              outcome
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <StandingsRow
              key={place.id}
              {...place}
              look={racers.find(({ id }) => id === place.id) ?? goneLook}
              numbers={numbers}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What changes seldom in a row; its numbers follow the playhead. */
interface Place {
  readonly id: string
  /** Once the playhead has reached it. */
  readonly ending: Ending | undefined
  readonly rate: Rate | undefined
}

interface StandingsRowProps extends Place {
  readonly look: RacerLook
  readonly numbers: Numbers
}

const StandingsRow = memo(function StandingsRow({ id, ending, rate, look, numbers }: StandingsRowProps) {
  const attach = useCallback((row: HTMLTableRowElement) => numbers.attach(id, row), [numbers, id])
  const emphasis = useEmphasis(id)
  const pace = rate === undefined ? undefined : rateSentence(rate)
  return (
    <tr
      ref={attach}
      {...emphasis.hover}
      data-emphasised={emphasis.isEmphasised}
      data-lost={ending !== undefined && isLost(ending.outcome)}
    >
      <th scope="row">
        <button
          type="button"
          className="standings-name"
          title={emphasis.isChosen ? `${id}: click to show all alike` : `${id}: click to make it stand out`}
          aria-pressed={emphasis.isChosen}
          onClick={emphasis.choose}
        >
          <RacerGlyph look={look} size={11} />
          <span>{id}</span>
        </button>
      </th>
      <td className="loss" />
      <td className="gradient-norm" />
      <td className="distance" />
      <td className="evaluations" />
      <td className="rate" title={pace}>
        {rate === undefined ? null : rateText(rate)}
      </td>
      <td className="how-it-ended" title={[ending?.reason, pace].filter((text) => text !== undefined).join('; ')}>
        {ending === undefined ? null : (
          <span className={`outcome ${outcomeClass(ending.outcome)}`}>{outcomeNames[ending.outcome]}</span>
        )}
      </td>
    </tr>
  )
})

type Numbers = ReturnType<typeof createNumbers>

/** The numbers of the rows. They are written into cells that React leaves empty, in the frame that shows them. */
function createNumbers() {
  const rows = new Map<string, HTMLTableRowElement>()
  const shown = new Map<string, Standing>()
  const write = (row: HTMLTableRowElement, { loss, gradientNorm, distance, spent }: Standing): void => {
    const texts = [
      formatNumber(loss),
      formatNumber(gradientNorm, 3),
      formatNumber(distance, 3),
      Number.isNaN(spent) ? '' : clockText(spent),
    ]
    texts.forEach((text, index) => {
      const cell = row.cells[index + 1]!
      if (cell.textContent !== text) cell.textContent = text
    })
  }
  return {
    /** A row that has come; returns what to do when it goes. */
    attach: (id: string, row: HTMLTableRowElement): (() => void) => {
      rows.set(id, row)
      const standing = shown.get(id)
      if (standing !== undefined) write(row, standing)
      return () => rows.delete(id)
    },
    show: (standings: readonly Standing[]): void => {
      shown.clear()
      for (const standing of standings) {
        shown.set(standing.id, standing)
        const row = rows.get(standing.id)
        if (row !== undefined) write(row, standing)
      }
    },
  }
}

/** Computes the standings at the playhead, writes their numbers, and tells who is in which place when that changes. */
function followPlayhead(app: App, numbers: Numbers, setPlaces: (places: readonly Place[]) => void): () => void {
  let shownPlayhead = NaN
  let shownVersion = -1
  let shownScene: unknown
  let shownAt = 0
  let aim: Aim = { kind: 'lowest', places: [] }
  let places: readonly Place[] = []

  return app.loop.addPainter((playhead) => {
    const { race } = app.derived.getState()
    const scene = app.scene()
    const isSame = race.version === shownVersion && scene === shownScene
    if (isSame && playhead === shownPlayhead) return
    const isEarly = app.clock() - shownAt < interval
    if (isSame && isEarly && app.playback.getState().playing) return
    if (!isSame) aim = aimNow(app)
    ;[shownPlayhead, shownVersion, shownScene, shownAt] = [playhead, race.version, scene, app.clock()]
    const standings = standingsAt(race.traces, scene.compareBy, playhead, aim)
    numbers.show(standings)
    const next = standings.map((standing) => placeOf(standing, race.traces))
    if (next.length === places.length && next.every((place, index) => isSamePlace(place, places[index]!))) return
    places = next
    // In this very frame, so that places and numbers agree.
    flushSync(() => setPlaces(next))
  })
}

function placeOf({ id, outcome }: Standing, traces: readonly Trace[]): Place {
  const trace = outcome === undefined ? undefined : traces.find((each) => each.id === id)
  return { id, ending: trace?.ending, rate: trace?.rate }
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.id === b.id && a.ending === b.ending && a.rate === b.rate
}

function aimNow(app: App): Aim {
  const { landscape } = app.scene()
  return aimOn(cardOf(landscape, app.cards.landscapeCards), landscape, app.derived.getState().race.traces)
}

function outcomeClass(outcome: Outcome): string {
  if (isLost(outcome)) return 'outcome-lost'
  return outcome === 'converged' ? 'outcome-converged' : 'outcome-plain'
}
