import type { Problem } from '../core/problem'

/**
 * Arrays or columns under names that a file has at most. Axes are looked for among all of them, and every one that
 * fits is a surface to choose, which nobody does among more.
 */
export const mostNames = 1000

/** What to say of a file of more named arrays; `what` they are. */
export function namesProblem(count: number, what: 'arrays' | 'columns'): Problem | undefined {
  if (count <= mostNames) return undefined
  return {
    message: `file has ${count} named ${what}, expected at most ${mostNames}`,
    remedy: `save the ${what} that are needed in a file of their own`,
  }
}

/** Names in a message: the first eight, and how many more there are. */
export function listedNames(names: readonly string[]): string {
  const most = 8
  const more = names.length > most ? `, and ${names.length - most} more` : ''
  return `${names.slice(0, most).join(', ')}${more}`
}
