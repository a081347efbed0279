/**
 * The value of a formula in TeX as a reader would take it, for the TeX that formulas are printed in: numbers, names,
 * sums, products written side by side, fractions, powers, roots, bars, functions, sums over an index, and definitions
 * below the result. Written apart from the printer, so that what the two agree on is right.
 */
export function texValue(tex: string, names: Readonly<Record<string, number>>): number {
  const known = new Map(Object.entries({ '\\pi': Math.PI, e: Math.E, ...names }))
  const [result, ...definitions] = linesOf(tex)
  for (const line of definitions) {
    const [, name, formula] = /^\\(?:text|phantom)\{(?:\\text\{)?where \}?\}?\s*(\S+) = (.*)$/.exec(line)!
    known.set(tokensOf(name!).join(' '), valueOf(formula!, known))
  }
  return valueOf(result!, known)
}

function valueOf(tex: string, names: Map<string, number>): number {
  const reader = new Reader(tokensOf(tex), names)
  const value = reader.sum()
  reader.end()
  return value
}

/** The lines of a formula with definitions: the result, then a definition each. */
function linesOf(tex: string): readonly string[] {
  const inside = /^\\begin\{aligned\} & (.*) \\end\{aligned\}$/.exec(tex)?.[1]
  return inside === undefined ? [tex] : inside.split(' \\\\ & ')
}

/** Names with their index as one: d_{1}. */
function tokensOf(tex: string): readonly string[] {
  return tex.match(/\\sum|\\[a-zA-Z]+|[a-zA-Z]_\{\w+\}|\d+(?:\.\d+)?|\S/g) ?? []
}

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  '\\sin': Math.sin,
  '\\cos': Math.cos,
  '\\tanh': Math.tanh,
  '\\ln': Math.log,
  '\\sigma': (x) => 1 / (1 + Math.exp(-x)),
}

class Reader {
  private at = 0

  constructor(
    private readonly tokens: readonly string[],
    private readonly names: Map<string, number>,
  ) {}

  end(): void {
    if (this.at < this.tokens.length)
      throw new Error(`"${this.tokens.slice(this.at, this.at + 5).join(' ')}" is left over`)
  }

  /** Terms with signs between them; the first may have one too. */
  sum(): number {
    let total = this.take('-') ? -this.product() : this.product()
    for (;;) {
      if (this.take('+')) total += this.product()
      else if (this.take('-')) total -= this.product()
      else return total
    }
  }

  /** Factors side by side or with a dot between them. */
  private product(): number {
    let result = this.power()
    while (this.take('\\cdot') || this.startsFactor()) result *= this.power()
    return result
  }

  private startsFactor(): boolean {
    const next = this.tokens[this.at]
    return next !== undefined && !/^([-+)}|,&<>=]|\\\\|\\right|\\end|\\le|\\ge|\\text)$/.test(next)
  }

  private power(): number {
    const isE = this.tokens[this.at] === 'e'
    const base = this.atom()
    if (!this.take('^')) return base
    const exponent = this.group()
    return isE ? Math.exp(exponent) : base ** exponent
  }

  private group(): number {
    this.expect('{')
    const value = this.sum()
    this.expect('}')
    return value
  }

  private parenthesized(): readonly number[] {
    const grows = this.take('\\left')
    this.expect('(')
    const values = [this.sum()]
    while (this.take(',')) values.push(this.sum())
    if (grows) this.expect('\\right')
    this.expect(')')
    return values
  }

  private atom(): number {
    const token = this.tokens[this.at]
    if (token === undefined) throw new Error('a value is missing at the end')
    if (token === '(' || (token === '\\left' && this.tokens[this.at + 1] === '(')) return this.parenthesized()[0]!
    this.at++
    if (/^\d/.test(token)) return Number(token)
    if (token === '\\frac') {
      const above = this.group()
      return above / this.group()
    }
    if (token === '\\sum') return this.series()
    if (token === '\\sqrt') return Math.sqrt(this.group())
    if (token === '\\left') {
      this.expect('|')
      const inside = this.sum()
      this.expect('\\right')
      this.expect('|')
      return Math.abs(inside)
    }
    const call = functions[token]
    if (call !== undefined) return call(...this.parenthesized())
    const value = this.names.get(token)
    if (value === undefined) throw new Error(`"${token}" has no value`)
    return value
  }

  /** The sum of what follows, read anew for each value of the index. */
  private series(): number {
    for (const token of ['_', '{']) this.expect(token)
    const index = this.tokens[this.at++]!
    this.expect('=')
    const from = this.sum()
    for (const token of ['}', '^']) this.expect(token)
    const to = this.group()
    const start = this.at
    let total = 0
    for (let value = from; value <= to; value++) {
      this.at = start
      this.names.set(index, value)
      total += this.product()
    }
    this.names.delete(index)
    return total
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false
    this.at++
    return true
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Error(`"${token}" expected before "${this.tokens[this.at] ?? 'the end'}"`)
  }
}
