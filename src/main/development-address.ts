/**
 * Where the page of a development build is served, by its environment; nothing in a build that is for use, nor where
 * the address is not one of this machine's own.
 */
export function developmentAddress(isDevelopment: boolean, given: string | undefined): string | undefined {
  if (!isDevelopment || given === undefined || !URL.canParse(given)) return undefined
  const { protocol, hostname } = new URL(given)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? given : undefined
}
