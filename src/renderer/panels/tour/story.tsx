import type { ComponentProps } from 'react'
import Markdown from 'react-markdown'
import remarkMath from 'remark-math'
import { Math as Tex } from '../../ui/math'

interface StoryProps {
  readonly text: string
  /** Without a paragraph of its own, such as on a button. */
  readonly isInline?: boolean
}

/** Markdown with TeX between dollar signs, as stories and notes are written. */
export function Story({ text, isInline = false }: StoryProps) {
  if (isInline)
    return (
      <Markdown remarkPlugins={plugins} components={inlineComponents}>
        {text}
      </Markdown>
    )
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

const inlineComponents = { ...components, p: ({ children }: ComponentProps<'p'>) => <>{children}</> }
