import { blobName } from '../core/blob-name'
import { isLongList } from './long-list'
import { type Checked, invalid, type Problem, valid } from '../core/problem'

/**
 * The one text of a JSON value: keys sorted, absent (`undefined`) entries left out, no white space, a long list of
 * numbers as # and the hash of its bits. Equal values have equal text and others have not, so the text names them.
 * Numbers must be finite; -0 is another number than 0, as it is in JSON, since 1/x tells them apart.
 */
export function canonicalText(value: unknown): Checked<string> {
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
    if (isLongList(child) && child.every(Number.isFinite)) return `#${longListName(child)}`
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

const names = new WeakMap<readonly number[], string>()

/**
 * The SHA-256 of the numbers as float64, the name that they have as a blob. Specs do not change, so each list is read
 * once.
 */
function longListName(list: readonly number[]): string {
  const known = names.get(list)
  if (known !== undefined) return known
  const name = blobName(new Uint8Array(Float64Array.from(list).buffer))
  names.set(list, name)
  return name
}
