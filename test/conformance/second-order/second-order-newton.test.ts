import { describe, expect, it } from 'vitest'
import { evaluationsOf } from '../../../src/core/objectives/objective'
import reference from './second-order.golden.json'
import { deviation, formulas, objectiveOf, pointOf, raced, racerOf } from './second-order-race'

type FormulaName = keyof typeof formulas

describe('trajectories computed to 50 digits by other programs', () => {
  it.each(reference.trajectories.map((row) => [`${row.optimizer} on ${row.function} from ${row.start}`, row] as const))(
    '%s',
    (_name, row) => {
      const objective = objectiveOf(formulas[row.function as FormulaName])
      const off = row.optimizer === 'l-bfgs' ? { toleranceGrad: 0, toleranceChange: 0 } : { gtol: 0 }
      const { rows } = raced(row.optimizer, { ...row.hyperparameters, ...off }, row.start, objective, {
        steps: row.theta.length,
      })
      row.theta.forEach((expected, i) => expect(deviation(pointOf(rows, i + 1), expected)).toBeLessThan(1e-11))
    },
  )
})

describe('newton', () => {
  it('goes to the saddle of himmelblau in three steps from (0.2, 2.7); saddle-free newton goes past it to a minimum', () => {
    const himmelblau = objectiveOf(formulas.himmelblau)
    const newton = pointOf(raced('newton', {}, [0.2, 2.7], himmelblau, { steps: 3 }).rows, 3)
    // The digits that the literature of the saddle gives: within half of their last place.
    expect(Math.abs(newton[0] - 0.0866775)).toBeLessThan(5e-8)
    expect(Math.abs(newton[1] - 2.8842547)).toBeLessThan(5e-8)
    const saddleFree = pointOf(raced('saddle-free-newton', {}, [0.2, 2.7], himmelblau, { steps: 6 }).rows, 6)
    expect(Math.abs(saddleFree[0] - 2.99866702)).toBeLessThan(5e-9)
    expect(Math.abs(saddleFree[1] - 2.00615505)).toBeLessThan(5e-9)
  })

  it.each(['newton', 'saddle-free-newton'])('%s doubles the number of right digits near a minimum', (id) => {
    const { rows } = raced(id, {}, [2.5, 2.5], objectiveOf(formulas.himmelblau))
    const errors = Array.from(rows.step, (_, row) => {
      const [x, y] = pointOf(rows, row)
      return Math.hypot(x - 3, y - 2)
    }).filter((error) => error < 0.1 && error > 1e-12)
    expect(errors.length).toBeGreaterThanOrEqual(3)
    for (let k = 2; k < errors.length; k++) {
      const order = Math.log(errors[k] / errors[k - 1]) / Math.log(errors[k - 1] / errors[k - 2])
      // The order is 2 in the limit; a tenth of a digit of the constant is still felt at these errors.
      expect(Math.abs(order - 2)).toBeLessThan(0.2)
    }
  })

  it('solves a quadratic in one step and then sees that it has', () => {
    const { racer, rows } = raced('newton', {}, [3, -7], objectiveOf('x^2 + 3*x*y + 5*y^2 - 2*x + y'))
    expect(rows.step.length).toBe(2)
    expect(racer.ending).toMatchObject({ outcome: 'converged', step: 1 })
    expect(racer.ending!.reason).toMatch(/^largest component of the gradient \S+ <= 1e-8$/)
  })

  it('costs a gradient and the columns of a Hessian a step, and with a search a gradient for each trial', () => {
    const plain = racerOf('newton', {}, [-1.2, 1], objectiveOf(formulas.rosenbrock))
    plain.advance(4)
    expect(plain.evaluations).toBe(1 + 4 * (1 + 2))
    const objective = objectiveOf(formulas.rosenbrock)
    const searching = racerOf('newton', { lineSearch: 'backtracking' }, [-1.2, 1], objective)
    searching.advance(4)
    // The second of these four steps is known to need shortening: the full one raises J from 4.7 to 1412.
    expect(searching.evaluations).toBeGreaterThan(1 + 4 * (1 + 2))
    expect(searching.evaluations).toBe(evaluationsOf(objective.counts, 2))
  })

  it('ends with singular-hessian and a remedy where the Hessian is singular, and goes on with damping', () => {
    for (const [formula, start] of [
      ['x + 2*y', [1, 1]],
      ['x^2', [1, 1]],
      ['x^2 + 1e-20*y^2', [1, 1]],
      ['x^3 - 3*x*y^2 + x', [0, 0]],
      ['exp(x + y)', [0, 0]],
    ] as const)
      for (const id of ['newton', 'saddle-free-newton']) {
        const { racer, rows } = raced(id, {}, start, objectiveOf(formula))
        expect(racer.ending!.outcome, formula).toBe('singular-hessian')
        expect(racer.ending!.reason).toMatch(/^Hessian is singular, its eigenvalues \S+ to \S+; raise damping/)
        expect(racer.ending!.lastFinite!.theta).toEqual(start)
        expect(rows.theta.every(Number.isFinite)).toBe(true)
        const damped = racerOf(id, { damping: 1 }, start, objectiveOf(formula))
        expect(damped.advance(1)).toBe(1)
        expect(damped.takeRows().loss.at(-1)!).toBeLessThan(objectiveOf(formula).value(Float64Array.from(start)))
      }
  })

  it('names damping that makes the Hessian singular, and a Hessian that is not finite', () => {
    const damped = raced('newton', { damping: 2 }, [1, 1], objectiveOf('x^2 - y^2')).racer.ending!
    expect(damped.reason).toContain('Hessian with damping 2 is singular, its eigenvalues -2 to 2; raise damping, or')
    const kink = raced('newton', {}, [0, 1], objectiveOf('x^(3/2) + x + y^2')).racer.ending!
    expect(kink).toMatchObject({ outcome: 'singular-hessian' })
    expect(kink.reason).toBe(
      'there is no Hessian here: power at the edge of its domain; start elsewhere, or take a rule of first order',
    )
    const bent = raced('saddle-free-newton', {}, [0, 1], objectiveOf('relu(x)^2 + x + y^2')).racer.ending!
    expect(bent).toMatchObject({ outcome: 'singular-hessian' })
    expect(bent.reason).toContain('there is no Hessian here: relu where the curvature jumps')
  })

  it('steps by the limit of the Hessian where pieces of a formula have none', () => {
    // From (0, 1), where the kernels find no curvature of abs(x^2).
    const racer = racerOf('newton', {}, [0, 1], objectiveOf('abs(x^2) + y^2 + x'))
    expect(racer.advance(1)).toBe(1)
    expect([...racer.takeRows().theta].slice(-2)).toEqual([-0.5, 0])
  })

  it('says with a line search when its direction climbs, and descends with the damping that it names', () => {
    const saddle = objectiveOf('x^2 - 3*y^2 + y^4')
    const start = [0.01, 0.3]
    for (const lineSearch of ['backtracking', 'strong-wolfe']) {
      const { ending } = raced('newton', { lineSearch }, start, saddle).racer
      expect(ending!.outcome).toBe('line-search-failed')
      const named = /raise damping above ([\d.]+), take saddle-free-newton, or lineSearch "none"$/.exec(ending!.reason)!
      const { racer } = raced('newton', { lineSearch, damping: Number(named[1]) * 1.1 }, start, saddle)
      expect(racer.ending!.outcome).toBe('converged')
      expect(Math.abs(racer.ending!.lastFinite!.theta[1])).toBeCloseTo(Math.sqrt(1.5), 6)
      expect(raced('saddle-free-newton', { lineSearch }, start, saddle).racer.ending!.outcome).toBe('converged')
    }
  })

  it('halves its distance to a monkey saddle at each step: the Hessian is regular but at the very point', () => {
    const { racer, rows } = raced('newton', {}, [0.5, 0.25], objectiveOf('x^3 - 3*x*y^2'))
    expect(racer.ending!.outcome).toBe('converged')
    rows.step.forEach((step) => {
      const [x, y] = pointOf(rows, step)
      // J is homogeneous of degree 3, so H theta = 2 g and the step is -theta / 2; a few roundings a step.
      expect(deviation([x, y], [0.5 * 2 ** -step, 0.25 * 2 ** -step])).toBeLessThan(1e-13)
    })
  })

  it.each([
    ['newton', +1],
    ['saddle-free-newton', -1],
  ])('%s shows that along upward curvature it descends; along downward curvature its sign is %i', (id, sign) => {
    const racer = racerOf(id, {}, [0.2, 2.7], objectiveOf(formulas.himmelblau))
    const seen = new Map<string, Float64Array>()
    racer.advance(1, (stage, vector) => seen.set(stage, vector.slice()))
    const along = (stage: string): number =>
      seen.get(stage)!.reduce((sum, x, i) => sum + x * seen.get('exact gradient')![i], 0)
    expect(along('along upward curvature')).toBeLessThan(0)
    expect(Math.sign(along('along downward curvature'))).toBe(sign)
  })
})
