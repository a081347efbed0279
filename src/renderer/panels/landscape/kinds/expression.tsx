import { NativeSelect } from '@mantine/core'
import type { ExpressionLandscape } from '../../../../core/scene/landscape-kinds/expression'
import { mostVariables } from '../../../../core/scene/most-variables'
import { useApp } from '../../../store/app'
import { isNamedIn, renamed, setVariables } from '../../../store/formula-edits'
import { SettingRow } from '../../../ui/setting-row'
import { ExampleColumnList } from '../example-column-list'
import { FormulaSection } from '../formula-section'
import { defineLandscapePanel } from '../landscape-kind-panel'
import { SpaceSection } from '../space-section'

/** A person's own formula, its variables, and the space that they span. */
export default defineLandscapePanel<ExpressionLandscape>({
  kind: 'expression',
  sections: (landscape, app) => [
    <FormulaSection key="formula" dimension={landscape.dimension}>
      <VariablesField landscape={landscape} />
      {landscape.examples === undefined ? null : <ExampleColumnList columns={landscape.examples} />}
    </FormulaSection>,
    landscape.dimension === 1 ? null : (
      <SpaceSection
        key="space"
        range={{ min: 2, max: mostVariables }}
        onDimension={(next) => void changeVariables(app, (text) => text, next)}
      />
    ),
  ],
})

/** Of a person's own formula: whether it is in x and y, in x alone, or in as many variables as one likes. */
function VariablesField({
  landscape: { expression, dimension, parameters },
}: {
  readonly landscape: ExpressionLandscape
}) {
  const app = useApp()
  // x3 in a formula of the plane is a parameter; whoever wrote it meant a coordinate.
  const meant = Math.max(0, ...Object.keys(parameters).map((name) => Number(/^x([1-9]\d?)$/.exec(name)?.[1] ?? 0)))
  const toSpace = (n: number): Promise<void> => changeVariables(app, (text) => renamed(text, { x: 'x1', y: 'x2' }), n)
  const toPlane = (): Promise<void> => changeVariables(app, (text) => renamed(text, { x1: 'x', x2: 'y' }), undefined)
  const toCurve = (): Promise<void> => changeVariables(app, (text) => renamed(text, { x1: 'x' }), 1)
  const shown = dimension === undefined ? 'plane' : dimension === 1 ? 'curve' : 'space'
  const choose = { plane: toPlane, curve: toCurve, space: () => toSpace(Math.max(2, meant)) }
  const isInOne = !['y', 'x2'].some((name) => isNamedIn(expression, name))
  return (
    <>
      <SettingRow
        name="variables"
        hint="A formula in x alone is drawn as a curve; one in x1, x2, … has as many dimensions as you like, and is drawn on a plane through them"
      >
        <NativeSelect
          aria-label="Variables"
          size="xs"
          value={shown}
          data={[
            { value: 'plane', label: 'x, y' },
            { value: 'curve', label: 'x: a curve', disabled: !isInOne },
            { value: 'space', label: shown === 'space' ? `x1 to x${dimension}` : 'x1, x2, …' },
          ]}
          onChange={({ currentTarget: { value } }) => {
            if (value === 'plane' || value === 'curve' || value === 'space') void choose[value]()
          }}
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

/** Puts the formula into other variables, its text changed by `rewrite`. */
async function changeVariables(
  app: ReturnType<typeof useApp>,
  rewrite: (text: string) => string,
  dimension: number | undefined,
): Promise<void> {
  const { expression } = app.scene().landscape
  if (expression === undefined) return
  const text = rewrite(expression)
  const checking = await app.expression.check(text, dimension)
  if (checking.status !== 'checked' || checking.result.problems.length > 0) return
  app.edit(setVariables(text, checking.result.parameters, dimension, app.cards.landscapeCards))
}
