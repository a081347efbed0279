import { lazy, Suspense } from 'react'
import type { MathProps } from './math-props'

const TypesetMath = lazy(() => import('./typeset-math').then((module) => ({ default: module.TypesetMath })))

/** TeX, typeset; with MathML for readers that speak it. Until the typesetter is there, its place is kept. */
export function Math(props: MathProps) {
  const { display = false, className = '' } = props
  return (
    <Suspense fallback={<span className={`${display ? 'display-math math-to-come' : ''} ${className}`.trim()} />}>
      <TypesetMath {...props} />
    </Suspense>
  )
}
