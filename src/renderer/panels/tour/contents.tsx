import { Progress, UnstyledButton } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled, IconCircleDotted } from '@tabler/icons-react'
import { chapters } from '../../../core/claims/chapters'
import type { ScenarioCard } from '../../../core/tour/scenario-cards'
import { useApp } from '../../store/app'
import { useTour } from '../../store/use-stores'

/** All scenarios by chapter, and how far a person has come. */
export function Contents() {
  const { tour, cards } = useApp()
  const done = useTour((state) => state.done)
  const { scenarioCards } = cards
  const played = ({ id, steps }: ScenarioCard): number => steps.filter((_, i) => done[id]?.includes(i) === true).length
  const count = scenarioCards.filter((card) => played(card) === card.steps.length).length
  return (
    <div className="tour-contents">
      <p className="tour-progress">
        {count} of {scenarioCards.length} scenarios played
      </p>
      <Progress value={(100 * count) / Math.max(1, scenarioCards.length)} size={4} aria-label="Scenarios played" />
      {chapters.map(({ id, section, title }) => {
        const inChapter = scenarioCards.filter((card) => card.chapter === id)
        return inChapter.length === 0 ? null : (
          <section key={id} aria-label={title}>
            <h3>
              <span className="chapter-section">{section}</span> {title}
            </h3>
            <ul>
              {inChapter.map((card) => (
                <li key={card.id}>
                  <UnstyledButton className="tour-entry" title={card.summary} onClick={() => tour.openStep(card.id, 0)}>
                    <DoneMark done={played(card)} of={card.steps.length} />
                    <span className="tour-entry-title">{card.title}</span>
                    <span className="tour-entry-label">{card.label}</span>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function DoneMark({ done, of }: { readonly done: number; readonly of: number }) {
  if (done === of) return <IconCircleCheckFilled size={15} aria-label="played" className="good" />
  if (done > 0) return <IconCircleDotted size={15} aria-label={`${done} of ${of} steps played`} />
  return <IconCircle size={15} aria-label="not played yet" />
}
