import { describe, expect, test } from 'vitest'
import { formatProblem } from '../problem'
import { compileExpression, pointKernel } from '.'
import { interpretedKernel } from './interpreted-kernel'
import { operationCount } from './program'

const free = { variables: ['x', 'y'] }
const declared = { variables: ['x', 'y'], parameters: ['kappa'] }

function problems(text: string, names: Parameters<typeof compileExpression>[1] = free): string[] {
  return compileExpression(text, names).problems.map((problem) => `${problem.span?.join('-')} ${problem.message}`)
}

describe('what is not a formula gives one problem, with its place', () => {
  test.each([
    ['empty text', '', '0-0 expression is empty'],
    ['blank text', '  ', '0-2 expression is empty'],
    ['an unknown function', 'x + foo(y)', '4-7 unknown function: "foo"'],
    ['a function of another name', 'ln(x)', '0-2 unknown function: "ln"'],
    ['a function without its argument', 'sin x', '0-3 function sin has no argument'],
    ['too few arguments', 'sin()', '0-3 function sin has 0 arguments, and takes 1'],
    ['too many arguments', 'sin(x, y)', '0-3 function sin has 2 arguments, and takes 1'],
    ['a product that reads as a call', 'x(y + 1)', '0-1 "x" is not a function'],
    ['an unclosed parenthesis', '((x + 1)', '0-1 parenthesis "(" is never closed'],
    ['an unopened parenthesis', 'x + 1) * y', '5-6 parenthesis ")" has no "(" before it'],
    ['empty parentheses', 'x + ()', '4-5 parentheses hold nothing'],
    ['an operator without what follows', 'x +', '2-3 value expected after "+"'],
    ['an operator without what precedes', '* x', '0-1 value expected before "*"'],
    ['two operators', 'x + * y', '2-3 value expected after "+"'],
    ['two numbers', '1 2', '2-3 number 2 follows another without an operator'],
    ['a decimal comma', '(1,5)', '2-3 comma outside a function call'],
    ['half a condition', 'x > 0 ? 1', '6-7 condition "?" has no ":" after it'],
    ['the other half', 'x : 1', '2-3 colon has no "?" before it'],
    ['constructor', 'constructor', '0-11 name "constructor" is reserved'],
    ['__proto__', '__proto__', '0-9 name "__proto__" is reserved'],
    ['import("fs")', 'import("fs")', '0-12 name "import" is reserved'],
    ['eval', 'eval("x")', '0-9 name "eval" is reserved'],
    [
      'a chain of constructors',
      'x.constructor.constructor("...")()',
      '0-34 property access is not part of an expression',
    ],
    ['an equation', 'x^2 + y^2 = 1', '10-11 assignment, where a formula is expected'],
    ['a function definition', 'f(x) = x^2', '0-6 function "f" cannot be defined'],
    ['a definition of a variable', 'y = x^2', '0-7 formula ends with the definition of "y" and has no result'],
    ['a definition of a variable before the result', 'y = x^2; y', '0-1 variable "y" cannot be defined'],
    ['a definition alone', 'r = x^2;', '0-7 formula ends with the definition of "r" and has no result'],
    ['a definition of a function', 'sin = 2; x', '0-3 function "sin" cannot be defined'],
    ['a definition of a constant', 'e = 2; x', '0-1 constant "e" cannot be defined'],
    ['a definition of a reserved name', 'i = 2; x', '0-1 name "i" is the imaginary unit, and results are real'],
    ['a definition made twice', 'r = 2; r = 3; r', '7-8 "r" is defined twice'],
    ['a use before the definition', 'r = 2 s; s = 3; r', '6-7 "s" is used before its definition'],
    ['a definition by itself', 'r = r + 1; r', '4-5 definition of "r" uses "r" itself'],
    ['an empty definition', 'r = ; x', '0-3 definition of "r" is empty'],
    ['an empty statement', 'r = x;; r', '6-7 nothing stands before ";"'],
    ['a definition called', 'r = x; r(2)', '7-8 "r" is not a function'],
    ['a mistake in a definition', 'r = sqrt(x; r^2', '8-9 parenthesis "(" is never closed'],
    ['a parenthesis that swallows the result', 's = sqrt(x^2\ny^2', '8-9 parenthesis "(" is never closed'],
    ['an equation within a definition', 'r = s = 2; r', '6-7 assignment, where a formula is expected'],
    ['an infinite definition', 'r = 1/0; x', '4-7 this part of the expression is infinite'],
    ['a sum without an index', 'sum(x, y)', '0-3 function sum has 2 arguments, and takes 4'],
    ['a sum over a number', 'sum(1, 1, 5, x)', '4-5 first argument of sum is not a name'],
    ['a sum over a function', 'sum(sin, 1, 5, x)', '4-7 index "sin" is a function'],
    ['a sum over a reserved name', 'sum(eval, 1, 5, x)', '4-8 index "eval" is reserved'],
    ['a sum to a variable', 'sum(k, 1, x, k)', '10-11 last index of sum is not a constant'],
    ['a product from a parameter', 'prod(k, a, 3, k)', '8-9 first index of prod is not a constant'],
    ['a sum to a fraction', 'sum(k, 1, 5/2, k)', '10-13 last index of sum is 2.5, which is not a whole number'],
    ['a long sum', 'sum(k, 1, 1e9, x)', '0-17 sum has 1000000000 terms, and at most 10000 are written out'],
    [
      'long sums in sums',
      'sum(k, 1, 9999, sum(j, 1, 9999, sin(k x + j)))',
      '16-45 expression has more than 200000 operations when its sums and products are written out for k = 4',
    ],
    [
      'a constant term that is infinite',
      'sum(k, 0, 3, 1/k)',
      '13-16 this part of the expression is infinite for k = 0',
    ],
    ['an index as a function', 'sum(k, 1, 3, k(x))', '13-14 "k" is not a function'],
    ['a numbered name that does not exist', 'x[1]', '0-4 unknown variable: "x1"'],
    ['a number that varies', 'x[y]', '2-3 index of x is not a constant'],
    ['a number that is not whole', 'x[1.5]', '2-5 index of x is 1.5, which is not a whole number'],
    ['two numbers for one name', 'x[1, 2]', '3-4 comma outside a function call'],
    ['an open bracket', 'x[1', '1-2 bracket "[" is never closed'],
    ['empty brackets', 'x[]', '1-2 brackets hold nothing'],
    ['a numbered name called', 'x[1](2)', '4-5 an indexed name is not a function'],
    ['mod with nothing before it', 'mod 3', '0-3 function mod has no argument'],
    ['mod with nothing after it', 'x mod', '2-5 value expected after "mod"'],
    ['a matrix', '[1, 2; 3, 4]', '0-12 matrix is not a number'],
    ['an object', '{a: 1}', '0-6 object is not a number'],
    ['text', '"abc"', '0-5 text in quotes is not a number'],
    ['several expressions', 'x; y', '0-1 only definitions stand before the result, and this is none'],
    ['a unit', '2 cm', '2-4 unit "cm", where numbers have none'],
    ['a conversion', 'x in cm', '2-4 name "in" converts units, and numbers here have none'],
    ['a complex unit', 'i * x', '0-1 name "i" is the imaginary unit, and results are real'],
    ['a root of a negative number', 'x + sqrt(-1) * y', '4-12 this part of the expression has no real value'],
    ['a logarithm of a negative number', 'log(-1)', '0-7 this part of the expression has no real value'],
    ['a complex power', '(-8)^(1/3)', '0-10 this part of the expression has no real value'],
    ['a division by zero', '1/0', '0-3 this part of the expression is infinite'],
    ['a factorial', 'x!', '1-2 "!" is not one of the operators'],
    ['a remainder', 'x % 2', '2-3 "%" is not one of the operators'],
    ['an unknown character', 'x @ y', '2-3 character "@" means nothing in an expression'],
    ['a hexadecimal number', '0x1F', '0-4 number 0x1F is not decimal'],
    ['a number beyond range', '1e400', '0-5 number 1e400 is beyond 1.8e308'],
    ['a number without its exponent', '2e-x', '0-3 number 2e- has no exponent'],
    ['a number with a point in its exponent', '1e.5', '0-3 number 1e. has no exponent'],
    ['a sign of other notations between letters', 'x\u00d7y', '1-2 "\u00d7" is not one of the operators'],
    ['a sign of division between letters', 'x\u00f7y', '1-2 "\u00f7" is not one of the operators'],
    ['misplaced implicit multiplication', 'x^y 2', '4-5 "2" is misplaced'],
    [
      '100 000 characters',
      'x'.repeat(100_000),
      '65536-100000 expression has 100000 characters, and at most 65536 are read',
    ],
    ['50 001 words', '('.repeat(50_001), '50000-50001 expression has more than 50000 numbers, names and signs'],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual([expected])
  })

  test.each([
    ['parentheses', '('.repeat(10_000) + 'x' + ')'.repeat(10_000)],
    ['unclosed parentheses', '('.repeat(10_000)],
    ['calls', 'sin('.repeat(10_000) + 'x' + ')'.repeat(10_000)],
    ['signs', '-'.repeat(20_000) + 'x'],
    ['powers', '2^'.repeat(10_000) + 'x'],
    ['conditions', 'x?1:'.repeat(10_000) + '2'],
  ])('10 000 nested %s', (_, text) => {
    expect(compileExpression(text, free).problems.map(({ message }) => message)).toEqual([
      'expression is nested more than 200 levels deep',
    ])
  })

  test('every problem has a remedy and is one line', () => {
    for (const text of ['foo(x)', 'x +', 'y = x', '2 cm', 'sqrt(-1)']) {
      for (const problem of compileExpression(text, free).problems) {
        expect(problem.remedy).not.toBe('')
        expect(formatProblem({ where: 'expression', ...problem })).toMatch(
          /^expression, character \d+: [^\n]+; [^\n]+$/,
        )
      }
    }
  })
})

test('all problems are found, each at its place', () => {
  expect(problems('foo(x) + sin + constructor + (y')).toEqual([
    '0-3 unknown function: "foo"',
    '9-12 function sin has no argument',
    '15-26 name "constructor" is reserved',
    '29-30 parenthesis "(" is never closed',
  ])
})

test('misspelt names are answered with the nearest', () => {
  const remedy = (text: string) => compileExpression(text, declared).problems[0]?.remedy
  expect(remedy('sqr(x)')).toContain('"sqrt"')
  expect(remedy('ln(x)')).toBe('write log(...)')
  expect(remedy('kapa * x')).toBe('did you mean "kappa"?')
})

describe('parameters', () => {
  test('every free name is one, in order of appearance, where none are declared', () => {
    expect(compileExpression('kappa x + b*y^a + kappa + pi + e', free).value?.parameters).toEqual(['kappa', 'b', 'a'])
  })
  test('no other name is one where they are declared', () => {
    expect(problems('kappa*x + b', declared)).toEqual(['10-11 unknown variable: "b"'])
  })
  test('a parameter hides a constant', () => {
    expect(compileExpression('e*x', { variables: ['x'], parameters: ['e'] }).value?.parameters).toEqual(['e'])
    expect(operationCount(compileExpression('e*x', { variables: ['x'], parameters: ['e'] }).value!.value)).toBe(1)
  })
  test.each(['sin', 'i', '2a', 'x', 'and', 'constructor'])('%s cannot be declared', (name) => {
    expect(compileExpression('x', { variables: ['x'], parameters: [name] }).problems).toHaveLength(1)
  })
})

describe('long formulas', () => {
  test.each([
    ['sum', Array.from({ length: 5000 }, (_, i) => `(x-${i})^2`).join(' + ')],
    ['product', `${'x*'.repeat(5000)}y`],
    ['implicit product', `${'x '.repeat(5000)}y`],
  ])('a %s of 5000 parts compiles, with its derivatives and TeX', (_, text) => {
    const { value: expression, problems } = compileExpression(text, free)
    expect(problems).toEqual([])
    expect(expression!.tex.length).toBeGreaterThan(5000)
    expect(operationCount(expression!.hessian)).toBeLessThan(100_000)
  })
  test('line breaks and tabs in the result are spaces', () => {
    expect(problems('x\r\n\t+ y')).toEqual([])
  })
})

/** A formula's value, gradient and Hessian at some points. */
function numbers(text: string, names: Parameters<typeof compileExpression>[1] = free): number[][] {
  const { value, problems } = compileExpression(text, names)
  expect(problems).toEqual([])
  const program = value!.hessian
  const kernel = interpretedKernel(program)
  return [0.7, -1.3, 2.9].map((x) => {
    const outputs = new Float64Array(program.outputs.length)
    kernel(
      Float64Array.from({ length: program.inputCount }, (_, i) => x + i / 3),
      outputs,
    )
    return [...outputs]
  })
}

describe('a text is read in one way', () => {
  test.each([
    ['2.*x+y', '(2 x) + y'],
    ['2.*x.*y', '2 x y'],
    ['x.^2 + y.^2', 'x^2 + y^2'],
    ['x./2.', 'x/2'],
    ['2../x', '2/x'],
    ['2./2y', '2/(2 y)'],
    ['2.^x', '2^x'],
    ['.5.*x', '0.5 x'],
    ['3.x', '3 x'],
    ['2.e1.*x', '20 x'],
    ['-x.^2', '-(x^2)'],
  ])('%s is %s', (text, writtenOut) => {
    expect(numbers(text)).toEqual(numbers(writtenOut))
  })
})

describe('local definitions', () => {
  test.each([
    ['r = sqrt(x^2+y^2); -(1+cos(12r))/(r^2/2+2)', '-(1+cos(12 sqrt(x^2+y^2)))/(sqrt(x^2+y^2)^2/2+2)'],
    ['r = sqrt(x^2+y^2)\n-(1+cos(12r))/(r^2/2+2)', '-(1+cos(12 sqrt(x^2+y^2)))/(sqrt(x^2+y^2)^2/2+2)'],
    ['r = x +\n y\nr^2', '(x + y)^2'],
    ['r = x\n + y\nr^2', '(x + y)^2'],
    ['r = (x\n- y)\nr^2', '(x - y)^2'],
    ['r = x y\ns = r^2\n\ns - r', '(x y)^2 - x y'],
    ['r = x\nr^2\n- y', 'x^2 - y'],
    ['r = 2; s = 3 r; s x;', '6 x'],
    ['unused = exp(y); x^2', 'x^2'],
    ['c1 = 3; c2 = 5; sum(k, 1, 2, c[k] x^k)', '3 x + 5 x^2'],
    ['r = x; sum(r, 1, 3, r y) + r', '(y + 2 y + 3 y) + x'],
  ])('%j is %s', (text, writtenOut) => {
    expect(numbers(text)).toEqual(numbers(writtenOut))
  })
  test('a name before them is a parameter where nothing defines it', () => {
    expect(compileExpression('r = a x; b r', free).value?.parameters).toEqual(['a', 'b'])
  })
})

describe('sums and products', () => {
  test.each([
    ['sum(k, 1, 4, k x)', 'x + 2 x + 3 x + 4 x'],
    ['sum(i, -1, 1, cos((2 i + 1) x + i))', 'cos(-x - 1) + cos(x) + cos(3 x + 1)'],
    ['prod(k, 1, 3, x - k)', '(x - 1) (x - 2) (x - 3)'],
    ['sum(k, 3, 2, x/0)', '0'],
    ['sum(k, 1e300, 1e300, k x)', '1e300 x'],
    ['prod(k, 1, 0, x) y', 'y'],
    ['sum(k, 1, 2, sum(j, k, 2, x^(k + j)))', '(x^2 + x^3) + x^4'],
    ['n = 3; sum(k, 1, n - 1, k^x)', '1^x + 2^x'],
    ['sum(x, 1, 2, x y) + x', '(y + 2 y) + x'],
    ['sum(k, 1, 2, sum(k, 3, 4, k x) + k y)', '((3 x + 4 x) + y) + ((3 x + 4 x) + 2 y)'],
    ['sum(e, 1, 2, e) + 0 x', '3 + 0 x'],
  ])('%s is %s', (text, writtenOut) => {
    expect(numbers(text)).toEqual(numbers(writtenOut))
  })
  test('number the variables of a formula in many dimensions', () => {
    const names = { variables: ['x1', 'x2', 'x3'] }
    const rosenbrock = 'sum(k, 1, 2, 100 (x[k+1] - x[k]^2)^2 + (1 - x[k])^2)'
    const writtenOut = '(100 (x2 - x1^2)^2 + (1 - x1)^2) + (100 (x3 - x2^2)^2 + (1 - x2)^2)'
    expect(numbers(rosenbrock, names)).toEqual(numbers(writtenOut, names))
    expect(compileExpression('sum(k, 1, 3, x[k+1])', names).problems[0]).toEqual({
      message: 'unknown variable: "x4" for k = 3',
      remedy: 'take one of x1, x2, x3',
      span: [13, 19],
    })
  })
})

describe('a thousand dimensions', () => {
  const n = 1000
  const variables = Array.from({ length: n }, (_, i) => `x${i + 1}`)
  const text = 'sum(k, 1, 999, 100 (x[k+1] - x[k]^2)^2 + (1 - x[k])^2)'
  const { value: expression } = compileExpression(text, { variables })

  test('value, gradient and Hessian times a vector are those of the formula', () => {
    const theta = Float64Array.from({ length: n }, (_, i) => ((i * 7) % 11) / 8 - 0.5)
    const v = Float64Array.from({ length: n }, (_, i) => ((i * 5) % 13) / 4 - 1)
    const outputs = new Float64Array(n + 1)
    pointKernel(expression!.gradient)(theta, outputs)
    const product = new Float64Array(n)
    pointKernel(expression!.hessianVector)(Float64Array.of(...theta, ...v), product)
    let value = 0
    const gradient = new Float64Array(n)
    const expected = new Float64Array(n)
    for (let k = 0; k + 1 < n; k++) {
      const [a, b, u, w] = [theta[k]!, theta[k + 1]!, v[k]!, v[k + 1]!]
      value += 100 * (b - a * a) ** 2 + (1 - a) ** 2
      gradient[k]! += -400 * a * (b - a * a) - 2 * (1 - a)
      gradient[k + 1]! += 200 * (b - a * a)
      expected[k]! += (1200 * a * a - 400 * b + 2) * u - 400 * a * w
      expected[k + 1]! += -400 * a * u + 200 * w
    }
    // Sums of a few terms of size up to 1000, and one of a thousand, in another order.
    expect(Math.abs(outputs[0]! - value)).toBeLessThanOrEqual(1e-12 * value)
    for (let k = 0; k < n; k++) {
      expect(Math.abs(outputs[k + 1]! - gradient[k]!)).toBeLessThanOrEqual(1e-11)
      expect(Math.abs(product[k]! - expected[k]!)).toBeLessThanOrEqual(1e-11)
    }
  })

  test('the Hessian as a whole is refused beyond its stated dimension', () => {
    expect(() => expression!.hessian).toThrow('at most 256')
  })
})

describe('compiling takes steps in proportion to the size', () => {
  test.each([
    ['a sum', (n: number) => Array.from({ length: n }, (_, i) => `relu(${i + 1}x - y)`).join('+')],
    ['a sum by its index', (n: number) => `sum(k, 1, ${n}, atan2(k y, x) mod 2)`],
    [
      'definitions',
      (n: number) =>
        `${Array.from({ length: n }, (_, i) => `r${i} = ${i === 0 ? 'x' : `sinc(r${i - 1}) + hypot(x, y)`}`).join('\n')}\nr${n - 1}`,
    ],
    ['variables', (n: number) => `sum(k, 1, ${n}, gelu(x + k) y)`],
  ])('%s', (_, make) => {
    const sizes = [50, 100, 200].map((n) => {
      const { value } = compileExpression(make(n), free)
      const { kinks, oneSided, gradient, hessianVector, value: program } = value!
      return [program, kinks.arguments, oneSided, gradient, hessianVector].map(operationCount)
    })
    for (const [index, large] of sizes[2]!.entries()) {
      const [small, middle] = [sizes[0]![index]!, sizes[1]![index]!]
      // Twice the size adds twice the operations, give or take what the ends share.
      expect(large - middle).toBeLessThanOrEqual(2 * (middle - small) + 10)
    }
  })
})
