import { useId, useMemo, useState } from 'react'
import type { SumFacts } from '../../../core/objectives/measures'
import { fileSizeProblem } from '../../../core/scene/file-size'
import type { Problem } from '../../../core/problem'
import { ProblemList } from '../../ui/problem-list'
import { type Batches, batchesSummary, batchesText, isJsonList, readBatches } from './listed-batches'

interface ListedBatchesFieldProps {
  readonly batches: Batches
  readonly sum: SumFacts
  readonly label: string
  readonly onChange: (batches: Batches) => void
}

/** What a person writes in place of a list. */
interface Draft {
  readonly of: Batches
  readonly text: string
}

/** Characters of a list that is shown to be edited. */
const mostShown = 200_000

/**
 * Batches as text, one a line. It takes effect on leaving it or with Ctrl+Enter; JSON that is pasted, and a file that
 * is dropped, at once. While something is wrong with it the list before stays.
 */
export function ListedBatchesField({ batches, sum, label, onChange }: ListedBatchesFieldProps) {
  const id = useId()
  const [given, setDraft] = useState<Draft>()
  const [refusal, setRefusal] = useState<Problem>()
  const text = useMemo(() => batchesText(batches), [batches])
  const summary = useMemo(() => batchesSummary(batches, sum.examples), [batches, sum.examples])
  // After an undo, or another choice, the draft is of what was there before.
  const draft = given?.of === batches ? given.text : undefined
  const problems = useMemo(() => {
    if (draft !== undefined) return readBatches(draft, sum).problems
    return refusal === undefined ? [] : [refusal]
  }, [draft, refusal, sum])

  const write = (next: string | undefined): void => {
    setRefusal(undefined)
    setDraft(next === undefined ? undefined : { of: batches, text: next })
  }
  const take = (next: string): void => {
    const { value } = readBatches(next, sum)
    write(value === undefined ? next : undefined)
    if (value !== undefined && batchesText(value) !== text) onChange(value)
  }
  const takeFile = async (file: File): Promise<void> => {
    const tooLarge = fileSizeProblem(file.size)
    if (tooLarge === undefined) return take(await file.text())
    write(undefined)
    setRefusal({ ...tooLarge, message: `${file.name}: ${tooLarge.message}` })
  }

  const shown = draft ?? text
  return (
    <div
      className="listed-batches"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const file = event.dataTransfer.files[0]
        if (file === undefined) return
        event.preventDefault()
        void takeFile(file)
      }}
    >
      {shown.length > mostShown ? (
        <p className="kink-note">Too long to be edited here: drop another list on this line, or edit the file.</p>
      ) : (
        <textarea
          aria-label={label}
          aria-invalid={problems.length > 0}
          aria-describedby={id}
          rows={5}
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          title="A batch a line, its examples by their numbers from 0; or JSON, pasted or dropped: [[0, 1], [2, 3]]"
          value={shown}
          onChange={(event) => write(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text')
            if (!isJsonList(pasted)) return
            event.preventDefault()
            take(pasted)
          }}
          onBlur={() => {
            if (draft !== undefined) take(draft)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') write(undefined)
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && draft !== undefined) take(draft)
          }}
        />
      )}
      <div id={id}>
        {problems.length === 0 ? null : (
          <div className="expression-problems" role="alert">
            <ProblemList problems={problems} />
          </div>
        )}
        <p className="kink-note">
          {problems.length === 0 ? summary : `still in use: ${summary}`}
          {problems.length === 0 && draft !== undefined && draft !== text ? ' (until this is left, or Ctrl+Enter)' : ''}
        </p>
      </div>
    </div>
  )
}
