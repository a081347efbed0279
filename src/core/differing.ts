/** The members of `given` that are there and differ from those of `standard`: what a short form has to say. */
export function differing(given: object, standard: object = {}): Record<string, unknown> {
  const pairs = Object.entries(given).filter(
    ([key, value]) => value !== undefined && !same(value, (standard as Record<string, unknown>)[key]),
  )
  return Object.fromEntries(pairs)
}

/** The values that differ from their definitions' defaults, in the definitions' order. */
export function otherThanDefault(
  values: object,
  definitions: Readonly<Record<string, { readonly default: unknown }>>,
): Record<string, unknown> {
  const defaults = Object.entries(definitions).map(([key, definition]) => [key, definition.default] as const)
  return differing(inOrder(values, definitions), Object.fromEntries(defaults))
}

/** The values that are there, in the definitions' order. */
export function inOrder(values: object, definitions: object): Record<string, unknown> {
  const keys = Object.keys(definitions)
  return differing(Object.fromEntries(keys.map((key) => [key, (values as Record<string, unknown>)[key]])))
}

/** Whether two plain values are equal, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)]
  return (
    keysA.length === keysB.length &&
    keysA.every(
      (key) => Object.hasOwn(b, key) && same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  )
}
