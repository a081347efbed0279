import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { mostVariables } from '../../../core/scene/most-variables'
import { sliceProblems } from '../../../core/slice/check-slice'
import type { Slice } from '../../../core/slice/slice'
import { useApp } from '../../store/app'
import { defaultSlice, renamed, setDimension, setSlice, setVariables } from '../../store/space-edits'
import { useScene } from '../../store/use-stores'
import { DraftField, NumberField } from '../../ui/number-field'
import { Section } from '../../ui/section'
import { SettingName, SettingRow } from '../../ui/setting-row'
import { numberList, readNumberList } from './number-list'

/** Of a landscape in more than two dimensions: their number, and the plane through them that is drawn. */
export function SpaceSection() {
  const landscape = useScene((scene) => scene.landscape)
  if (landscape.dimension === undefined) return null
  // A plane that is being typed belongs to this landscape in this dimension.
  const key = `${landscape.kind === 'catalog' ? landscape.id : ''} ${landscape.dimension}`
  return (
    <Section title="Space">
      <DimensionField dimension={landscape.dimension} />
      <PlaneFields key={key} />
    </Section>
  )
}

function DimensionField({ dimension }: { readonly dimension: number }) {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const card = landscape.kind === 'catalog' ? app.cards.landscapeCards.find(({ id }) => id === landscape.id) : undefined
  const { min, max } = card?.dimension ?? { min: 2, max: mostVariables }
  const commit = async (next: number): Promise<void> => {
    if (landscape.kind === 'catalog') app.edit(setDimension(next))
    else await changeVariables(app, (text) => text, next)
  }
  return (
    <SettingRow name="dimension" hint={`The number of coordinates, ${min} to ${max}`}>
      <NumberField
        aria-label="Dimension"
        className="slider-field"
        value={dimension}
        integer
        min={min}
        max={max}
        onCommit={(next) => void commit(next)}
      />
    </SettingRow>
  )
}

/** Puts the formula into other variables, its text changed by `rewrite`. */
async function changeVariables(
  app: ReturnType<typeof useApp>,
  rewrite: (text: string) => string,
  dimension: number | undefined,
): Promise<void> {
  const { landscape } = app.scene()
  if (landscape.kind !== 'expression') return
  const text = rewrite(landscape.expression)
  const checking = await app.expression.check(text, dimension)
  if (checking.status !== 'checked' || checking.result.problems.length > 0) return
  app.edit(setVariables(text, checking.result.parameters, dimension, app.cards.landscapeCards))
}

/** Of a person's own formula: whether it is in x and y, or in as many variables as one likes. */
export function VariablesField() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  if (landscape.kind !== 'expression') return null
  const { dimension, parameters } = landscape
  // x3 in a formula of the plane is a parameter; whoever wrote it meant a coordinate.
  const meant = Math.max(0, ...Object.keys(parameters).map((name) => Number(/^x([1-9]\d?)$/.exec(name)?.[1] ?? 0)))
  const toSpace = (n: number): Promise<void> => changeVariables(app, (text) => renamed(text, { x: 'x1', y: 'x2' }), n)
  const toPlane = (): Promise<void> => changeVariables(app, (text) => renamed(text, { x1: 'x', x2: 'y' }), undefined)
  return (
    <>
      <SettingRow
        name="variables"
        hint="A formula in x1, x2, … has as many dimensions as you like, and is drawn on a plane through them"
      >
        <NativeSelect
          aria-label="Variables"
          size="xs"
          value={dimension === undefined ? 'plane' : 'space'}
          data={[
            { value: 'plane', label: 'x, y' },
            { value: 'space', label: dimension === undefined ? 'x1, x2, …' : `x1 to x${dimension}` },
          ]}
          onChange={(event) => void (event.currentTarget.value === 'space' ? toSpace(Math.max(2, meant)) : toPlane())}
        />
      </SettingRow>
      {dimension === undefined && meant > 1 ? (
        <p className="kink-note">
          x1 to x{meant} are parameters here.{' '}
          <button type="button" className="link" onClick={() => void toSpace(meant)}>
            Make them the variables
          </button>
        </p>
      ) : null}
    </>
  )
}

type PlaneChoice = 'default' | 'axes' | 'vectors'

/** The plane that is drawn: the landscape's default one, that of two coordinate axes, or any. */
function PlaneFields() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const [chosen, setChosen] = useState<PlaneChoice>()
  const standard = defaultSlice(landscape, app.cards.landscapeCards)
  if (standard === undefined || landscape.kind === 'sampled') return null
  const slice = landscape.slice ?? standard
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
    const withThis = (numbers: readonly number[]): Slice => ({ ...slice, [name]: numbers })
    return (
      <div key={name} className="vector-row">
        <SettingName name={name} hint={meaning} />
        <DraftField
          aria-label={name === 'origin' ? 'Origin of the plane' : `Direction ${name}`}
          inputMode="text"
          text={numberList(slice[name])}
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
  const [i, j] = [axisOf(u), axisOf(v)]
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
  return `through ${text(origin)} along ${text(u)} and ${text(v)}`
}
