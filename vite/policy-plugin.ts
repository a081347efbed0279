import type { Plugin } from 'vite'
import { contentSecurityPolicy } from '../src/host/content-security-policy'

/** Writes the content security policy into the page that is built. Live reload needs more than it grants. */
export function policyPlugin(): Plugin {
  return {
    name: 'basin-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  }
}
