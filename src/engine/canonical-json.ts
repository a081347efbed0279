import { type Checked, invalid, type Problem, valid } from '../core/problem'

/**
 * The one text of a JSON value: keys sorted, absent (`undefined`) entries left out, no white space. Equal values have
 * equal text, so the text names them. Numbers must be finite; -0 is another number than 0, as it is in JSON, since 1/x tells them apart.
 */
export function canonicalJson(value: unknown): Checked<string> {
  const problems: Problem[] = []
  const text = write(value, 'spec')
  return problems.length === 0 ? valid(text) : invalid(...problems)

  function write(child: unknown, where: string): string {
    if (child === null || typeof child === 'boolean' || typeof child === 'string') return JSON.stringify(child)
    if (typeof child === 'number') {
      if (Number.isFinite(child)) return Object.is(child, -0) ? '-0' : JSON.stringify(child)
      problems.push({ message: `number not finite: got ${child}`, remedy: 'give a finite number', where })
      return 'null'
    }
    if (Array.isArray(child)) return `[${child.map((entry, index) => write(entry, `${where}[${index}]`)).join(',')}]`
    if (typeof child === 'object' && !ArrayBuffer.isView(child)) {
      const entries = Object.entries(child)
        .filter(([, entry]) => entry !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
      return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${write(entry, `${where}.${key}`)}`).join(',')}}`
    }
    problems.push({
      message: `value not JSON: got ${Object.prototype.toString.call(child)}`,
      remedy: 'give numbers, texts, true, false, null, lists and objects only',
      where,
    })
    return 'null'
  }
}
