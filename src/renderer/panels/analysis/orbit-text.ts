import { powerOfTen, superscript } from '../../scene/number-format'
import { formatCount } from '../../ui/format'

/** What is said of an orbit, with exponents raised and thousands apart: `8! 2⁸ = 10 321 920 parameter vectors`. */
export function orbitText(words: string): string {
  return words
    .replace(/(?<=\d)e(\d+)/g, (_, exponent: string) => `×${powerOfTen(Number(exponent))}`)
    .replace(/\^(\d+)/g, (_, exponent: string) => superscript(Number(exponent)))
    .replace(/\d{4,}/g, formatCount)
}
