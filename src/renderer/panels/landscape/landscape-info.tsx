import { Tooltip } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { Hazard, KnownPoint, LandscapeCard, Symmetry } from '../../../core/definitions/landscape'
import { cardOf } from '../../store/cards'
import { useApp } from '../../store/app'
import { useScene } from '../../store/use-stores'
import { InfoPopover } from '../../ui/info-popover'

/** What is known of the chosen landscape: what it shows, what to beware of, and, when asked, where it comes from. */
export function LandscapeInfo() {
  const { cards } = useApp()
  const card = useScene(({ landscape }) => cardOf(landscape, cards.landscapeCards))
  if (card === undefined) return null
  return (
    <div className="landscape-info">
      <div className="landscape-about">
        <p title={card.description}>{card.description}</p>
        <InfoPopover
          icon={<IconInfoCircle size={15} />}
          label={`About ${card.title}`}
          hint="About this landscape"
          width={340}
          className="about"
        >
          <About card={card} />
        </InfoPopover>
      </div>
      {card.hazards.length === 0 ? null : (
        <ul className="badges" aria-label="Hazards">
          {card.hazards.map((hazard) => (
            <li key={hazard}>
              <Tooltip label={hazards[hazard].meaning}>
                <span className="badge" tabIndex={0}>
                  {hazards[hazard].name}
                </span>
              </Tooltip>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function About({ card }: { readonly card: LandscapeCard }) {
  const { title, description, notes = [], hazards: dangers, symmetries = [], citation, knownPoints } = card
  return (
    <article aria-label={`About ${title}`}>
      <h3>{title}</h3>
      <p>{description}</p>
      {notes.length === 0 ? null : (
        <>
          <h4>Beware of published values</h4>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </>
      )}
      {dangers.length === 0 ? null : (
        <dl>
          {dangers.map((hazard) => (
            <div key={hazard}>
              <dt>{hazards[hazard].name}</dt>
              <dd>{hazards[hazard].meaning}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="about-facts">
        {[pointsText(knownPoints), ...symmetries.map((each) => symmetryTexts[each])].join('; ')}.
      </p>
      <p className="about-citation">{citation}</p>
    </article>
  )
}

/** `9 critical points known at the default parameters: 4 minima, 1 maximum, 4 saddles`. */
function pointsText(points: readonly KnownPoint[]): string {
  if (points.length === 0) return 'No critical point is given'
  const counts = (Object.keys(kindNames) as KnownPoint['kind'][]).flatMap((kind) => {
    const count = points.filter((point) => point.kind === kind).length
    return count === 0 ? [] : [`${count} ${kindNames[kind][count === 1 ? 0 : 1]}`]
  })
  const noun = points.length === 1 ? 'critical point is' : 'critical points are'
  return `${points.length} ${noun} known at the default parameters: ${counts.join(', ')}`
}

const kindNames = {
  minimum: ['minimum', 'minima'],
  maximum: ['maximum', 'maxima'],
  saddle: ['saddle', 'saddles'],
  degenerate: ['degenerate', 'degenerate'],
} as const satisfies Record<KnownPoint['kind'], readonly [one: string, several: string]>

const hazards = {
  kink: {
    name: 'kinks',
    meaning:
      'Not smooth everywhere: at corners and jumps derivatives are conventions, and rules that rest on curvature may fail.',
  },
  'boundary-optimum': {
    name: 'optimum on the edge',
    meaning: 'The lowest value of the domain lies on its edge, with a slope that leads out of it.',
  },
  unbounded: {
    name: 'unbounded',
    meaning: 'Outside the domain it falls lower still: a race that leaves the domain may never end in a minimum.',
  },
  flat: {
    name: 'flat',
    meaning: 'Large parts are nearly level: the gradient says little there, and small steps go nowhere.',
  },
  'ill-conditioned': {
    name: 'ill-conditioned',
    meaning: 'Curvatures differ by orders of magnitude: a step that suits one direction is far too long for another.',
  },
  degenerate: {
    name: 'degenerate',
    meaning:
      'Somewhere the gradient vanishes and the Hessian is singular: second derivatives do not tell what is there.',
  },
} as const satisfies Record<Hazard, { readonly name: string; readonly meaning: string }>

const symmetryTexts = {
  'even-x': 'the same at −x',
  'even-y': 'the same at −y',
  point: 'the same at (−x, −y)',
  exchange: 'the same with x and y exchanged',
  radial: 'a function of the distance to the origin alone',
  odd: 'of opposite sign at (−x, −y)',
} as const satisfies Record<Symmetry, string>
