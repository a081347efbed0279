import { UnstyledButton } from '@mantine/core'
import type { QuestionCard } from '../../../core/tour/scenario-cards'
import { useApp } from '../../store/app'
import { useTour } from '../../store/use-stores'
import { busyText } from '../../ui/busy-text'
import { spokenMath } from '../../ui/spoken-math'
import { numbered } from './numbered'
import { Story } from './story'

/** Predict first: choices, and what is right once the race has been run. */
export function QuestionView({ question }: { readonly question: QuestionCard }) {
  const { tour } = useApp()
  const choice = useTour((state) => state.choice)
  const answer = useTour((state) => state.answer)
  const right = answer.result !== undefined && 'answer' in answer.result ? answer.result : undefined
  const { ask, choices, tell } = question
  return (
    <section className="question" aria-label="Predict first">
      <h3>Predict first</h3>
      <Story text={ask} />
      <div role="radiogroup" aria-label={spokenMath(ask)} className="choices">
        {choices.map((text, i) => (
          <UnstyledButton
            key={text}
            role="radio"
            aria-checked={choice === i}
            aria-label={spokenMath(text)}
            className="choice"
            data-right={right && right.answer === i}
            data-wrong={right && choice === i && right.answer !== i}
            disabled={right !== undefined}
            onClick={() => tour.choose(i)}
          >
            <Story isInline text={text} />
          </UnstyledButton>
        ))}
      </div>
      <div className="reveal" aria-live="polite">
        <Story
          text={
            right === undefined
              ? revealText(answer.status, choice)
              : `${verdictOn(choice, right.answer, choices)} ${numbered(tell, right.numbers)}`
          }
        />
      </div>
    </section>
  )
}

type Status = ReturnType<ReturnType<typeof useApp>['tour']['store']['getState']>['answer']['status']

function revealText(status: Status, choice: number | undefined): string {
  if (status.kind === 'busy') return `Measuring the answer: ${busyText(status)}`
  if (status.kind === 'failed') return `The answer could not be measured: ${status.error.message}`
  if (status.kind === 'cancelled') return 'The answer was not measured.'
  return choice === undefined ? 'Choose an answer, then press Race.' : 'Press Race to see.'
}

function verdictOn(choice: number | undefined, right: number, choices: readonly string[]): string {
  if (choice === right) return 'Right.'
  return choice === undefined ? `It is: ${choices[right]!}.` : `No: ${choices[right]!}.`
}
