import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  /** Controls at the right of the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

/** A titled part of a panel. */
export function Section({ title, aside, children, className = '' }: SectionProps) {
  return (
    <section className={`section ${className}`} aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
