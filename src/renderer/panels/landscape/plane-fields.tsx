import { NativeSelect } from '@mantine/core'
import type { SliceSetting } from '../../../core/scene/landscape'
import { racersOf } from '../../../core/scene/recipe-order'
import { sliceProblems } from '../../../core/slice/check-slice'
import type { Slice } from '../../../core/slice/slice'
import { useSlice } from '../../jobs/use-slice'
import { useApp } from '../../store/app'
import { type AxesRecipe, isAxesRecipe } from '../../store/drawn-slice'
import { setSlice } from '../../store/space-edits'
import { useScene } from '../../store/use-stores'
import { DraftField, NumberField } from '../../ui/number-field'
import { numberList, readNumberList } from '../../ui/number-list'
import { SettingName, SettingRow } from '../../ui/setting-row'

/** What can be drawn, in the words of the menu. */
const choices = {
  default: 'default',
  axes: 'two axes',
  axis: 'one axis, a line',
  vectors: 'vectors',
  direction: 'a direction, a line',
} as const
type Choice = keyof typeof choices

/** The plane or line that is drawn: the landscape's default plane, that of one or two coordinates, or any. */
export function PlaneFields() {
  const app = useApp()
  const setting = useScene((scene) => scene.landscape.slice)
  const slice = useSlice()
  if (slice === undefined) return null
  const { landscapeCards } = app.cards
  const choice = choiceOf(setting)
  const choose = (next: Choice): void => {
    const { origin, u, v = perpendicularAxis(u) } = slice
    const [i, j] = isAxesRecipe(setting) ? setting.axes : [1, 2]
    const through = isAxesRecipe(setting) && setting.through ? { through: setting.through } : {}
    const set = (wanted: SliceSetting | undefined, drawn: 1 | 2) => app.edit(setSlice(wanted, drawn, landscapeCards))
    switch (next) {
      case 'default':
        return set(undefined, 2)
      case 'axes':
        return set({ kind: 'axes', axes: [i, j ?? (i === 1 ? 2 : 1)], ...through }, 2)
      case 'axis':
        return set({ kind: 'axes', axes: [i], ...through }, 1)
      case 'vectors':
        return set({ origin, u, v }, 2)
      case 'direction':
        return set({ origin, u }, 1)
    }
  }
  return (
    <>
      <SettingRow name="plane" hint="The plane or line through the space that is drawn, and on which a race starts">
        <NativeSelect
          aria-label="Plane"
          size="xs"
          value={choice ?? 'file'}
          data={[
            ...Object.entries(choices).map(([value, label]) => ({ value, label })),
            // A recipe that the window has no controls for.
            ...(choice === undefined && setting && 'kind' in setting ? [{ value: 'file', label: setting.kind }] : []),
          ]}
          onChange={(event) => choose(event.currentTarget.value as Choice)}
        />
      </SettingRow>
      {isAxesRecipe(setting) ? <AxisFields recipe={setting} slice={slice} /> : null}
      {setting !== undefined && !('kind' in setting) ? <VectorFields slice={setting} /> : null}
      {setting === undefined || 'kind' in setting ? <p className="plane-note">{noteOf(setting, slice)}</p> : null}
    </>
  )
}

/** What is drawn, in words: of a recipe that rests on the race, whose race. */
function noteOf(setting: SliceSetting | undefined, slice: Slice): string {
  const racers = racersOf(setting)
  return racers.length === 0
    ? planeText(slice)
    : `from where ${racers.join(', ')} started or ended: ${planeText(slice)}`
}

/** The choice that a setting is; undefined of a recipe that is none of them. */
function choiceOf(setting: SliceSetting | undefined): Choice | undefined {
  if (setting === undefined) return 'default'
  if (!('kind' in setting)) return setting.v === undefined ? 'direction' : 'vectors'
  if (isAxesRecipe(setting)) return setting.axes.length === 1 ? 'axis' : 'axes'
  return setting.kind === 'default' ? 'default' : undefined
}

/** Of the axes one that is not along a direction. */
function perpendicularAxis(direction: readonly number[]): readonly number[] {
  const sizes = direction.map(Math.abs)
  const least = sizes.reduce((least, size, i) => (size < sizes[least]! ? i : least), 0)
  return direction.map((_, i) => (i === least ? 1 : 0))
}

function AxisFields({ recipe, slice }: { readonly recipe: AxesRecipe; readonly slice: Slice }) {
  const app = useApp()
  const n = slice.origin.length
  const { axes, through } = recipe
  const set = (change: Partial<AxesRecipe>): void => {
    const { through: next, ...rest } = { ...recipe, ...change }
    const wanted = next === undefined ? rest : { ...rest, through: next }
    app.edit(setSlice(wanted, wanted.axes.length === 1 ? 1 : 2, app.cards.landscapeCards))
  }
  return (
    <>
      <SettingRow name={axes.length === 1 ? 'axis' : 'axes'} hint="The coordinates that x and y stand for">
        {axes.map((axis, end) => (
          <NumberField
            key={end}
            aria-label={`${end === 0 ? 'x' : 'y'} is coordinate`}
            className="slider-field"
            value={axis}
            integer
            min={1}
            max={n}
            check={(value) => (axes[1 - end] === value ? 'the other axis has it' : undefined)}
            onCommit={(value) => set({ axes: axes.with(end, value) })}
          />
        ))}
      </SettingRow>
      <div className="vector-row">
        <SettingName name="rest" hint="What the other coordinates are; empty: those of the default plane" />
        <DraftField
          aria-label="Other coordinates"
          inputMode="text"
          placeholder={numberList(slice.origin)}
          text={through === undefined ? '' : numberList(through)}
          problemOf={(draft) => lengthProblem(draft, n)}
          onCommit={(draft) => {
            const numbers = readNumberList(draft)
            if (typeof numbers !== 'string') set({ through: numbers.length === 0 ? undefined : numbers })
          }}
        />
      </div>
    </>
  )
}

/** What is wrong with a list that should be empty or have n numbers. */
function lengthProblem(draft: string, n: number): string | undefined {
  const numbers = readNumberList(draft)
  if (typeof numbers === 'string') return numbers
  return numbers.length === 0 || numbers.length === n ? undefined : `${numbers.length} numbers, expected ${n}`
}

const vectors = [
  ['origin', 'A point of the plane: where x and y are 0'],
  ['u', 'Where x leads'],
  ['v', 'Where y leads'],
] as const

function VectorFields({ slice }: { readonly slice: Slice }) {
  const app = useApp()
  const drawn = slice.v === undefined ? 1 : 2
  return vectors.map(([name, meaning]) => {
    const numbersNow = slice[name]
    if (numbersNow === undefined) return null
    const withThis = (numbers: readonly number[]): Slice => ({ ...slice, [name]: numbers })
    return (
      <div key={name} className="vector-row">
        <SettingName name={name} hint={meaning} />
        <DraftField
          aria-label={name === 'origin' ? 'Origin of the plane' : `Direction ${name}`}
          inputMode="text"
          text={numberList(numbersNow)}
          problemOf={(draft) => {
            const numbers = readNumberList(draft)
            if (typeof numbers === 'string') return numbers
            const [problem] = sliceProblems(withThis(numbers), slice.origin.length, '')
            return problem === undefined ? undefined : `${problem.message}: ${problem.remedy}`
          }}
          onCommit={(draft) => {
            const numbers = readNumberList(draft)
            if (typeof numbers !== 'string') app.edit(setSlice(withThis(numbers), drawn, app.cards.landscapeCards))
          }}
        />
      </div>
    )
  })
}

/** `through 0×10 along 1 0×9 and 0 1 0×8`. */
function planeText({ origin, u, v }: Slice): string {
  const text = (vector: readonly number[]): string => numberList(vector.map((entry) => Number(entry.toPrecision(3))))
  return `through ${text(origin)} along ${text(u)}${v === undefined ? '' : ` and ${text(v)}`}`
}
