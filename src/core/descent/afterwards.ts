import type { Asking, Request } from '../definitions/optimizer'

/** Goes on with a step that has asked once: now where it was answered at once, else as what is left to do. */
export function afterwards(asked: Request | undefined, goOn: () => void): Asking<void> | undefined {
  if (asked !== undefined) return waiting(asked, goOn)
  goOn()
  return undefined
}

function* waiting(asked: Request, goOn: () => void): Asking<void> {
  yield asked
  goOn()
}
