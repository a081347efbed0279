import { createStore } from 'zustand/vanilla'

/** One line for a person, and what to do about it. Problems stay until closed; news goes by itself. */
export interface Notice {
  readonly key: number
  readonly kind: 'problem' | 'news'
  readonly text: string
  readonly remedy: string | undefined
}

const newsMilliseconds = 3500

export function createNotices() {
  const store = createStore<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))
  let lastKey = 0
  const close = (key: number): void =>
    store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.key !== key) }))
  const add = (kind: Notice['kind'], text: string, remedy?: string): void => {
    const key = ++lastKey
    // The same trouble twice is one notice.
    store.setState(({ notices }) => ({
      notices: [...notices.filter((notice) => notice.text !== text), { key, kind, text, remedy }].slice(-4),
    }))
    if (kind === 'news') setTimeout(() => close(key), newsMilliseconds)
  }
  return {
    ...store,
    problem: (text: string, remedy?: string): void => add('problem', text, remedy),
    news: (text: string): void => add('news', text),
    close,
  }
}

export type Notices = ReturnType<typeof createNotices>
