import katex from 'katex'
import { useMemo } from 'react'

interface MathProps {
  readonly tex: string
  readonly display?: boolean
  readonly className?: string
}

/** TeX, typeset; with MathML for readers that speak it. */
export function Math({ tex, display = false, className }: MathProps) {
  const html = useMemo(
    () => katex.renderToString(tex, { displayMode: display, throwOnError: false, strict: 'ignore', trust: false }),
    [tex, display],
  )
  return <span className={className} dangerouslySetInnerHTML={{ __html: html }} />
}
