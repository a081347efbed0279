export interface MathProps {
  readonly tex: string
  /** On a line of its own, made smaller where it would not fit; below a readable size it scrolls. */
  readonly display?: boolean
  readonly className?: string
}
