import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconRotate } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useApp } from '../../store/app'
import { useTour } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { HeldLine } from '../../ui/held-part'
import { ClaimList } from './claim-list'
import { QuestionView } from './question-view'
import { Story } from './story'

interface StepViewProps {
  readonly scenario: string
  /** Of the step, from 0. */
  readonly index: number
}

/** A step: its story, its question, what it claims, and the ways on. */
export function StepView({ scenario: id, index }: StepViewProps) {
  const { tour, cards } = useApp()
  const scenario = cards.scenarioCards.find((card) => card.id === id)!
  const step = scenario.steps[index]!
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever reads by ear or by keys begins each step at its title.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const done = useTour((state) => state.done[id])
  return (
    <article className="tour-step">
      <div className="tour-text">
        <p className="tour-place">
          {scenario.label} · section {scenario.section}
        </p>
        <h2 ref={heading} tabIndex={-1}>
          {scenario.title}
        </h2>
        <ol className="step-dots" aria-label="Steps">
          {scenario.steps.map(({ title }, i) => (
            <li key={title}>
              <Tooltip label={title}>
                <button
                  type="button"
                  aria-current={i === index ? 'step' : undefined}
                  aria-label={`Step ${i + 1}: ${title}`}
                  data-done={done?.includes(i) === true}
                  onClick={() => tour.openStep(id, i)}
                />
              </Tooltip>
            </li>
          ))}
        </ol>
        <h3 className="step-title">{step.title}</h3>
        <Story text={step.story} />
        <HeldLine locked={step.locked} />
        {step.question === undefined ? null : <QuestionView question={step.question} />}
        {step.claims.length === 0 ? null : <ClaimList label={scenario.label} claims={step.claims} />}
        {step.note === undefined ? null : (
          <Disclosure title="What is often said">
            <Story text={step.note} />
          </Disclosure>
        )}
        <Links ids={index === scenario.steps.length - 1 ? scenario.links : []} />
      </div>
      <StepWays />
    </article>
  )
}

function Links({ ids }: { readonly ids: readonly string[] }) {
  const { tour, cards } = useApp()
  if (ids.length === 0) return null
  return (
    <nav className="tour-links" aria-label="Goes on">
      <h3>Goes on in</h3>
      {cards.scenarioCards
        .filter(({ id }) => ids.includes(id))
        .map(({ id, label, title }) => (
          <button key={id} type="button" onClick={() => tour.openStep(id, 0)}>
            {label} {title}
          </button>
        ))}
    </nav>
  )
}

function StepWays() {
  const { tour } = useApp()
  const [before, after] = [tour.neighbour(-1), tour.neighbour(1)]
  return (
    <div className="step-ways">
      <Tooltip label="Step back in the tour (Page up)">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Previous step"
          disabled={before === undefined}
          onClick={() => tour.go(-1)}
        >
          <IconArrowLeft size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Begin the step again, as it was">
        <ActionIcon variant="default" size={30} aria-label="Reset the step" onClick={tour.reset}>
          <IconRotate size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Step on in the tour (Page down)">
        <Button
          className="step-on"
          rightSection={<IconArrowRight size={15} />}
          disabled={after === undefined}
          onClick={() => tour.go(1)}
        >
          Next
        </Button>
      </Tooltip>
    </div>
  )
}
