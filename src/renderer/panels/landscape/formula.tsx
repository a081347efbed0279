import { useEffect, useState } from 'react'
import { exampleCount } from '../../../core/scene/landscape'
import { variableNames } from '../../../core/scene/variable-names'
import { useApp } from '../../store/app'
import { cardOf } from '../../store/cards'
import { useDerived, useScene } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { Math as Tex } from '../../ui/math'

interface FormulaProps {
  readonly text: string
  /** In x1 to xn; in x and y where absent. */
  readonly dimension: number | undefined
}

/** Second derivatives of more variables than this are too many to be read. */
const mostDerived = 4

/** The formula as printed, and its derivatives when asked for. */
export function Formula({ text, dimension }: FormulaProps) {
  const app = useApp()
  const formula = useDerived((state) => state.formula)
  // The typesetter is loaded once the first picture is there.
  const hasPicture = useDerived((state) => state.surface !== undefined)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    void app.expression.typeset(text, dimension, isOpen)
  }, [app, text, dimension, isOpen])

  const examples = useScene((scene) => exampleCount(scene.landscape))
  // Of an entry of the catalogue it is known: a power by a whole number has no corner, which its formula does not say.
  const mayKink = useScene(
    ({ landscape }) => cardOf(landscape, app.cards.landscapeCards)?.hazards.includes('kink') ?? true,
  )
  const isShort = (dimension ?? 2) <= mostDerived
  return (
    <div className="formula">
      {formula?.tex === undefined || !hasPicture ? (
        <div className="formula-tex math-to-come" />
      ) : (
        <Tex display tex={`f = ${meanOver(examples, formula.tex)}`} className="formula-tex" />
      )}
      {formula?.hasKinks === true && mayKink ? (
        <p className="kink-note">It may not be smooth everywhere: at a corner the slope is the mean of both sides.</p>
      ) : null}
      {isShort ? (
        <Disclosure title="Derivatives" isOpen={isOpen} onToggle={setOpen}>
          <Derivatives dimension={dimension} examples={examples} />
        </Disclosure>
      ) : null}
    </div>
  )
}

/** The TeX of the mean over examples of a term; the term where there are none. */
function meanOver(examples: number | undefined, term: string): string {
  return examples === undefined ? term : `\\frac{1}{${examples}} \\sum_{i=1}^{${examples}} \\left( ${term} \\right)`
}

interface DerivativesProps extends Pick<FormulaProps, 'dimension'> {
  readonly examples: number | undefined
}

function Derivatives({ dimension, examples }: DerivativesProps) {
  const formula = useDerived((state) => state.formula)
  // It was typeset without them before they were asked for.
  if (formula?.tex === undefined || !formula.isDerived) return null
  if (formula.derivatives === undefined) return <p className="kink-note">Too long to be read.</p>
  const { gradient, hessian } = formula.derivatives
  const names = variableNames(dimension).map((name) => name.replace(/(\d+)$/, '_{$1}'))
  const pairs = names.flatMap((first, i) => names.slice(i).map((second) => `${first} ${second}`))
  return (
    <div className="derivatives">
      {gradient.map((tex, i) => (
        <Tex key={names[i]} display tex={`f_{${names[i]}} = ${meanOver(examples, tex)}`} />
      ))}
      {hessian.map((tex, i) => (
        <Tex key={pairs[i]} display tex={`f_{${pairs[i]}} = ${meanOver(examples, tex)}`} />
      ))}
    </div>
  )
}
