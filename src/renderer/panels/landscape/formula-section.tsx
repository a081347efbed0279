import type { ReactNode } from 'react'
import { useApp } from '../../store/app'
import { useScene } from '../../store/use-stores'
import { Section } from '../../ui/section'
import { ExpressionField } from './expression-field'
import { expressionOf } from './expression-of'
import { Formula } from './formula'
import { LanguageHelp } from './language-help'
import { Parameters } from './parameters'

interface FormulaSectionProps {
  /** In x1 to xn; in x and y where absent. */
  readonly dimension: number | undefined
  readonly children?: ReactNode
}

/** A formula that can be edited, typeset, with its parameters. */
export function FormulaSection({ dimension, children }: FormulaSectionProps) {
  const app = useApp()
  const text = useScene((scene) => expressionOf(scene, app.cards.landscapeCards)) ?? ''
  return (
    <Section title="Formula" aside={<LanguageHelp />}>
      <ExpressionField text={text} dimension={dimension} />
      <Formula text={text} dimension={dimension} />
      <Parameters />
      {children}
    </Section>
  )
}
