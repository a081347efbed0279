import { useEffect, useRef } from 'react'
import type { Outcome } from '../../../core/race/trace'
import { rateSentence, rateText } from '../../playback/rate-text'
import type { Standing } from '../../playback/standings'
import { bestKnownPoints, isLost, lowestReached, standingsAt } from '../../playback/standings'
import type { App } from '../../store/app'
import { cardOf } from '../../store/cards'
import { useApp } from '../../store/app'
import { useDerived, useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { markerElement, markerOf } from '../../ui/marker-glyph'

/** Ten times a second is as fast as a person reads. */
const interval = 100

/** Who leads at the playhead. The rows are kept by hand, outside React, since they follow the playhead. */
export function StandingsTable() {
  const app = useApp()
  const body = useRef<HTMLTableSectionElement>(null)
  const hasRace = useDerived((state) => state.race.traces.length > 0)
  const compareBy = useScene((scene) => scene.compareBy)
  useEffect(() => (body.current === null ? undefined : followPlayhead(app, body.current)), [app, hasRace])
  return (
    <div className="standings">
      <table aria-label="Standings" data-compare-by={compareBy}>
        <thead>
          <tr>
            <th scope="col">racer</th>
            <th scope="col">loss</th>
            <th scope="col" title="Norm of the gradient">
              |∇f|
            </th>
            <th scope="col" className="distance" title="Distance to the best known point">
              distance
            </th>
            <th scope="col" className="evaluations" title="Evaluations of the gradient until the playhead">
              evals
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
        <tbody ref={body} />
      </table>
      {hasRace ? null : <p className="empty">Click the surface, or press R: the standings follow the playhead.</p>}
    </div>
  )
}

function followPlayhead(app: App, body: HTMLTableSectionElement): () => void {
  const rows = new Map<string, Row>()
  let shownPlayhead = NaN
  let shownVersion = -1
  let shownScene: unknown
  let shownAt = 0
  let best: readonly (readonly [number, number])[] = []

  const paint = (playhead: number): void => {
    const { race } = app.derived.getState()
    const scene = app.scene()
    const isSame = race.version === shownVersion && scene === shownScene
    if (isSame && playhead === shownPlayhead) return
    const isEarly = app.clock() - shownAt < interval
    if (isSame && isEarly && app.playback.getState().playing) return
    if (!isSame) best = bestPoints(app)
    ;[shownPlayhead, shownVersion, shownScene, shownAt] = [playhead, race.version, scene, app.clock()]
    show(standingsAt(race.traces, scene.compareBy, playhead, best))
  }

  const show = (standings: readonly Standing[]): void => {
    const { racers } = app.scene()
    const present = new Set(standings.map(({ id }) => id))
    for (const [id, row] of rows) {
      if (present.has(id)) continue
      row.element.remove()
      rows.delete(id)
    }
    standings.forEach((standing, place) => {
      const index = racers.findIndex(({ id }) => id === standing.id)
      const row = rows.get(standing.id) ?? createRow(standing.id)
      rows.set(standing.id, row)
      row.show(standing, index, racers[index]?.color ?? '#888888', endOfRace(app, standing))
      if (body.children[place] !== row.element) body.insertBefore(row.element, body.children[place] ?? null)
    })
  }
  const remove = app.loop.addPainter(paint)
  return () => {
    remove()
    body.replaceChildren()
  }
}

function bestPoints(app: App): readonly (readonly [number, number])[] {
  const { landscape } = app.scene()
  const { traces } = app.derived.getState().race
  const card = cardOf(landscape, app.cards.landscapeCards)
  const known = card === undefined ? [] : bestKnownPoints(card, landscape)
  return known.length > 0 ? known : lowestReached(traces)
}

/** What is told of a racer once the playhead has reached its end. */
interface EndOfRace {
  readonly reason: string
  readonly rate: string
  /** The rate as a sentence. */
  readonly pace: string
}

const underWay: EndOfRace = { reason: '', rate: '', pace: '' }

function endOfRace(app: App, standing: Standing): EndOfRace {
  if (standing.outcome === undefined) return underWay
  const trace = app.derived.getState().race.traces.find(({ id }) => id === standing.id)
  const { ending, rate } = trace ?? {}
  return {
    reason: ending?.reason ?? '',
    rate: rate === undefined ? '' : rateText(rate),
    pace: rate === undefined ? '' : rateSentence(rate),
  }
}

interface Row {
  readonly element: HTMLTableRowElement
  show(standing: Standing, index: number, color: string, end: EndOfRace): void
}

function createRow(id: string): Row {
  const element = document.createElement('tr')
  const name = document.createElement('th')
  name.scope = 'row'
  const cell = (className: string): HTMLTableCellElement => {
    const made = document.createElement('td')
    made.className = className
    return made
  }
  const [loss, gradientNorm, distance] = [cell('loss'), cell('gradient-norm'), cell('distance')]
  const [evaluations, rate, outcome] = [cell('evaluations'), cell('rate'), cell('how-it-ended')]
  const badge = document.createElement('span')
  outcome.append(badge)
  element.append(name, loss, gradientNorm, distance, evaluations, rate, outcome)
  let look = ''
  return {
    element,
    show(standing, index, color, { reason, rate: law, pace }) {
      const nextLook = `${index}${color}`
      if (nextLook !== look) {
        look = nextLook
        name.replaceChildren(markerElement(markerOf(Math.max(0, index)), color), document.createTextNode(id))
        name.title = id
      }
      setText(loss, formatNumber(standing.loss))
      setText(gradientNorm, formatNumber(standing.gradientNorm, 3))
      setText(distance, formatNumber(standing.distance, 3))
      setText(evaluations, Number.isNaN(standing.evaluations) ? '' : String(standing.evaluations))
      setText(rate, law)
      setText(badge, standing.outcome === undefined ? '' : outcomeNames[standing.outcome])
      setTitle(rate, pace)
      setTitle(outcome, [reason, pace].filter((text) => text !== '').join('; '))
      badge.className = standing.outcome === undefined ? '' : `outcome ${outcomeClass(standing.outcome)}`
      element.dataset['lost'] = String(standing.lost)
    },
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

function setTitle(element: HTMLElement, title: string): void {
  if (element.title !== title) element.title = title
}

function outcomeClass(outcome: Outcome): string {
  if (isLost(outcome)) return 'outcome-lost'
  return outcome === 'converged' ? 'outcome-converged' : 'outcome-plain'
}

const outcomeNames: Readonly<Record<Outcome, string>> = {
  converged: 'converged',
  'max-steps': 'max-steps',
  diverged: 'diverged',
  'non-finite': 'non-finite',
  stalled: 'stalled',
  'line-search-failed': 'line-search-failed',
  'singular-hessian': 'singular-hessian',
}
