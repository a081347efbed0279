import type { BinaryOperator, ComparisonOperator, Syntax, SyntaxNode } from './syntax'

/** How tightly an expression holds together, from loosest to tightest. */
export const binding = {
  condition: 0,
  logic: 1,
  comparison: 2,
  sum: 3,
  /** A sum or product with its sign, which takes in what follows it. */
  series: 4,
  product: 5,
  sign: 6,
  power: 7,
  atom: 8,
} as const

/** A piece of TeX and how it may be put into others without parentheses. */
export interface Piece {
  readonly tex: string
  readonly binding: number
  /** Whether it begins with a digit, so that it cannot stand directly after a factor. */
  readonly digits: boolean
}

/**
 * TeX (KaTeX's) of a formula, with the parentheses that its meaning needs and no others. Local definitions follow the
 * result, one a line.
 */
export function syntaxTex({ nodes, definitions }: Syntax): string {
  const pieces: Piece[] = []
  for (const node of nodes) pieces.push(nodePiece(node, pieces))
  const result = pieces.at(-1)!.tex
  if (definitions.length === 0) return result
  const lines = definitions.map(({ name, node }) => `${nameTex(name)} = ${pieces[node]!.tex}`)
  const where = lines.map((line, index) =>
    index === 0 ? `\\text{where } ${line}` : `\\phantom{\\text{where }} ${line}`,
  )
  return `\\begin{aligned} & ${[result, ...where].join(' \\\\ & ')} \\end{aligned}`
}

function nodePiece(node: SyntaxNode, pieces: readonly Piece[]): Piece {
  switch (node.kind) {
    case 'number':
      return numberPiece(node.value)
    case 'name':
      return atom(nameTex(node.name))
    case 'indexed':
      return atom(`${nameTex(node.name)}_{${pieces[node.index]!.tex}}`)
    case 'series': {
      const sign = node.operator === 'sum' ? '\\sum' : '\\prod'
      const ends = `_{${nameTex(node.index)}=${pieces[node.from]!.tex}}^{${pieces[node.to]!.tex}}`
      return {
        tex: `${sign}${ends} ${wrap(pieces[node.term]!, binding.series)}`,
        binding: binding.series,
        digits: false,
      }
    }
    case 'parentheses':
      return pieces[node.inner]!
    case 'unary': {
      const operand = pieces[node.operand]!
      if (node.operator === 'not')
        return { tex: `\\lnot ${wrap(operand, binding.sign)}`, binding: binding.sign, digits: false }
      if (node.operator === '+') return operand
      return negative(operand)
    }
    case 'binary':
      return binaryPiece(node.operator, pieces[node.left]!, pieces[node.right]!)
    case 'comparison': {
      const parts = node.operands.map((operand) => wrap(pieces[operand]!, binding.sum))
      const tex = parts.reduce((text, part, index) => `${text} ${comparisonSigns[node.operators[index - 1]!]} ${part}`)
      return { tex, binding: binding.comparison, digits: false }
    }
    case 'conditional':
      return conditionalPiece(pieces[node.condition]!.tex, pieces[node.then]!.tex, pieces[node.otherwise]!.tex)
    case 'call':
      return callPiece(
        node.name,
        node.arguments.map((argument) => pieces[argument]!.tex),
      )
  }
}

const comparisonSigns: Readonly<Record<ComparisonOperator, string>> = {
  '<': '<',
  '<=': '\\le',
  '>': '>',
  '>=': '\\ge',
  '==': '=',
  '!=': '\\ne',
}
const logicSigns = { and: '\\land', or: '\\lor', xor: '\\oplus' } as const

function binaryPiece(operator: BinaryOperator, left: Piece, right: Piece): Piece {
  switch (operator) {
    case '+':
    case '-':
      return sumPiece(left, operator, right)
    case '*':
      return productPiece(left, right)
    case '/':
      return fractionPiece(left, right)
    case '^':
      return powerPiece(left, right)
    case 'mod':
      return {
        tex: `${wrap(left, binding.product)} \\bmod ${wrap(right, binding.sign)}`,
        binding: binding.product,
        digits: left.digits,
      }
    case 'and':
    case 'or':
    case 'xor': {
      const tex = `${wrap(left, binding.comparison)} ${logicSigns[operator]} ${wrap(right, binding.comparison)}`
      return { tex, binding: binding.logic, digits: false }
    }
  }
}

export function atom(tex: string): Piece {
  return { tex, binding: binding.atom, digits: false }
}

/** A number as people write it: no more digits than it has, powers of ten beyond 10^6 and below 10^-4. */
export function numberPiece(value: number): Piece {
  const magnitude = Math.abs(value)
  const plain = String(value)
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e7 && !plain.includes('e'))) {
    return { tex: plain, binding: value < 0 ? binding.sign : binding.atom, digits: true }
  }
  const [mantissa, exponent] = value.toExponential().split('e')
  const power = `10^{${Number(exponent)}}`
  const tex = mantissa === '1' ? power : mantissa === '-1' ? `-${power}` : `${mantissa} \\cdot ${power}`
  return { tex, binding: value < 0 ? binding.sign : binding.product, digits: true }
}

/** left + right or left - right. */
export function sumPiece(left: Piece, sign: '+' | '-', right: Piece): Piece {
  const isNegative = right.tex.startsWith('-')
  const looser = sign === '-' ? binding.series : binding.sum
  const second = isNegative ? parenthesized(right) : wrap(right, looser)
  return { tex: `${wrap(left, binding.sum)} ${sign} ${second}`, binding: binding.sum, digits: left.digits }
}

export function negative(operand: Piece): Piece {
  const inner = operand.tex.startsWith('-') ? parenthesized(operand) : wrap(operand, binding.series)
  return { tex: `-${inner}`, binding: binding.sign, digits: false }
}

export function productPiece(left: Piece, right: Piece): Piece {
  const first = left.binding === binding.sign ? left.tex : wrap(left, binding.product)
  const second = right.binding === binding.sign ? parenthesized(right) : wrap(right, binding.series)
  const isFraction = (tex: string) => tex.startsWith('\\frac') || tex.endsWith('\\end{cases}')
  const needsDot = /^\d/.test(second) || (isFraction(first) && isFraction(second)) || first.endsWith('\\end{cases}')
  // A space keeps \sin apart from the x in \sin x and separates neighbouring letters.
  const holds = right.binding === binding.series ? binding.series : binding.product
  return { tex: `${first}${needsDot ? ' \\cdot ' : ' '}${second}`, binding: holds, digits: left.digits }
}

export function fractionPiece(above: Piece, below: Piece): Piece {
  return { tex: `\\frac{${above.tex}}{${below.tex}}`, binding: binding.product, digits: false }
}

export function powerPiece(base: Piece, exponent: Piece): Piece {
  return { tex: `${wrap(base, binding.atom)}^{${exponent.tex}}`, binding: binding.power, digits: base.digits }
}

export function conditionalPiece(condition: string, then: string, otherwise: string): Piece {
  const tex = `\\begin{cases} ${then} & \\text{if } ${condition} \\\\ ${otherwise} & \\text{otherwise} \\end{cases}`
  return { tex, binding: binding.condition, digits: false }
}

const functionTex: Readonly<Record<string, string>> = {
  log: '\\ln',
  log10: '\\log_{10}',
  log2: '\\log_{2}',
  sin: '\\sin',
  cos: '\\cos',
  tan: '\\tan',
  asin: '\\arcsin',
  acos: '\\arccos',
  atan: '\\arctan',
  sinh: '\\sinh',
  cosh: '\\cosh',
  tanh: '\\tanh',
  min: '\\min',
  asinh: '\\operatorname{arsinh}',
  acosh: '\\operatorname{arcosh}',
  atanh: '\\operatorname{artanh}',
  max: '\\max',
  sigmoid: '\\sigma',
  sign: '\\operatorname{sgn}',
  heaviside: '\\operatorname{H}',
  relu: '\\operatorname{ReLU}',
  leakyRelu: '\\operatorname{LeakyReLU}',
  gelu: '\\operatorname{GELU}',
  normalDistribution: '\\Phi',
}

export function callPiece(name: string, operands: readonly string[]): Piece {
  if (name === 'sqrt') return atom(`\\sqrt{${operands[0]}}`)
  if (name === 'cbrt') return atom(`\\sqrt[3]{${operands[0]}}`)
  if (name === 'abs') return atom(`\\left|${operands[0]}\\right|`)
  if (name === 'floor') return atom(`\\left\\lfloor ${operands[0]} \\right\\rfloor`)
  if (name === 'ceil') return atom(`\\left\\lceil ${operands[0]} \\right\\rceil`)
  if (name === 'exp') return { tex: `e^{${operands[0]}}`, binding: binding.power, digits: false }
  const [inside, base] = operands
  if (name === 'log' && base !== undefined) return callTex(`\\log_{${base}}`, inside!)
  return callTex(functionTex[name] ?? `\\operatorname{${name}}`, operands.join(', '))
}

function callTex(head: string, inside: string): Piece {
  return atom(`${head}${parenthesize(inside)}`)
}

const greek =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega pi Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'.split(
    ' ',
  )
const greekLetters: ReadonlyMap<string, string> = new Map([
  ...greek.map((name) => [name, `\\${name}`] as const),
  ['PI', '\\pi'],
  ...Object.entries({
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    ε: 'epsilon',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    ι: 'iota',
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    π: 'pi',
    ρ: 'rho',
    σ: 'sigma',
    τ: 'tau',
    φ: 'phi',
    χ: 'chi',
    ψ: 'psi',
    ω: 'omega',
    Γ: 'Gamma',
    Δ: 'Delta',
    Θ: 'Theta',
    Λ: 'Lambda',
    Σ: 'Sigma',
    Φ: 'Phi',
    Ψ: 'Psi',
    Ω: 'Omega',
  }).map(([letter, name]) => [letter, `\\${name}`] as const),
])

/** A name: Greek by its letter's name, digits and what follows an underscore as an index, words upright. */
export function nameTex(name: string): string {
  const [, stem, index] = /^(.*?)_?(\d*|_[^_]+)_*$/.exec(name) ?? []
  const head = stem === undefined || stem === '' ? name : stem
  const subscript = stem === undefined || stem === '' ? '' : (index ?? '').replace('_', '')
  const tex =
    greekLetters.get(head) ?? (head.length === 1 && head !== '_' ? head : `\\mathrm{${head.replaceAll('_', '\\_')}}`)
  if (subscript === '') return tex
  return `${tex}_{${/^\d*$/.test(subscript) ? subscript : `\\mathrm{${subscript}}`}}`
}

/** The piece as an operand that has to hold together at least as tightly as `least`. */
function wrap(piece: Piece, least: number): string {
  return piece.binding < least ? parenthesized(piece) : piece.tex
}

function parenthesized(piece: Piece): string {
  return parenthesize(piece.tex)
}

/** Plain parentheses around what is one line high, growing ones around the rest. */
function parenthesize(tex: string): string {
  return /\\frac|\\begin|\\left|\\sqrt|\\sum|\\prod|\^\{[^{}]*\^/.test(tex) ? `\\left(${tex}\\right)` : `(${tex})`
}
