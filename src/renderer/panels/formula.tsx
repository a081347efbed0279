import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useApp } from '../store/app'
import { useDerived, useScene } from '../store/use-stores'
import { Math as Tex } from '../ui/math'
import { expressionOf } from './expression-of'

/** The formula as printed, and its derivatives when asked for. */
export function Formula() {
  const app = useApp()
  const text = useScene((scene) => expressionOf(scene, app.cards.landscapeCards))
  const formula = useDerived((state) => state.formula)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    void app.expression.typeset(text, isOpen)
  }, [app, text, isOpen])

  const derivatives = formula?.derivatives
  return (
    <div className="formula">
      {formula?.tex === undefined ? null : <Tex display tex={`f = ${formula.tex}`} className="formula-tex" />}
      {formula?.hasKinks === true ? (
        <p className="kink-note">Not smooth everywhere: at a corner the slope is the mean of both sides.</p>
      ) : null}
      <UnstyledButton className="disclosure" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <IconChevronRight size={13} className={isOpen ? 'turned' : ''} /> Derivatives
      </UnstyledButton>
      {isOpen && derivatives !== undefined ? (
        <div className="derivatives">
          <Tex display tex={`f_x = ${derivatives.gradient[0]}`} />
          <Tex display tex={`f_y = ${derivatives.gradient[1]}`} />
          <Tex display tex={`f_{xx} = ${derivatives.hessian[0]}`} />
          <Tex display tex={`f_{xy} = ${derivatives.hessian[1]}`} />
          <Tex display tex={`f_{yy} = ${derivatives.hessian[2]}`} />
        </div>
      ) : null}
    </div>
  )
}
