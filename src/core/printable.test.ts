import { expect, test } from 'vitest'
import { printable } from './printable'

test('what a terminal would take for a command is written out, and letters of all scripts are not', () => {
  expect(printable('a\u001b[31mred\u0007 \u009b2J \r\n\t\u007f')).toBe(
    'a\\u001b[31mred\\u0007 \\u009b2J \\u000d\\u000a\\u0009\\u007f',
  )
  expect(printable('\u202egnp.\u2066 \u200f \ufeff')).toBe('\\u202egnp.\\u2066 \\u200f \\ufeff')
  for (const text of ['Grüße, 世界', 'λ₁ ≤ 10⁻³ – “a”', 'العربية', '👩‍💻', '∇f']) expect(printable(text)).toBe(text)
})
