import { NativeSelect, Switch } from '@mantine/core'
import type { BiasRule, Normalisation } from '../../../core/slice/normalise-direction'
import {
  changedRecipe,
  type PlaneRecipe,
  type PlaneSubjects,
  type RecipeOf,
  usualEigenvectors,
} from '../../store/plane-recipes'
import { DraftField, NumberField, OptionalNumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { PointSelect } from './point-select'

interface PlaneSettingsProps<Recipe = PlaneRecipe> {
  readonly recipe: Recipe
  readonly subjects: PlaneSubjects
  /** n. */
  readonly dimension: number
  readonly onChange: (recipe: Recipe) => void
}

/** The few settings of a recipe of a plane or line. */
export function PlaneSettings(props: PlaneSettingsProps) {
  const { recipe, subjects, onChange } = props
  switch (recipe.kind) {
    case 'default':
      return null
    case 'random':
      return <RandomSettings {...props} recipe={recipe} />
    case 'pca':
      return <PathSettings {...props} recipe={recipe} />
    case 'eigenvectors':
      return <EigenvectorSettings {...props} recipe={recipe} />
    case 'gradient':
      return (
        <>
          {recipe.line === true ? null : (
            <Choice
              name="with"
              hint="Where y leads: the last step of a racer that is there, or the eigenvector of the largest eigenvalue"
              label="Gradient with"
              value={recipe.with ?? 'top'}
              options={{ top: 'top eigenvector', update: 'last update' }}
              onChange={(value) => onChange({ ...recipe, with: value })}
            />
          )}
          <Origin {...props} recipe={recipe} />
        </>
      )
    case 'axes':
      return <AxesSettings {...props} recipe={recipe} />
    case 'points':
      return recipe.points.map((point, i) => (
        <PointSelect
          key={i}
          name={`at ${['(0, 0)', '(1, 0)', '(0, 1)'][i]!}`}
          hint="A point that is drawn at this place"
          label={`Point ${i + 1}`}
          point={point}
          subjects={subjects}
          onChange={(next) => next && onChange({ ...recipe, points: recipe.points.with(i, next) })}
        />
      ))
  }
}

const normalisations: Readonly<Record<Normalisation, string>> = { filter: 'filter', layer: 'layer', none: 'none' }
const biasRules: Readonly<Record<BiasRule, string>> = { zero: 'zero', keep: 'keep', scale: 'scale' }

function RandomSettings(props: PlaneSettingsProps<RecipeOf<'random'>>) {
  const { recipe, subjects, onChange } = props
  const isOfNetwork = subjects.parameters !== undefined
  const { normalise = isOfNetwork ? 'filter' : 'none' } = recipe
  return (
    <>
      <Choice
        name="normalise"
        hint="How long directions are: each row of weights as long as that of the parameters, each layer, or as drawn"
        label="Normalise"
        value={normalise}
        options={normalisations}
        onChange={(value) => onChange({ ...recipe, normalise: value })}
      />
      {isOfNetwork ? (
        <Choice
          name="biases"
          hint="What becomes of the entries for biases and for what normalises batches"
          label="Biases"
          value={recipe.biases ?? 'zero'}
          options={biasRules}
          onChange={(value) => onChange({ ...recipe, biases: value })}
        />
      ) : null}
      <SettingRow name="seed" hint="What the directions are drawn by; the landscape’s where it is empty" isPart>
        <OptionalNumberField
          aria-label="Seed of the directions"
          className="slider-field"
          placeholder="usual"
          value={recipe.seed}
          min={0}
          max={Number.MAX_SAFE_INTEGER}
          integer
          onCommit={(seed) => onChange(changedRecipe(recipe, { seed }))}
        />
      </SettingRow>
      {recipe.line === true ? null : (
        <SettingRow name="orthonormal" hint="Made of unit length and at right angles to each other" isPart>
          <Switch
            aria-label="Orthonormal directions"
            checked={recipe.orthonormal === true}
            onChange={({ currentTarget: { checked } }) =>
              onChange(changedRecipe(recipe, { orthonormal: checked ? true : undefined }))
            }
          />
        </SettingRow>
      )}
      <Origin {...props} />
    </>
  )
}

const abouts = { end: 'end', mean: 'mean', start: 'start' } as const

function PathSettings(props: PlaneSettingsProps<RecipeOf<'pca'>>) {
  const { recipe, subjects, onChange } = props
  const { paths } = subjects
  const names = [...paths, ...(paths.length > 1 ? ['all'] : [])]
  return (
    <>
      <Choice
        name="of"
        hint="Whose path; with all those of all racers together"
        label="Principal directions of"
        value={recipe.of}
        options={Object.fromEntries(names.map((id) => [id, id]))}
        onChange={(of) => onChange({ ...recipe, of })}
      />
      <Choice
        name="about"
        hint="From where the squared distance is measured"
        label="About"
        value={recipe.about ?? 'end'}
        options={abouts}
        onChange={(about) => onChange({ ...recipe, about })}
      />
      <Origin {...props} none={`the ${recipe.about ?? 'end'}`} />
    </>
  )
}

const ranks = ['', '-2', '-3', '-4', '-5', '-6', '-7', '-8', '-9']
const eigenvectors = Object.fromEntries(
  ['top', 'bottom'].flatMap((end) => ranks.map((rank) => [`${end}${rank}`, `${end}${rank}`])),
)

function EigenvectorSettings(props: PlaneSettingsProps<RecipeOf<'eigenvectors'>>) {
  const { recipe, onChange } = props
  const { which = usualEigenvectors } = recipe
  return (
    <>
      {which.map((each, i) => (
        <Choice
          key={i}
          name={`${'xy'[i]!} along`}
          hint="Counted from the largest eigenvalue, top, or from the smallest, the most negative, bottom"
          label={`Eigenvector of ${'xy'[i]!}`}
          value={each}
          options={eigenvectors}
          onChange={(next) => onChange({ ...recipe, which: which.with(i, next) })}
        />
      ))}
      <Origin {...props} />
    </>
  )
}

function AxesSettings(props: PlaneSettingsProps<RecipeOf<'axes'>>) {
  const { recipe, subjects, dimension, onChange } = props
  const { axes, parameters = [] } = recipe
  const names = subjects.parameters?.map((name) => <option key={name} value={name} />)
  const entries = (axes ?? parameters).map((each, i) => (
    <SettingRow
      key={i}
      name={`${'xy'[i]!} is`}
      hint={axes === undefined ? 'As in a state_dict, indices from 0: 0.weight[3,1], 2.bias[0]' : 'Counted from 1'}
      isPart
    >
      {axes === undefined ? (
        <>
          <DraftField
            aria-label={`Parameter of ${'xy'[i]!}`}
            className="parameter-field"
            inputMode="text"
            list={`parameters-${i}`}
            text={String(each)}
            problemOf={(draft) => (draft.trim() === '' ? 'name a parameter' : undefined)}
            onCommit={(name) => onChange({ ...recipe, parameters: parameters.with(i, name.trim()) })}
          />
          <datalist id={`parameters-${i}`}>{names}</datalist>
        </>
      ) : (
        <NumberField
          aria-label={`Coordinate of ${'xy'[i]!}`}
          className="slider-field"
          value={Number(each)}
          integer
          min={1}
          max={dimension}
          onCommit={(axis) => onChange({ ...recipe, axes: axes.with(i, axis) })}
        />
      )}
    </SettingRow>
  ))
  return (
    <>
      {entries}
      <Origin {...props} />
    </>
  )
}

type WithOrigin = RecipeOf<'random' | 'pca' | 'eigenvectors' | 'gradient' | 'axes'>

/** Where the slice lies. */
function Origin<Recipe extends WithOrigin>(props: PlaneSettingsProps<Recipe> & { readonly none?: string }) {
  const { recipe, subjects, onChange, none } = props
  return (
    <PointSelect
      name="origin"
      hint="The point at (0, 0)"
      label="Origin of the slice"
      point={recipe.origin}
      none={none ?? (subjects.parameters === undefined ? 'that of its default plane' : 'where parameters begin')}
      subjects={subjects}
      onChange={(origin) => onChange(changedRecipe<Recipe>(recipe, { origin } as Partial<Recipe>))}
    />
  )
}

interface ChoiceProps<Value extends string> {
  readonly name: string
  readonly hint: string
  /** What a screen reader calls it. */
  readonly label: string
  readonly value: Value
  readonly options: Readonly<Record<Value, string>>
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({ name, hint, label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <SettingRow name={name} hint={hint} isPart>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={value}
        data={Object.entries<string>(options).map(([each, text]) => ({ value: each, label: text }))}
        onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}
      />
    </SettingRow>
  )
}
