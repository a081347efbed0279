import { TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { LandscapeCard } from '../../../core/definitions/landscape'
import { useApp } from '../../store/app'
import { networkExamples, networkWords, openExample } from '../../jobs/examples'
import * as edits from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { neighbourOf } from './neighbour-of'
import { NetworkGallery } from './network-gallery'
import { grouped, ranked } from '../../ui/ranked'

/** The network examples as what is searched. */
const networkEntries = networkExamples.map((example) => ({
  ...example,
  id: example.file,
  description: `${networkWords} ${example.shows}`,
}))

/**
 * The catalogue's landscapes, each by its own relief, under the headings of their groups; those that are searched for,
 * the best first.
 */
export function Gallery() {
  const app = useApp()
  const { cards, edit } = app
  const chosen = useScene(({ landscape }) => landscape.id)
  const [query, setQuery] = useState('')
  const scroller = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const found = ranked(cards.landscapeCards, query)
  const networks = ranked(networkEntries, query)
  const isSearching = query.trim() !== ''
  const choose = (card: LandscapeCard): void => edit(edits.chooseLandscape(card))

  useEffect(() => {
    if (scroller.current !== null) showChosen(scroller.current)
  }, [chosen, isSearching])
  useEffect(() => {
    if (scroller.current !== null && isSearching) scroller.current.scrollTop = 0
  }, [isSearching, query])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const buttons = [...(scroller.current?.querySelectorAll('button') ?? [])]
    const from = buttons.indexOf(event.target as HTMLButtonElement)
    const next = neighbourOf(
      buttons.map((button) => button.getBoundingClientRect()),
      from,
      event.key,
    )
    if (next === undefined) return
    event.preventDefault()
    if (next < 0) search.current?.focus()
    else buttons[next]?.focus()
  }
  // One stop of the Tab key for the whole list; arrows go on from there.
  const stop = found.some(({ id }) => id === chosen) ? chosen : (found[0] ?? networks[0])?.id
  const takeFirst = (): void => {
    // As they are shown: networks stand above.
    if (networks[0] !== undefined) void openExample(app, networks[0])
    else if (found[0] !== undefined) choose(found[0])
    else return
    setQuery('')
  }
  const list = (entries: readonly LandscapeCard[], label: string) => (
    <ul className="gallery" aria-label={label}>
      {entries.map((card) => (
        <li key={card.id}>
          <UnstyledButton
            className="gallery-item"
            tabIndex={card.id === stop ? 0 : -1}
            aria-pressed={card.id === chosen}
            title={`${card.title}: ${card.description}`}
            onClick={({ detail, currentTarget }) => {
              choose(card)
              // After a click the space bar is for play and pause; who came by keys walks on from here.
              if (detail > 0) currentTarget.blur()
            }}
          >
            <img src={cards.thumbnails[card.id]} alt="" width={78} height={39} loading="lazy" draggable={false} />
            <span>{card.title}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <TextInput
        ref={search}
        className="gallery-search"
        aria-label="Search landscapes"
        placeholder={`Search ${cards.landscapeCards.length} landscapes`}
        leftSection={<IconSearch size={13} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isSearching) takeFirst()
          else if (event.key === 'Escape') setQuery('')
          else if (event.key === 'ArrowDown') onKeyDown(event)
        }}
      />
      <div ref={scroller} className="gallery-scroller" role="list" aria-label="Landscapes" onKeyDown={onKeyDown}>
        {networks.length === 0 ? null : (
          <div role="listitem">
            <h3 className="gallery-group">Networks</h3>
            <NetworkGallery examples={networks} stop={stop} />
          </div>
        )}
        {(isSearching ? [{ group: undefined, entries: found }] : grouped(found)).map(({ group, entries }) => (
          <div key={group ?? ''} role="listitem">
            {group === undefined ? null : <h3 className="gallery-group">{group}</h3>}
            {list(entries, group ?? 'Found')}
          </div>
        ))}
        {found.length + networks.length > 0 ? null : <p className="empty">No landscape is called that.</p>}
      </div>
    </>
  )
}

/**
 * Scrolls the list, and nothing around it, so that the chosen entry is seen: with its whole group where that has room.
 */
function showChosen(scroller: HTMLElement): void {
  const chosen = scroller.querySelector('[aria-pressed="true"]')?.closest('li')
  const group = chosen?.closest<HTMLElement>('[role="listitem"]')
  if (chosen === undefined || chosen === null || group === undefined || group === null) return
  const [box, frame] = [chosen.getBoundingClientRect(), scroller.getBoundingClientRect()]
  const heading = 24
  if (box.top - frame.top >= heading && box.bottom <= frame.bottom) return
  const fits = box.bottom - group.getBoundingClientRect().top <= scroller.clientHeight
  const bottom = scroller.scrollTop + box.bottom - frame.top
  scroller.scrollTop = fits ? group.offsetTop : bottom - scroller.clientHeight
}
