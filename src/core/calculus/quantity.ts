import type { Operation } from './operation'
import { ProgramBuilder, type Program, type Value } from './program'

/**
 * A number in the description of what is done alike to many, such as the coordinates of theta by a rule, or the units
 * of a network: what is done with it is noted as operations of a program. Numbers may stand for quantities that are
 * always the same.
 */
export class Quantity {
  constructor(
    private readonly builder: ProgramBuilder,
    readonly value: Value,
  ) {}

  plus(other: Operand): Quantity {
    return this.with('add', other)
  }
  minus(other: Operand): Quantity {
    return this.with('subtract', other)
  }
  times(other: Operand): Quantity {
    return this.with('multiply', other)
  }
  over(other: Operand): Quantity {
    return this.with('divide', other)
  }
  min(other: Operand): Quantity {
    return this.with('minimum', other)
  }
  max(other: Operand): Quantity {
    return this.with('maximum', other)
  }
  negate(): Quantity {
    return this.apply('negate')
  }
  abs(): Quantity {
    return this.apply('absolute')
  }
  sqrt(): Quantity {
    return this.apply('squareRoot')
  }
  /** 1 minus this. */
  oneMinus(): Quantity {
    return this.quantity(1).minus(this)
  }
  reciprocal(): Quantity {
    return this.quantity(1).over(this)
  }
  /** As `pow` of numbers. */
  power(exponent: Operand): Quantity {
    return this.with('power', exponent)
  }
  square(): Quantity {
    return this.times(this)
  }
  exp(): Quantity {
    return this.apply('exp')
  }
  log(): Quantity {
    return this.apply('log')
  }
  tanh(): Quantity {
    return this.apply('tanh')
  }
  /** 1 / (1 + exp(-this)) */
  sigmoid(): Quantity {
    return this.apply('sigmoid')
  }
  /** log(1 + exp(this)) */
  softplus(): Quantity {
    return this.apply('softplus')
  }
  /** The distribution of the standard normal law. */
  normalDistribution(): Quantity {
    return this.apply('normalDistribution')
  }
  /** Of a signed zero itself. */
  sign(): Quantity {
    return this.apply('sign')
  }

  /** 1 or 0. */
  less(other: Operand): Quantity {
    return this.with('less', other)
  }
  greater(other: Operand): Quantity {
    return this.quantity(other).less(this)
  }
  equals(other: Operand): Quantity {
    return this.with('equal', other)
  }
  /** One quantity where this is neither 0 nor NaN, else another. */
  choose(then: Operand, otherwise: Operand): Quantity {
    return this.apply('select', this.quantity(then), this.quantity(otherwise))
  }

  constant(value: number): Quantity {
    return new Quantity(this.builder, this.builder.constant(value))
  }

  private quantity(operand: Operand): Quantity {
    return typeof operand === 'number' ? this.constant(operand) : operand
  }
  private with(operation: Operation, other: Operand): Quantity {
    return this.apply(operation, this.quantity(other))
  }
  private apply(operation: Operation, ...others: readonly Quantity[]): Quantity {
    // Memory that a rule has no use for is not given: to look at it throws.
    const [b, c] = others.map(({ value }) => value)
    return new Quantity(this.builder, this.builder.apply(operation, this.value, b, c))
  }
}

type Operand = Quantity | number

/** The program of what is described from so many inputs, its operations as they are stated. */
export function describedProgram(
  inputs: number,
  outputs: (given: readonly Quantity[]) => readonly Quantity[],
): Program {
  const builder = new ProgramBuilder(inputs, false)
  const given = Array.from({ length: inputs }, (_, index) => new Quantity(builder, builder.input(index)))
  return builder.finish(outputs(given).map(({ value }) => value))
}
