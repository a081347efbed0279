import { createStore } from 'zustand/vanilla'

/** One line for a person, and what to do about it. Problems stay until closed; news goes by itself. */
export interface Notice {
  readonly key: number
  readonly kind: 'problem' | 'news'
  readonly text: string
  readonly remedy: string | undefined
  /** What can be done about it at once. */
  readonly action?: NoticeAction
}

export interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

const newsMilliseconds = 3500
/** News that offers something stays long enough to be read and taken up. */
const offerMilliseconds = 30_000

export function createNotices() {
  const store = createStore<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))
  let lastKey = 0
  const close = (key: number): void =>
    store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.key !== key) }))
  const add = (kind: Notice['kind'], text: string, remedy?: string, action?: NoticeAction): void => {
    const key = ++lastKey
    const notice: Notice = { key, kind, text, remedy, ...(action && { action }) }
    // The same trouble twice is one notice.
    store.setState(({ notices }) => ({ notices: [...notices.filter((each) => each.text !== text), notice].slice(-4) }))
    if (kind === 'news') setTimeout(() => close(key), action === undefined ? newsMilliseconds : offerMilliseconds)
  }
  return {
    ...store,
    problem: (text: string, remedy?: string): void => add('problem', text, remedy),
    news: (text: string, action?: NoticeAction): void => add('news', text, undefined, action),
    close,
  }
}

export type Notices = ReturnType<typeof createNotices>
