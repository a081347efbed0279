import { Button, Progress } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { sumFacts } from '../../../core/scene/landscape'
import { CostPlot } from '../../charts/cost-plot'
import { costSizes, type UpdateCost, updateCosts } from '../../jobs/update-cost'
import { useApp } from '../../store/app'
import { useScene } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { formatNumber } from '../../ui/format'

/** What an update of the first racer costs on this machine, by the size of its batch. */
export function UpdateCostPanel() {
  return (
    <Disclosure title="What an update costs here">
      <UpdateCosts />
    </Disclosure>
  )
}

interface Measurement {
  readonly racer: string
  readonly examples: number
  readonly costs: readonly UpdateCost[]
  readonly state: 'measuring' | 'done' | 'stopped' | 'failed'
}

function UpdateCosts() {
  const app = useApp()
  const racer = useScene((scene) => scene.racers[0])
  const examples = useScene((scene) => sumFacts(scene.landscape)?.examples ?? 1)
  const [measurement, setMeasurement] = useState<Measurement>()
  const isWanted = useRef(false)
  useEffect(
    () => () => {
      isWanted.current = false
    },
    [],
  )
  const sizes = costSizes(measurement?.examples ?? examples)
  const measure = async (): Promise<void> => {
    isWanted.current = true
    let costs: readonly UpdateCost[] = []
    const show = (state: Measurement['state']): void => setMeasurement({ racer: racer!.id, examples, costs, state })
    show('measuring')
    try {
      for await (const cost of updateCosts(app, app.scene(), Math.floor(app.clock()))) {
        if (!isWanted.current) {
          show('stopped')
          return
        }
        costs = [...costs, cost]
        show('measuring')
      }
      show('done')
    } catch {
      show('failed')
    }
  }
  if (racer === undefined) return <p className="empty">Add a racer whose updates are to be timed.</p>
  const isBusy = measurement?.state === 'measuring'
  const done = measurement?.costs ?? []
  return (
    <>
      <div className="answer-bar">
        {isBusy ? (
          <>
            <Button variant="default" onClick={() => (isWanted.current = false)}>
              Cancel
            </Button>
            <Progress value={(100 * done.length) / sizes.length} size={4} aria-label="Progress of timing" />
          </>
        ) : (
          <>
            <Button onClick={() => void measure()}>{measurement === undefined ? 'Measure' : 'Measure again'}</Button>
            <span className="answer-note">
              {measurement?.state === 'failed' ? 'a race did not end' : `updates of ${measurement?.racer ?? racer.id}`}
            </span>
          </>
        )}
      </div>
      {done.length === 0 ? (
        <p className="empty">
          Batches of 1 to {formatNumber(sizes.at(-1)!, 8)} are timed on this machine. An update costs what its batch
          does, however many examples there are.
        </p>
      ) : (
        <div className="noise">
          <p className="chart-title">Milliseconds an update, by the examples of its batch</p>
          <div className="picture-legend cost-legend">
            <span>
              <i className="power" /> powers of two
            </span>
            <span>
              <i className="neighbour" /> one more or one less
            </span>
          </div>
          <CostPlot
            label="Milliseconds an update by batch"
            sizes={sizes}
            points={done.map(({ size, time }) => ({ size, value: time }))}
            unit="ms an update"
          />
          <p className="chart-title">Examples a second</p>
          <CostPlot
            label="Examples a second by batch"
            sizes={sizes}
            points={done.map(({ size, time }) => ({ size, value: time > 0 ? (1000 * size) / time : 0 }))}
            unit="examples a second"
          />
        </div>
      )}
    </>
  )
}
