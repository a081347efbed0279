import { ActionIcon, Button, Progress, SegmentedControl, Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconDice5,
  IconLoader2,
  IconPlayerStop,
  IconX,
} from '@tabler/icons-react'
import type { ClaimCard } from '../../../core/tour/scenario-cards'
import type { ClaimVerdict } from '../../../engine'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useScene, useTour } from '../../store/use-stores'
import { type ClaimAnswer, seedChoices } from '../../store/tour'
import { noAnswer } from '../../store/answer'
import { busyText } from '../../ui/busy-text'
import { formatNumber } from '../../ui/format'
import { useHeld } from '../../ui/use-held'
import { numbered, wordsOf } from './numbered'
import { Story } from './story'

interface ClaimListProps {
  /** Of the scenario. */
  readonly label: string
  readonly claims: readonly ClaimCard[]
}

/** What the step claims: each sentence with its numbers, thresholds and margins, measured in the scene on screen. */
export function ClaimList({ label, claims }: ClaimListProps) {
  const hasSeeds = claims.some(({ seeds }) => seeds !== undefined)
  return (
    <section className="claims" aria-label="Claims">
      <h3>Claims</h3>
      {hasSeeds ? <SeedWays /> : null}
      <ul>
        {claims.map((claim) => (
          <ClaimRow key={claim.id} label={`${label}.${claim.id}`} claim={claim} />
        ))}
      </ul>
    </section>
  )
}

function SeedWays() {
  const app = useApp()
  const seeds = useTour((state) => state.seeds)
  const seed = useScene((scene) => scene.seed)
  const held = useHeld('seed')
  return (
    <div className="seed-ways">
      <span>Chance: over</span>
      <SegmentedControl
        size="xs"
        aria-label="Seeds"
        value={String(seeds)}
        data={seedChoices.map((choice) => ({
          value: String(choice),
          label: choice === 1 ? '1 seed' : choice === 'all' ? 'all' : `${choice} seeds`,
        }))}
        onChange={(value) => app.tour.setSeeds(seedChoices.find((choice) => String(choice) === value)!)}
      />
      <Tooltip label={held ?? 'Race with another seed'}>
        <ActionIcon
          disabled={held !== undefined}
          aria-label="Another seed"
          onClick={() => app.edit(edits.setScene({ seed: seed + 1 }))}
        >
          <IconDice5 size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

interface ClaimRowProps {
  readonly label: string
  readonly claim: ClaimCard
}

function ClaimRow({ label, claim }: ClaimRowProps) {
  const { tour } = useApp()
  const answer = useTour((state) => state.claims[claim.id] ?? noAnswer)
  const verdict = verdictIn(answer)
  const { status } = answer
  return (
    <li className="claim" data-state={stateOf(answer, verdict)}>
      <ClaimMark state={stateOf(answer, verdict)} />
      <div>
        <Story text={numbered(claim.text, verdict?.numbers)} />
        {verdict === undefined ? null : <Checks verdict={verdict} />}
        {status.kind === 'busy' ? (
          <div className="claim-busy">
            <Progress value={100 * status.fraction} size={4} aria-label={`Measuring ${label}`} />
            <span className="numbers">{busyText(status)}</span>
            <ActionIcon size={20} aria-label={`Stop measuring ${label}`} onClick={() => tour.cancel(claim.id)}>
              <IconPlayerStop size={13} />
            </ActionIcon>
          </div>
        ) : null}
        {status.kind === 'failed' ? (
          <p className="claim-trouble">Could not be measured: {status.error.message}</p>
        ) : null}
        {status.kind === 'cancelled' ? <p className="claim-trouble">Stopped before it was measured.</p> : null}
        <p className="claim-foot">
          <span>{label}</span>
          {status.kind === 'busy' || status.kind === 'done' ? null : (
            <Button variant="subtle" size="compact-xs" onClick={() => tour.measure(claim.id)}>
              Measure{claim.slow === true ? ' (takes a while)' : ''}
            </Button>
          )}
        </p>
      </div>
    </li>
  )
}

type ClaimState = 'none' | 'busy' | 'holds' | 'fails' | 'trouble'

/** A verdict of before says nothing of what could not be measured now. */
function verdictIn({ status, result }: ClaimAnswer): ClaimVerdict | undefined {
  if (status.kind === 'failed' || status.kind === 'cancelled') return undefined
  return result !== undefined && 'holds' in result ? result : undefined
}

function stateOf({ status }: ClaimAnswer, verdict: ClaimVerdict | undefined): ClaimState {
  if (status.kind === 'busy') return 'busy'
  if (status.kind === 'failed' || status.kind === 'cancelled') return 'trouble'
  if (status.kind === 'none' || verdict === undefined) return 'none'
  return verdict.holds ? 'holds' : 'fails'
}

function ClaimMark({ state }: { readonly state: ClaimState }) {
  const size = 18
  switch (state) {
    case 'holds':
      return <IconCircleCheckFilled size={size} aria-label="holds" />
    case 'fails':
      return <IconCircleXFilled size={size} aria-label="does not hold" />
    case 'trouble':
      return <IconAlertTriangle size={size} aria-label="not measured" />
    case 'busy':
      return <IconLoader2 size={size} aria-label="being measured" className="turning" />
    case 'none':
      return <IconCircleDashed size={size} aria-label="not measured yet" />
  }
}

function Checks({ verdict: { checks, seeds } }: { readonly verdict: ClaimVerdict }) {
  return (
    <>
      <ul className="checks">
        {checks.map(({ number, is, value, bound, tolerance, holds, margin }) => (
          <li key={`${number} ${is} ${bound}`} data-holds={holds}>
            {holds ? <IconCheck size={12} aria-label="yes" /> : <IconX size={12} aria-label="no" />}
            <span>
              {seeds === undefined || seeds.interval === undefined ? '' : 'worst seed: '}
              {wordsOf(number)} {formatNumber(value)} {signs[is]} {formatNumber(bound)}
              {tolerance === undefined ? '' : ` ± ${formatNumber(tolerance)}`}
            </span>
            <span className="margin">{marginText(margin, holds)}</span>
          </li>
        ))}
      </ul>
      {seeds === undefined ? null : <p className="claim-seeds">{seedsText(seeds)}</p>}
    </>
  )
}

const signs = { below: '<', above: '>', 'at most': '≤', 'at least': '≥', within: '≈' } as const

function marginText(margin: number, holds: boolean): string {
  if (!Number.isFinite(margin)) return 'not a number'
  const share = Math.abs(margin)
  const size = share >= 10 ? `${formatNumber(share, 2)} times its bound` : `${formatNumber(100 * share, 2)} %`
  return holds ? `${size} to spare` : `misses by ${size}`
}

function seedsText({ count, held, interval }: NonNullable<ClaimVerdict['seeds']>): string {
  if (interval === undefined) return `Of ${count} seeds together.`
  const [low, high] = interval.map((share) => Math.round(100 * share))
  return `It held with ${held} of ${count} seeds: in ${low} to ${high} % of all, with 95 % confidence.`
}
