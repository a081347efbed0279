import { finish, type Pieces } from '../pieces'
import { invalid, valid, type Checked, type Problem } from '../problem'
import { gradientProgram, hessianProgram, hessianVectorProgram } from './differentiate'
import { mayKink, type Kinks } from './kinks'
import { lower } from './lower'
import { checkDeclaredName, type Names } from './names'
import { parse } from './parse'
import { oneSidedProgram } from './one-sided'
import type { Program } from './program'
import { scan } from './scan'
import { syntaxTex } from './tex'

/** A formula ready to be computed. Every program's inputs are the variables and then the parameters, in order. */
export interface Expression {
  /** As it was given: local definitions `r = ...`, each ended by a semicolon or its line, and the result. */
  readonly text: string
  readonly variables: readonly string[]
  readonly parameters: readonly string[]
  /** Outputs f. */
  readonly value: Program
  /** Outputs f and df/dv for each variable v. Made when first asked for, as are the next two. */
  readonly gradient: Program
  /** Outputs f, the gradient, and the upper triangle of the Hessian row by row: f, fx, fy, fxx, fxy, fyy. */
  readonly hessian: Program
  /** Outputs H v; its inputs are followed by the entries of v. */
  readonly hessianVector: Program
  /** The parts that are not smooth everywhere, for `kinkFinder`. */
  readonly kinks: Kinks
  /** Whether the formula may fail to be smooth somewhere, whatever its parameters. */
  readonly hasKinks: boolean
  /**
   * Outputs the limit of f and its slope on one side of a point; its inputs are followed by the direction to that side.
   */
  readonly oneSided: Program
  /** Makes one of those programs, which are there at once from then on. */
  make(program: DerivedProgram): Pieces<void>
  /** Local definitions follow the result. */
  readonly tex: string
}

/** The programs that are made of a formula's own when they are first asked for. */
export type DerivedProgram = 'gradient' | 'hessian' | 'hessianVector' | 'oneSided'

/**
 * Compiles a formula in the given variables. Where `parameters` is absent, every other name that is no constant becomes
 * a parameter, in order of appearance. Never throws: text that is no formula gives every problem found, with its place.
 */
export function compileExpression(text: string, names: Names): Checked<Expression> {
  return finish(compileInPieces(text, names))
}

/** As `compileExpression`: a sum of many terms makes a long program. */
export function* compileInPieces(text: string, names: Names): Pieces<Checked<Expression>> {
  const undeclarable = (names.parameters ?? []).flatMap((name): readonly Problem[] => {
    if (names.variables.includes(name)) {
      return [{ message: `parameter name "${name}" is a variable`, remedy: 'use another name' }]
    }
    const problem = checkDeclaredName(name)
    return problem === undefined ? [] : [problem]
  })
  if (undeclarable.length > 0) return invalid(...undeclarable)
  const { statements, parameters, problems } = scan(text, names)
  if (problems.length > 0) return invalid(...problems)
  const syntax = parse(text, statements)
  if (syntax.value === undefined) return invalid(...syntax.problems)
  const tree = syntax.value
  const count = names.variables.length
  const lowered = yield* lower(tree, [...names.variables, ...parameters], count)
  if (lowered.value === undefined) return invalid(...lowered.problems)
  const { value, kinks } = lowered.value
  const derived = {
    gradient: derivedOnce(() => gradientProgram(value, count)),
    hessian: derivedOnce(() => hessianProgram(value, count)),
    hessianVector: derivedOnce(() => hessianVectorProgram(value, count)),
    oneSided: derivedOnce(() => oneSidedProgram(value, count)),
  } satisfies Record<DerivedProgram, DerivedOnce>
  const hasKinks = once(() => mayKink(kinks))
  const tex = once(() => syntaxTex(tree))
  return valid({
    text,
    variables: names.variables,
    parameters,
    value,
    get gradient() {
      return derived.gradient.program()
    },
    get hessian() {
      return derived.hessian.program()
    },
    get hessianVector() {
      return derived.hessianVector.program()
    },
    kinks,
    get hasKinks() {
      return hasKinks()
    },
    get oneSided() {
      return derived.oneSided.program()
    },
    make: (program) => derived[program].make(),
    get tex() {
      return tex()
    },
  })
}

interface DerivedOnce {
  program(): Program
  make(): Pieces<void>
}

function derivedOnce(derive: () => Pieces<Program>): DerivedOnce {
  let made: Program | undefined
  return {
    program: () => (made ??= finish(derive())),
    *make() {
      // Another who makes it meanwhile makes the same.
      made ??= yield* derive()
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
