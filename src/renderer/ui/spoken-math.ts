/** TeX's names of letters and signs. */
const signs: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  eta: 'η',
  theta: 'θ',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  Delta: 'Δ',
  nabla: '∇',
  infty: '∞',
  le: '≤',
  leq: '≤',
  ge: '≥',
  geq: '≥',
  ne: '≠',
  neq: '≠',
  approx: '≈',
  to: '→',
  cdot: '·',
  times: '×',
  pm: '±',
}

/** A sentence with TeX between dollar signs as one line of text, for accessible names: `$2/\lambda$` is `2/λ`. */
export function spokenMath(text: string): string {
  return text.replaceAll(/\$+([^$]*)\$+/g, (_whole, tex: string) => spoken(tex))
}

/** A group may hold groups, as an index does. */
const fraction = /\\[dt]?frac\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g

function spoken(tex: string): string {
  return tex
    .replaceAll(/\\sqrt\s*\{([^{}]*)\}/g, '√($1)')
    .replaceAll(fraction, '($1)/($2)')
    .replaceAll(/\\([a-zA-Z]+)\s?/g, (_whole, name: string) => signs[name] ?? name)
    .replaceAll(/\(([\p{L}\p{N}.]+)\)/gu, '$1')
    .replaceAll(/\\[,;:! ]|[{}]/g, '')
    .trim()
}
