export interface ListedScenario {
  readonly id: string
  readonly label: string
  readonly steps: readonly { readonly scene: unknown; readonly claims: readonly { readonly id: string }[] }[]
}

export interface ScenarioReport {
  readonly id: string
  readonly steps: readonly {
    readonly claims: readonly {
      readonly id: string
      /** The sentence without its numbers. */
      readonly template: string
      readonly holds: boolean | null
      readonly numbers?: Readonly<Record<string, number | null>>
      readonly checks?: readonly {
        readonly number: string
        readonly is: string
        readonly bound: number | null
        readonly tolerance?: number
      }[]
      readonly seeds?: { readonly count: number }
    }[]
  }[]
}

export function tourPage(scenarios: readonly ListedScenario[], reports: readonly ScenarioReport[]): string
export function pictureKey(scenario: ListedScenario): string
