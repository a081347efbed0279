import { NativeSelect } from '@mantine/core'
import { shownStart, startPlace, type StartRecipeSetting, type StartSetting } from '../../core/scene/start'
import { useSlice } from '../jobs/use-slice'
import { drawsLine } from '../store/drawn-slice'
import { isNetwork } from '../store/network-edits'
import { endOf, lifted } from '../store/starts'
import { useScene } from '../store/use-stores'
import { HeldPart } from '../ui/held-part'
import { DraftField, OptionalNumberField } from '../ui/number-field'
import { numberList, readNumberList } from '../ui/number-list'
import { SettingRow } from '../ui/setting-row'

interface StartFieldsProps {
  /** Absent: a racer starts where all do. */
  readonly start: StartSetting | undefined
  readonly name: string
  readonly hint: string
  /** What the menu is called. */
  readonly label: string
  /** Whether there is a start that all share, to fall back on. */
  readonly canShare: boolean
  /** The racers at whose ends one can start. */
  readonly ends: readonly string[]
  readonly onChange: (start: StartSetting | undefined) => void
}

/** What a start is: that of the race, a place on what is drawn, a whole vector, or where another racer has ended. */
export function StartFields({ start, name, hint, label, canShare, ends, onChange }: StartFieldsProps) {
  const landscape = useScene((scene) => scene.landscape)
  const shared = useScene((scene) => scene.start)
  const slice = useSlice()
  const choice = choiceOf(start)
  const hasBeginning = isNetwork(landscape)
  const end = endOf(start)
  const choose = (next: string): void => {
    const place = shownStart(start ?? shared, landscape.domain)
    if (next === 'shared') onChange(undefined)
    else if (next === 'place') onChange(drawsLine(landscape) ? place.slice(0, 1) : place)
    else if (next === 'vector' && slice !== undefined) onChange(lifted(slice, place))
    else if (next === 'initialisation') onChange({ kind: 'initialisation' })
    else if (next.startsWith(atEnd)) onChange({ kind: 'end', of: next.slice(atEnd.length) })
  }
  return (
    <HeldPart control="start">
      <SettingRow name={name} hint={hint}>
        <NativeSelect
          aria-label={label}
          className="wide-select"
          size="xs"
          value={choice}
          data={[
            ...(canShare ? [{ value: 'shared', label: 'as the race' }] : []),
            { value: 'place', label: drawsLine(landscape) ? 'a place on the line' : 'a place on the plane' },
            ...((landscape.dimension ?? 2) > 2 ? [{ value: 'vector', label: 'a vector' }] : []),
            ...[...new Set([...ends, ...(end === undefined ? [] : [end])])].map((id) => ({
              value: `${atEnd}${id}`,
              label: `the end of ${id}`,
            })),
            ...(hasBeginning ? [{ value: 'initialisation', label: 'the initialisation' }] : []),
            ...(choice === 'file' && start && 'kind' in start ? [{ value: 'file', label: start.kind }] : []),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </SettingRow>
      {choice === 'initialisation' ? (
        <SettingRow name="seed" hint="What the initialisation is drawn by; the race’s seed where it is empty" isPart>
          <OptionalNumberField
            aria-label={`${label}, seed`}
            className="slider-field"
            placeholder="race’s"
            value={start !== undefined && 'kind' in start ? (start['seed'] as number | undefined) : undefined}
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            integer
            onCommit={(seed) => {
              const { seed: _before, ...by } = start as StartRecipeSetting
              onChange({ ...by, ...(seed !== undefined && { seed }) })
            }}
          />
        </SettingRow>
      ) : null}
      {choice === 'vector' && start !== undefined && !('kind' in start) ? (
        <DraftField
          aria-label={`${label}, vector`}
          className="start-vector"
          inputMode="text"
          text={numberList(start)}
          problemOf={(draft) => vectorProblem(draft, landscape.dimension ?? 2)}
          onCommit={(draft) => {
            const numbers = readNumberList(draft)
            if (typeof numbers !== 'string') onChange(numbers)
          }}
        />
      ) : null}
    </HeldPart>
  )
}

/** Before the name of the racer at whose end a start is. */
const atEnd = 'end of '

/** `file` is a recipe that the window has no words for. */
function choiceOf(start: StartSetting | undefined): string {
  if (start === undefined) return 'shared'
  if (startPlace(start) !== undefined) return 'place'
  if (!('kind' in start)) return 'vector'
  if (start.kind === 'initialisation') return start.kind
  const end = endOf(start)
  return end === undefined ? 'file' : `${atEnd}${end}`
}

function vectorProblem(draft: string, n: number): string | undefined {
  const numbers = readNumberList(draft)
  if (typeof numbers === 'string') return numbers
  return numbers.length === n ? undefined : `${numbers.length} numbers, expected ${n}, one for each coordinate`
}
