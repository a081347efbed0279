import type { Problem } from '../../../core/problem'

export interface TextPart {
  readonly text: string
  readonly isWrong: boolean
}

/**
 * Cuts a text where its problems begin and end. An empty span, such as a missing bracket at the end, marks
 * the character before it.
 */
export function markedParts(text: string, problems: readonly Problem[]): readonly TextPart[] {
  const wrong = new Uint8Array(text.length)
  for (const { span } of problems) {
    if (span === undefined) continue
    const end = Math.min(span[1], text.length)
    const start = Math.min(span[0], end)
    wrong.fill(1, start === end ? Math.max(0, start - 1) : start, end)
  }
  const parts: TextPart[] = []
  let from = 0
  for (let i = 1; i <= text.length; i++) {
    if (i < text.length && wrong[i] === wrong[from]) continue
    parts.push({ text: text.slice(from, i), isWrong: wrong[from] === 1 })
    from = i
  }
  return parts
}
