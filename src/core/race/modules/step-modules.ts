import type { Program } from '../../calculus/program'
import { raceModule, type RaceModule } from './race-module'
import { runsModule, type RunsModule } from './runs-module'
import type { StepPrograms, StopChecks } from './step-programs'

/** Steps before compiling pays, of one racer and of runs that are stepped together. */
const stepsBeforeRace = 512
const stepsBeforeRuns = 16_384

/** What is compiled of a formula with a rule, once enough steps of the two have been taken, whoever takes them. */
export class StepModules {
  private taken = 0
  private readonly races = new Map<string, RaceModule | 'none'>()
  private readonly maps = new Map<string, RunsModule | 'none'>()

  private constructor(private readonly programs: StepPrograms) {}

  /** That of these programs, which everybody shares. */
  static of(programs: StepPrograms): StepModules {
    let ofGradient = byPrograms.get(programs.gradient)
    if (ofGradient === undefined) byPrograms.set(programs.gradient, (ofGradient = new WeakMap()))
    let modules = ofGradient.get(programs.rule.update)
    if (modules === undefined) ofGradient.set(programs.rule.update, (modules = new StepModules(programs)))
    return modules
  }

  count(steps: number): void {
    this.taken += steps
  }

  /** Steps of a racer until compiling pays. */
  get stepsUntilRace(): number {
    return Math.max(0, stepsBeforeRace - this.taken)
  }

  /** Undefined where it cannot be had. */
  race(checks: StopChecks): RaceModule | undefined {
    return madeOnce(this.races, checks, () => raceModule(this.programs, checks))
  }

  /** Undefined where it does not pay yet, or cannot be had. */
  runs(checks: StopChecks): RunsModule | undefined {
    if (this.taken < stepsBeforeRuns) return undefined
    return madeOnce(this.maps, checks, () => runsModule(this.programs, checks))
  }
}

function madeOnce<M extends object>(
  made: Map<string, M | 'none'>,
  checks: StopChecks,
  make: () => M | undefined,
): M | undefined {
  const key = JSON.stringify(checks)
  let module = made.get(key)
  if (module === undefined) made.set(key, (module = make() ?? 'none'))
  return module === 'none' ? undefined : module
}

const byPrograms = new WeakMap<Program, WeakMap<Program, StepModules>>()
