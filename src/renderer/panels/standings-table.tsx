import { useEffect, useRef } from 'react'
import type { Outcome } from '../../core/race/trace'
import type { Standing } from '../playback/standings'
import { bestKnownPoints, isLost, lowestReached, standingsAt } from '../playback/standings'
import type { App } from '../store/app'
import { useApp } from '../store/app'
import { useDerived } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { markerElement, markerOf } from '../ui/marker-glyph'

/** Ten times a second is as fast as a person reads. */
const interval = 100

/** Who leads at the playhead. The rows are kept by hand, outside React, since they follow the playhead. */
export function StandingsTable() {
  const app = useApp()
  const body = useRef<HTMLTableSectionElement>(null)
  const hasRace = useDerived((state) => state.race.traces.length > 0)
  useEffect(() => (body.current === null ? undefined : followPlayhead(app, body.current)), [app, hasRace])
  return (
    <div className="standings">
      <table aria-label="Standings">
        <thead>
          <tr>
            <th scope="col">racer</th>
            <th scope="col">loss</th>
            <th scope="col" title="Norm of the gradient">
              |∇f|
            </th>
            <th scope="col" title="Distance to the best known point">
              distance
            </th>
            <th scope="col">outcome</th>
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
      row.show(standing, index, racers[index]?.color ?? '#888888', reasonOf(app, standing))
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
  const card = landscape.kind === 'catalog' ? app.cards.landscapeCards.find(({ id }) => id === landscape.id) : undefined
  const known = card === undefined || landscape.kind !== 'catalog' ? [] : bestKnownPoints(card, landscape.parameters)
  return known.length > 0 ? known : lowestReached(traces)
}

function reasonOf(app: App, standing: Standing): string {
  if (standing.outcome === undefined) return ''
  return app.derived.getState().race.traces.find(({ id }) => id === standing.id)?.ending?.reason ?? ''
}

interface Row {
  readonly element: HTMLTableRowElement
  show(standing: Standing, index: number, color: string, reason: string): void
}

function createRow(id: string): Row {
  const element = document.createElement('tr')
  const name = document.createElement('th')
  name.scope = 'row'
  const cells = [0, 1, 2].map(() => document.createElement('td'))
  const outcome = document.createElement('td')
  const badge = document.createElement('span')
  outcome.append(badge)
  element.append(name, ...cells, outcome)
  let look = ''
  return {
    element,
    show(standing, index, color, reason) {
      const nextLook = `${index}${color}`
      if (nextLook !== look) {
        look = nextLook
        name.replaceChildren(markerElement(markerOf(Math.max(0, index)), color), document.createTextNode(id))
        name.title = id
      }
      setText(cells[0]!, formatNumber(standing.loss))
      setText(cells[1]!, formatNumber(standing.gradientNorm, 3))
      setText(cells[2]!, formatNumber(standing.distance, 3))
      setText(badge, standing.outcome === undefined ? '' : outcomeNames[standing.outcome])
      if (outcome.title !== reason) outcome.title = reason
      badge.className = standing.outcome === undefined ? '' : `outcome ${outcomeClass(standing.outcome)}`
      element.dataset['lost'] = String(standing.lost)
    },
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
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
