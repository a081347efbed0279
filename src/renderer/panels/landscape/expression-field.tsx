import { useEffect, useId, useRef, useState } from 'react'
import type { ExpressionResult } from '../../../engine'
import type { Problem } from '../../../core/problem'
import { useApp } from '../../store/app'
import { setExpression } from '../../store/formula-edits'
import { parameterSettings } from '../../store/edits'
import { ProblemList } from '../../ui/problem-list'
import { expressionOf } from './expression-of'
import { markedParts } from './marked-text'
import { secondVariableProblem } from '../../../core/scene/variable-names'
import { withMeant } from './with-meant'

type Meant = NonNullable<ExpressionResult['meant']>[number]

const gesture = 'expression'
/** A text longer than this is checked, but not underlined letter by letter. */
const longestMarked = 4000

interface ExpressionFieldProps {
  readonly text: string
  /** In x alone or x1 to xn; in x and y where absent. */
  readonly dimension: number | undefined
}

/**
 * The formula as text, with local definitions on lines of their own. It is checked while it is typed: what is wrong is
 * underlined and said below with its remedy, and the last good surface stays until the formula is in order again.
 */
export function ExpressionField({ text, dimension }: ExpressionFieldProps) {
  const app = useApp()
  const id = useId()
  const [draft, setDraft] = useState<string>()
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [asked, setAsked] = useState<readonly Meant[]>([])
  // Names that are parameters although they look like products: the person said so.
  const accepted = useRef(new Set<string>())
  const mirror = useRef<HTMLDivElement>(null)
  const shown = draft ?? text

  const isPending = problems.length + asked.length > 0
  useEffect(() => {
    app.session.setState({ isFormulaPending: isPending })
    return () => app.session.setState({ isFormulaPending: false })
  }, [app, isPending])

  // Another landscape was chosen, or a change undone: the draft belonged to what was there before.
  useEffect(
    () =>
      app.document.subscribe((state, before) => {
        const isOwn = state.gesture === gesture
        if (state.scene.landscape === before.scene.landscape || isOwn) return
        setDraft(undefined)
        setProblems([])
        setAsked([])
      }),
    [app],
  )

  const isKnown = (name: string): boolean =>
    accepted.current.has(name) ||
    Object.hasOwn(parameterSettings(app.scene().landscape, app.cards.landscapeCards), name)

  const type = async (next: string): Promise<void> => {
    setDraft(next)
    const checking = await app.expression.check(next, dimension)
    switch (checking.status) {
      case 'superseded':
        return
      case 'failed':
        setProblems([{ message: checking.error.message, remedy: 'shorten or correct the formula' }])
        return
      case 'checked':
        const columns = Object.keys(app.scene().landscape.examples ?? {})
        const second = secondVariableProblem(
          dimension,
          checking.result.parameters.filter((name) => !columns.includes(name)),
        )
        const found = [...checking.result.problems, ...(second === undefined ? [] : [second])]
        setProblems(found)
        if (found.length > 0) return setAsked([])
        const inDoubt = (checking.result.meant ?? []).filter(({ name }) => !isKnown(name))
        setAsked(inDoubt)
        // The last surface stays until it is clear what was meant.
        if (inDoubt.length > 0) return
        if (next.trim() !== expressionOf(app.scene(), app.cards.landscapeCards)) {
          app.edit(setExpression(next.trim(), checking.result.parameters, app.cards.landscapeCards), gesture)
        }
    }
  }

  return (
    <div className="expression">
      <div className="expression-box" data-invalid={problems.length > 0}>
        <div className="expression-mirror" aria-hidden="true" ref={mirror}>
          {shown.length > longestMarked
            ? null
            : markedParts(shown, problems).map((part, index) =>
                part.isWrong ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
              )}
        </div>
        <textarea
          aria-label="Expression"
          aria-invalid={problems.length > 0}
          aria-describedby={id}
          rows={1}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={shown}
          onChange={(event) => void type(event.currentTarget.value)}
          onScroll={(event) => {
            if (mirror.current !== null) mirror.current.scrollTop = event.currentTarget.scrollTop
          }}
          onBlur={() => {
            app.document.endGesture()
            if (problems.length === 0 && asked.length === 0) setDraft(undefined)
          }}
          onKeyDown={(event) => {
            // Escape gives the draft up.
            if (event.key === 'Escape') {
              setDraft(undefined)
              setProblems([])
              setAsked([])
            }
          }}
        />
      </div>
      {problems.length === 0 ? null : (
        <div id={id} className="expression-problems" role="alert">
          <ProblemList problems={problems} />
        </div>
      )}
      {asked.length === 0 ? null : (
        <MeantQuestion
          asked={asked}
          onWrite={() => void type(withMeant(shown, asked))}
          onKeep={() => {
            for (const { name } of asked) accepted.current.add(name)
            void type(shown)
          }}
        />
      )}
    </div>
  )
}

interface MeantQuestionProps {
  readonly asked: readonly Meant[]
  readonly onWrite: () => void
  readonly onKeep: () => void
}

/** Asks, before a slider is made of it, whether xy is a name or x times y. */
function MeantQuestion({ asked, onWrite, onKeep }: MeantQuestionProps) {
  const pairs = [...new Map(asked.map(({ name, instead }) => [name, instead]))]
  const names = pairs.map(([name]) => name).join(', ')
  return (
    <p className="expression-meant" role="status">
      <strong>{names}</strong> would be {pairs.length === 1 ? 'a parameter' : 'parameters'} with a slider.{' '}
      <button type="button" className="link" onClick={onWrite}>
        Write {pairs.map(([, instead]) => instead).join(', ')}
      </button>{' '}
      or{' '}
      <button type="button" className="link" onClick={onKeep}>
        keep {names}
      </button>
    </p>
  )
}
