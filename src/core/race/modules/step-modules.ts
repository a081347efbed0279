import type { Program } from '../../calculus/program'
import { raceModule, type RaceModule } from './race-module'
import { runsModule, type RunsModule, type RunRules } from './runs-module'
import type { StepPrograms } from './step-body'

/** Steps before compiling pays, of one racer and of runs that are stepped together. */
const stepsBeforeRace = 512
const stepsBeforeRuns = 16_384

/** What is compiled of a formula with a rule, once enough steps of the two have been taken, whoever takes them. */
export class StepModules {
  private taken = 0
  private madeRace: RaceModule | 'none' | undefined
  private readonly madeRuns = new Map<string, RunsModule | 'none'>()

  private constructor(private readonly programs: StepPrograms) {}

  /** That of these programs, which everybody shares. */
  static of(programs: StepPrograms): StepModules {
    let ofGradient = pairs.get(programs.gradient)
    if (ofGradient === undefined) pairs.set(programs.gradient, (ofGradient = new WeakMap()))
    let pair = ofGradient.get(programs.rule.update)
    if (pair === undefined) ofGradient.set(programs.rule.update, (pair = new StepModules(programs)))
    return pair
  }

  count(steps: number): void {
    this.taken += steps
  }

  /** Steps of a racer until compiling pays. */
  get stepsUntilRace(): number {
    return Math.max(0, stepsBeforeRace - this.taken)
  }

  /** Undefined where it cannot be had. */
  race(): RaceModule | undefined {
    this.madeRace ??= raceModule(this.programs) ?? 'none'
    return this.madeRace === 'none' ? undefined : this.madeRace
  }

  /** Undefined where it does not pay yet, or cannot be had. */
  runs(rules: RunRules): RunsModule | undefined {
    if (this.taken < stepsBeforeRuns) return undefined
    const key = JSON.stringify(rules)
    let made = this.madeRuns.get(key)
    if (made === undefined) this.madeRuns.set(key, (made = runsModule(this.programs, rules) ?? 'none'))
    return made === 'none' ? undefined : made
  }
}

const pairs = new WeakMap<Program, WeakMap<Program, StepModules>>()
