/** As many numbers as a list may have to be written number by number. */
const longest = 64

/**
 * Whether a value is a list of so many numbers, such as a point in many dimensions, that it travels as a typed array
 * and is named by its bits: text would take several times its bytes, in every message and key.
 */
export function isLongList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > longest && value.every((entry) => typeof entry === 'number')
}
