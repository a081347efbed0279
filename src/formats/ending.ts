/** The ending of a file's name in small letters, without its point; empty where there is none. */
export function endingOf(fileName: string): string {
  return /\.([^.]*)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
}
