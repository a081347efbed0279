import { Button, UnstyledButton } from '@mantine/core'
import { IconArrowRight, IconList, IconSquarePlus } from '@tabler/icons-react'
import { firstScenarios } from '../../../core/claims/chapters'
import type { ScenarioCard } from '../../../core/tour/scenario-cards'
import { useApp } from '../../store/app'
import { useTour } from '../../store/use-stores'
import { pictureOf } from './pictures'

/** Where Basin opens: eight scenarios, the chosen one alive beside them. */
export function FirstPage() {
  const { tour, cards } = useApp()
  const chosen = useTour((state) => state.chosen)
  const shown = cards.scenarioCards.filter(({ label }) => firstScenarios.includes(label))
  const alive = shown.find(({ id }) => id === chosen)
  return (
    <aside className="panel first-page" aria-label="Tour">
      <header>
        <h2>Loss landscapes, and how learning moves in them</h2>
        <p>Choose a scene: it races beside its card. Each asks you something first, and measures what it says.</p>
      </header>
      <ul className="scenario-cards" aria-label="Scenarios">
        {shown.map((card) => (
          <li key={card.id}>
            <Card card={card} isChosen={card.id === chosen} />
          </li>
        ))}
      </ul>
      <footer>
        <p className="first-summary">{alive?.summary}</p>
        <div className="first-ways">
          <Button
            rightSection={<IconArrowRight size={15} />}
            disabled={alive === undefined}
            onClick={() => alive && tour.openStep(alive.id, 0)}
          >
            Begin
          </Button>
          <Button variant="default" leftSection={<IconList size={15} />} onClick={tour.openContents}>
            All {cards.scenarioCards.length} scenarios
          </Button>
          <Button variant="subtle" leftSection={<IconSquarePlus size={15} />} onClick={tour.startEmpty}>
            Start empty
          </Button>
        </div>
      </footer>
    </aside>
  )
}

function Card({ card, isChosen }: { readonly card: ScenarioCard; readonly isChosen: boolean }) {
  const { tour } = useApp()
  return (
    <UnstyledButton
      className="scenario-card"
      aria-pressed={isChosen}
      onClick={() => (isChosen ? tour.openStep(card.id, 0) : tour.openFirstPage(card.id))}
    >
      <img src={pictureOf(card.id)} alt="" width={320} height={180} />
      <span className="scenario-card-title">{card.title}</span>
      <span className="scenario-card-section">
        {card.label} · section {card.section}
      </span>
    </UnstyledButton>
  )
}
