import { chromiumAdvice, findChromium } from '../../scripts/lib/chromium.mjs'

/** Where the browser is that a test starts; a test that needs one and finds none fails, and says what to do. */
export function chromiumPath(): string {
  const path = findChromium()
  if (path === undefined) throw new Error(chromiumAdvice)
  return path
}
