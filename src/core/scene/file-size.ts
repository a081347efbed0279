import type { Problem } from '../problem'

/** Bytes that a file which is opened may have: a table of the largest surface, each number in full. */
export const largestFile = 67_108_864

/** What is wrong with a file of so many bytes, a scene or measured surfaces; told before it is read. */
export function fileSizeProblem(bytes: number): Problem | undefined {
  if (bytes <= largestFile) return undefined
  return {
    message: `file has ${bytes} bytes, expected at most ${largestFile}`,
    remedy: 'keep the arrays that are needed, or take every second point',
  }
}
