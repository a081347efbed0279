import type { Plugin } from 'vite'
import { contentSecurityPolicy } from '../src/host/content-security-policy.ts'

/** Writes the content security policy into the page that is built. Live reload needs more than it grants. */
export function policyPlugin(): Plugin {
  return {
    name: 'basin-policy',
    apply: 'build',
    // As text, since a tag's attributes would be escaped and servers send the very same words as a header.
    transformIndexHtml: (html) =>
      html.replace(
        '<meta charset="utf-8" />',
        `$&\n    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`,
      ),
  }
}
