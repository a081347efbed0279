import { printable } from '../core/printable'

/** Tells a person one line, on standard error. */
export function tell(line: string): void {
  process.stderr.write(`${printable(line.replace(/\s*\n\s*/g, ' '))}\n`)
}
