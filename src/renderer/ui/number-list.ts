import { fieldNumber, readNumber } from './format'

/** So many equal numbers in a row are written once: `0×8`. */
const leastRun = 4

/** Numbers as compact text: `1 0×9`. */
export function numberList(numbers: readonly number[]): string {
  const parts: string[] = []
  for (let from = 0; from < numbers.length;) {
    let to = from + 1
    while (to < numbers.length && numbers[to] === numbers[from]) to++
    const text = fieldNumber(numbers[from]!)
    if (to - from >= leastRun) parts.push(`${text}×${to - from}`)
    else for (let i = from; i < to; i++) parts.push(text)
    from = to
  }
  return parts.join(' ')
}

/** What a person typed as a list of numbers, parted by spaces, commas or semicolons; or what is wrong with it. */
export function readNumberList(text: string): readonly number[] | string {
  const entries = text
    .replaceAll(/\s*[×*]\s*/g, '×')
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '')
  const numbers: number[] = []
  for (const entry of entries) {
    const [number = '', times = '1', ...rest] = entry.split('×')
    const value = readNumber(number)
    const count = /^[1-9]\d{0,4}$/.test(times) && rest.length === 0 ? Number(times) : undefined
    if (value === undefined || count === undefined)
      return `"${entry.slice(0, 20)}" is no number: write 1 0 -2.5, or 0×8 for eight zeros`
    for (let i = 0; i < count; i++) numbers.push(value)
  }
  return numbers
}
