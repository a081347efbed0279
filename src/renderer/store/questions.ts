import { createStore } from 'zustand/vanilla'

/** What a person has to decide before something goes on. */
export interface Question {
  readonly title: string
  readonly text: string
  /** The answers, the one that is safe first. */
  readonly choices: readonly { readonly answer: string; readonly label: string }[]
}

export interface Asked extends Question {
  readonly decide: (answer: string | undefined) => void
}

/** One question at a time. */
export function createQuestions() {
  const store = createStore<{ readonly asked: Asked | undefined }>(() => ({ asked: undefined }))
  return {
    ...store,
    /** The answer chosen; undefined where the question was closed, or another one was asked in its place. */
    ask(question: Question): Promise<string | undefined> {
      store.getState().asked?.decide(undefined)
      return new Promise((resolve) => {
        const decide = (answer: string | undefined): void => {
          store.setState({ asked: undefined })
          resolve(answer)
        }
        store.setState({ asked: { ...question, decide } })
      })
    },
  }
}

export type Questions = ReturnType<typeof createQuestions>
