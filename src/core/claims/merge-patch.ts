type Json = Readonly<Record<string, unknown>>

/**
 * A JSON document changed by a merge patch. Source: P. Hoffman and J. Snell, JSON Merge Patch, RFC 7386 (2014).
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const before = isObject(target) ? target : {}
  const kept = Object.entries(before).filter(([key]) => !Object.hasOwn(patch, key))
  const changed = Object.entries(patch)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => [key, mergePatch(Object.hasOwn(before, key) ? before[key] : undefined, value)] as const)
  return Object.fromEntries([...kept, ...changed])
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
