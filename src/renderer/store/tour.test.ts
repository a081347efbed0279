import { describe, expect, test } from 'vitest'
import { createTourStore } from './tour'

/** What two windows of one browser share. */
function storageOf(text: string | null) {
  let kept = text
  return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value) }
}

describe('the tour', () => {
  test('remembers what was played and where Basin opens, whichever of two windows did it', () => {
    const storage = storageOf(null)
    const [one, other] = [createTourStore(storage), createTourStore(storage)]
    one.setState({ done: { saddles: [0, 1] }, opensHere: false })
    other.setState({ done: { saddles: [2], rates: [0] } })
    expect(createTourStore(storage).getState()).toMatchObject({
      done: { saddles: [0, 1, 2], rates: [0] },
      opensHere: false,
    })
  })

  test.each(['{', 'null', '[]', '"x"', '{"done":5}', '{"done":null}', '{"done":{"saddles":"all"}}'])(
    'begins anew where %s was kept',
    (text) => expect(createTourStore(storageOf(text)).getState()).toMatchObject({ done: {}, opensHere: true }),
  )
})
