import { UnstyledButton } from '@mantine/core'
import { useApp } from '../store/app'
import * as edits from '../store/edits'
import { useScene } from '../store/use-stores'

/** The catalogue's landscapes, each by its own relief. */
export function Gallery() {
  const { cards, edit } = useApp()
  const chosen = useScene(({ landscape }) => (landscape.kind === 'catalog' ? landscape.id : undefined))
  return (
    <ul className="gallery" aria-label="Landscapes">
      {cards.landscapeCards.map((card) => (
        <li key={card.id}>
          <UnstyledButton
            className="gallery-item"
            aria-pressed={card.id === chosen}
            title={`${card.title}: ${card.description}`}
            onClick={() => edit(edits.chooseLandscape(card))}
          >
            <img src={cards.thumbnails[card.id]} alt="" width={78} height={52} draggable={false} />
            <span>{card.title}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
