/**
 * What is wrong with something a person gave us, in the three parts every message needs: what, where, remedy.
 * User input never throws: it returns `Checked<T>`, which carries every problem found and not only the first.
 */
export interface Problem {
  /** What is wrong: lower case, noun first, what was got and what was expected. */
  readonly message: string
  /** How to mend it, as an instruction. */
  readonly remedy: string
  /** The place in a document or command line: `racers[0].lr`, `--at`. */
  readonly where?: string
  /** The half-open range of characters in an expression's text. */
  readonly span?: readonly [start: number, end: number]
}

/** The outcome of checking user input: a value and no problems, or problems and no value. */
export type Checked<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value?: undefined; readonly problems: readonly Problem[] }

/** Wraps a value that is in order. */
export function valid<T>(value: T): Checked<T> {
  return { value, problems: [] }
}

/** Wraps the problems of an input that is not in order; there is at least one. */
export function invalid<T>(...problems: readonly Problem[]): Checked<T> {
  return { problems: problems.map(inBrief) }
}

/** Words and messages that are longer quote what was given, and are cut. */
const longestWord = 120
const longestMessage = 600

/** A problem whose text can be read at a glance, however much of a person's input it quotes. */
function inBrief(problem: Problem): Problem {
  const [message, remedy] = [cut(problem.message), cut(problem.remedy)]
  return message === problem.message && remedy === problem.remedy ? problem : { ...problem, message, remedy }
}

function cut(text: string): string {
  const within = text.length > longestMessage ? `${text.slice(0, longestMessage)}...` : text
  return within.replace(/\S+/g, (word) => (word.length > longestWord ? `${word.slice(0, longestWord / 2)}...` : word))
}

/** One line of text: `where: message; remedy`. */
export function formatProblem(problem: Problem): string {
  const place = problem.span === undefined ? problem.where : placeOfSpan(problem.where, problem.span)
  return `${place === undefined ? '' : `${place}: `}${problem.message}; ${problem.remedy}`
}

function placeOfSpan(where: string | undefined, [start]: readonly [number, number]): string {
  return `${where ?? 'expression'}, character ${start + 1}`
}
