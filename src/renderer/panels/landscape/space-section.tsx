import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { landscapeSpec } from '../../../core/scene/landscape'
import { sliceProblems } from '../../../core/slice/check-slice'
import type { Slice } from '../../../core/slice/slice'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { useApp } from '../../store/app'
import { defaultSlice, setSlice } from '../../store/space-edits'
import { useScene } from '../../store/use-stores'
import { DraftField, NumberField } from '../../ui/number-field'
import { Section } from '../../ui/section'
import { SettingName, SettingRow } from '../../ui/setting-row'
import { numberList, readNumberList } from './number-list'

interface SpaceSectionProps {
  readonly range: { readonly min: number; readonly max: number }
  readonly onDimension: (dimension: number) => void
}

/** Of a landscape in more than two dimensions: their number, and the plane through them that is drawn. */
export function SpaceSection({ range, onDimension }: SpaceSectionProps) {
  const landscape = useScene((scene) => scene.landscape)
  if (landscape.dimension === undefined) return null
  // A plane that is being typed belongs to this landscape in this dimension.
  const key = `${landscape.id ?? ''} ${landscape.dimension}`
  return (
    <Section title="Space">
      <SettingRow name="dimension" hint={`The number of coordinates, ${range.min} to ${range.max}`}>
        <NumberField
          aria-label="Dimension"
          className="slider-field"
          value={landscape.dimension}
          integer
          min={range.min}
          max={range.max}
          onCommit={onDimension}
        />
      </SettingRow>
      <PlaneFields key={key} />
    </Section>
  )
}

type PlaneChoice = 'default' | 'axes' | 'vectors'

/** The plane that is drawn: the landscape's default one, that of two coordinate axes, or any. */
function PlaneFields() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const [chosen, setChosen] = useState<PlaneChoice>()
  const standard = defaultSlice(landscape, app.cards.landscapeCards)
  const isRecipe = landscape.slice !== undefined && 'kind' in landscape.slice
  const answer = useQuickAnswer('slice', isRecipe ? { landscape: landscapeSpec(landscape) } : undefined)
  const resolved = isRecipe ? answer : { slice: landscape.slice as Slice | undefined }
  if (standard === undefined) return null
  const slice = resolved?.slice ?? standard
  const axes = axesOf(slice, standard)
  const plain: PlaneChoice = landscape.slice === undefined ? 'default' : axes === undefined ? 'vectors' : 'axes'
  const choice = chosen === 'vectors' && landscape.slice !== undefined ? chosen : plain
  const choose = (next: PlaneChoice): void => {
    setChosen(next)
    switch (next) {
      case 'default':
        return app.edit(setSlice(undefined))
      case 'axes':
        return app.edit(setSlice(throughAxes(standard, ...(axes ?? [0, 1]))))
      case 'vectors':
        return app.edit(setSlice(slice))
    }
  }
  return (
    <>
      <SettingRow name="plane" hint="The plane through the space that is drawn, and in which a race starts">
        <NativeSelect
          aria-label="Plane"
          size="xs"
          value={choice}
          data={[
            { value: 'default', label: 'default' },
            { value: 'axes', label: 'coordinate axes' },
            { value: 'vectors', label: 'vectors' },
          ]}
          onChange={(event) => choose(event.currentTarget.value as PlaneChoice)}
        />
      </SettingRow>
      {choice === 'axes' && axes !== undefined ? <AxisFields axes={axes} standard={standard} /> : null}
      {choice === 'vectors' ? <VectorFields slice={slice} /> : null}
      {choice === 'default' ? <p className="plane-note">{planeText(slice)}</p> : null}
    </>
  )
}

function AxisFields({ axes, standard }: { readonly axes: readonly [number, number]; readonly standard: Slice }) {
  const app = useApp()
  const n = standard.origin.length
  return (
    <SettingRow
      name="axes"
      hint="The coordinates that x and y stand for; the others keep their values of the default plane"
    >
      {([0, 1] as const).map((end) => (
        <NumberField
          key={end}
          aria-label={end === 0 ? 'x is coordinate' : 'y is coordinate'}
          className="slider-field"
          value={axes[end] + 1}
          integer
          min={1}
          max={n}
          check={(value) => (value - 1 === axes[1 - end] ? 'the other axis has it' : undefined)}
          onCommit={(value) => {
            const next = end === 0 ? ([value - 1, axes[1]] as const) : ([axes[0], value - 1] as const)
            app.edit(setSlice(throughAxes(standard, ...next)))
          }}
        />
      ))}
    </SettingRow>
  )
}

const vectors = [
  ['origin', 'A point of the plane: where x and y are 0'],
  ['u', 'Where x leads'],
  ['v', 'Where y leads'],
] as const

function VectorFields({ slice }: { readonly slice: Slice }) {
  const app = useApp()
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
            if (typeof numbers !== 'string') app.edit(setSlice(withThis(numbers)))
          }}
        />
      </div>
    )
  })
}

/** The two coordinates that a slice shows where it lies along axes and passes where the default one does. */
function axesOf({ origin, u, v }: Slice, standard: Slice): readonly [number, number] | undefined {
  const [i, j] = [axisOf(u), v && axisOf(v)]
  if (i === undefined || j === undefined) return undefined
  const { origin: expected } = throughAxes(standard, i, j)
  return origin.every((entry, k) => entry === expected[k]) ? [i, j] : undefined
}

function axisOf(direction: readonly number[]): number | undefined {
  const axis = direction.indexOf(1)
  return direction.every((entry, i) => entry === (i === axis ? 1 : 0)) && axis >= 0 ? axis : undefined
}

/** The plane of two coordinates; the others have the values that the default plane's last coordinate rests at. */
function throughAxes({ origin }: Slice, i: number, j: number): Slice {
  const n = origin.length
  const rest = origin.at(-1)!
  const unit = (axis: number): readonly number[] => Array.from({ length: n }, (_, k) => (k === axis ? 1 : 0))
  return { origin: Array.from({ length: n }, (_, k) => (k === i || k === j ? 0 : rest)), u: unit(i), v: unit(j) }
}

/** `through 0×10 along 1 0×9 and 0 1 0×8`. */
function planeText({ origin, u, v }: Slice): string {
  const text = (vector: readonly number[]): string => numberList(vector.map((entry) => Number(entry.toPrecision(3))))
  return `through ${text(origin)} along ${text(u)}${v === undefined ? '' : ` and ${text(v)}`}`
}
