import type { ComponentProps } from 'react'
import Markdown from 'react-markdown'
import remarkMath from 'remark-math'
import { Math as Tex } from '../../ui/math'

/** Markdown with TeX between dollar signs, as stories and notes are written. */
export function Story({ text }: { readonly text: string }) {
  return (
    <div className="story">
      <Markdown remarkPlugins={plugins} components={components}>
        {text}
      </Markdown>
    </div>
  )
}

const plugins = [remarkMath]

/** Formulas come as code of a class of its own. */
const components = {
  code({ className, children }: ComponentProps<'code'>) {
    const tex = typeof children === 'string' ? children : ''
    if (className?.includes('math-display') === true) return <Tex display tex={tex} />
    if (className?.includes('math-inline') === true) return <Tex tex={tex} />
    return <code>{children}</code>
  },
  pre: ({ children }: ComponentProps<'pre'>) => <>{children}</>,
}
