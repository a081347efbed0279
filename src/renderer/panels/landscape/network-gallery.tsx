import { UnstyledButton } from '@mantine/core'
import { type Example, openExample } from '../../jobs/examples'
import { useApp } from '../../store/app'
import { useScene } from '../../store/use-stores'
import { cssColor } from '../../charts/signed-color'
import { attractorColor } from '../../ui/attractor-colors'

interface NetworkGalleryProps {
  readonly examples: readonly Example[]
  /** The file of the one that the Tab key stops at, where that is one of these. */
  readonly stop: string | undefined
}

/** Networks to begin with, each by its data: one that is clicked opens and trains. */
export function NetworkGallery({ examples, stop }: NetworkGalleryProps) {
  const app = useApp()
  const title = useScene((scene) => (scene.landscape.kind === 'network' ? scene.title : undefined))
  return (
    <ul className="gallery" aria-label="Networks">
      {examples.map((example) => (
        <li key={example.file}>
          <UnstyledButton
            className="gallery-item"
            tabIndex={example.file === stop ? 0 : -1}
            aria-pressed={example.title === title}
            title={`${example.title}: ${example.shows}`}
            onClick={({ detail, currentTarget }) => {
              void openExample(app, example)
              // After a click the space bar is for play and pause.
              if (detail > 0) currentTarget.blur()
            }}
          >
            <Dots dots={example.dots} />
            <span>{example.title}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}

const size = { width: 78, height: 39, margin: 5 }

function Dots({ dots = [] }: Pick<Example, 'dots'>) {
  const { dataSetDots } = useApp().cards
  const shown: readonly (readonly number[])[] = typeof dots === 'string' ? (dataSetDots[dots] ?? []) : dots
  const { width, height, margin } = size
  return (
    <svg className="gallery-dots" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {shown.map(([x = 0, y = 0, label = 0], index) => (
        <circle
          key={index}
          cx={margin + x * (width - 2 * margin)}
          cy={height - margin - y * (height - 2 * margin)}
          r={1.7}
          fill={cssColor(attractorColor(label))}
        />
      ))}
    </svg>
  )
}
