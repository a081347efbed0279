import type { Problem } from '../core/problem'
import { formatProblem } from '../core/problem'

/**
 * Ends the command with lines for a person and an exit code: 1 failed, 2 unusable arguments or input, 130 interrupted.
 */
export class Failure extends Error {
  constructor(
    readonly exitCode: 1 | 2 | 130,
    readonly lines: readonly string[],
  ) {
    super(lines.join('\n'))
  }
}

/** Input or arguments that cannot be used, a line for each problem. */
export function unusable(...problems: readonly Problem[]): Failure {
  return new Failure(2, problems.map(formatProblem))
}

/** The one line of an error of the system: `permission denied`. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied'
    case 'ENOENT':
      return 'no such file or folder'
    case 'ENOTDIR':
      return 'a part of the path is not a folder'
    case 'EISDIR':
      return 'it is a folder'
    case 'ENOSPC':
      return 'no space left'
    case 'EROFS':
      return 'the file system is read-only'
    case 'ENAMETOOLONG':
      return 'its name is too long'
    case undefined:
      return error instanceof Error ? error.message : String(error)
    default:
      return code
  }
}
