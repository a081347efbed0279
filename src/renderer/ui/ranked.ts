/** What of an entry is searched: its title and id first, then whatever else is said of it. */
export interface Searched {
  readonly id: string
  readonly title: string
  readonly description: string
}

/**
 * The entries that hold every word of a query, the best first: those whose title begins with it, then those that have
 * it in their title, in their id, and anywhere. Accents and case make no difference. Within a rank they keep their
 * order.
 */
export function ranked<T extends Searched>(entries: readonly T[], query: string): readonly T[] {
  const wanted = plain(query).trim()
  if (wanted === '') return entries
  const words = wanted.split(/\s+/)
  const holds = (text: string): boolean => words.every((word) => text.includes(word))
  const found = entries.flatMap((entry) => {
    const [title, id] = [plain(entry.title), plain(entry.id)]
    const all = `${title} ${id} ${plain(entry.description)}`
    const rank = title.startsWith(wanted) ? 0 : holds(title) ? 1 : holds(id) ? 2 : holds(all) ? 3 : undefined
    return rank === undefined ? [] : [{ entry, rank }]
  })
  return found.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Entries by what they are headed by, in the order in which that appears. */
export function grouped<G extends string, T extends { readonly group: G }>(
  entries: readonly T[],
): readonly { readonly group: G; readonly entries: readonly T[] }[] {
  const groups = [...new Set(entries.map(({ group }) => group))]
  return groups.map((group) => ({ group, entries: entries.filter((entry) => entry.group === group) }))
}
