import type { Problem } from '../core/problem'

/**
 * What reading a file may take beside its bytes and what it is read with. Numbers that a file unpacks to are counted
 * before memory is taken for them, so that a small file cannot claim any amount: with what is made of them afterwards
 * reading stays below three times the file's size and 64 MiB.
 */
export interface MemoryBudget {
  /** Takes so many bytes; undefined where they are there, else what to say. */
  take(bytes: number): Problem | undefined
}

export function memoryBudget(fileSize: number): MemoryBudget {
  const most = 2 * fileSize + 16_777_216
  let taken = 0
  return {
    take(bytes) {
      if (taken + bytes <= most) {
        taken += bytes
        return undefined
      }
      return {
        message: `file of ${fileSize} bytes unpacks to ${taken + bytes} bytes and more, expected at most ${most}`,
        remedy: 'save the arrays that are needed in a file of their own',
      }
    },
  }
}
