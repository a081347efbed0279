import { describe, expect, test } from 'vitest'
import { formatProblem } from '../problem'
import { compileExpression } from '.'
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
    ['an assignment', 'y = x^2', '0-3 assignment, where a formula is expected'],
    ['a function definition', 'f(x) = x^2', '0-6 assignment, where a formula is expected'],
    ['a matrix', '[1, 2; 3, 4]', '0-12 matrix is not a number'],
    ['an object', '{a: 1}', '0-6 object is not a number'],
    ['an index', 'x[1]', '1-4 matrix is not a number'],
    ['text', '"abc"', '0-5 text in quotes is not a number'],
    ['several expressions', 'x; y', '1-4 several expressions separated by ";", where one is expected'],
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
  test('line breaks and tabs are spaces', () => {
    expect(problems('x\r\n\t+ y')).toEqual([])
  })
})
