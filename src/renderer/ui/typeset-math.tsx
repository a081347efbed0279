import katex from 'katex'
import 'katex/dist/katex.min.css'
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { MathProps } from './math-props'

/** Of the size around it. */
const smallest = 0.72

/** TeX, typeset by KaTeX: a chunk of its own. */
export function TypesetMath({ tex, display = false, className }: MathProps) {
  const element = useRef<HTMLSpanElement>(null)
  const html = useMemo(
    () => katex.renderToString(tex, { displayMode: display, throwOnError: false, strict: 'ignore', trust: false }),
    [tex, display],
  )
  useLayoutEffect(() => {
    const { current } = element
    if (!display || current === null) return
    current.style.fontSize = ''
    const fit = current.clientWidth / current.scrollWidth
    if (fit < 1) current.style.fontSize = `${100 * Math.max(smallest, 0.98 * fit)}%`
  }, [html, display])
  const classes = [display ? 'display-math' : '', className ?? ''].join(' ').trim()
  return <span ref={element} className={classes} dangerouslySetInnerHTML={{ __html: html }} />
}
