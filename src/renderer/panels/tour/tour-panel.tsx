import { ActionIcon, Tabs, Tooltip } from '@mantine/core'
import { IconDeviceFloppy, IconHome, IconList, IconX } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { useApp } from '../../store/app'
import { useTour } from '../../store/use-stores'
import { LandscapePanel } from '../landscape/landscape-panel'
import { Contents } from './contents'
import { StepView } from './step-view'

/** Left, in the tour: the story of the step; or the landscape, which stays at hand. */
export function TourPanel() {
  // What is typeset waits for the surface.
  const place = useDeferredValue(useTour((state) => state.place))
  const [isLandscape, setLandscape] = useState(false)
  return (
    <div className="tour-side">
      <Tabs
        className="left-tabs"
        value={isLandscape ? 'landscape' : 'tour'}
        onChange={(next) => setLandscape(next === 'landscape')}
      >
        <Tabs.List grow>
          <Tabs.Tab value="tour">Tour</Tabs.Tab>
          <Tabs.Tab value="landscape" data-control="landscape parameters network data">
            Landscape
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {isLandscape ? (
        <LandscapePanel />
      ) : (
        <aside className="panel panel-left panel-tour" aria-label="Tour">
          <TourHead />
          {place?.at === 'step' ? (
            <StepView key={`${place.scenario} ${place.step}`} scenario={place.scenario} index={place.step} />
          ) : (
            <Contents />
          )}
        </aside>
      )}
    </div>
  )
}

function TourHead() {
  const { tour } = useApp()
  const isStep = useTour((state) => state.place?.at === 'step')
  return (
    <div className="tour-head">
      <Way label="First page" icon={<IconHome size={16} />} run={() => tour.openFirstPage()} />
      <Way label="All scenarios" icon={<IconList size={16} />} run={tour.openContents} />
      <span className="tour-head-space" />
      {isStep ? (
        <Way label="Keep as a scene of one’s own" icon={<IconDeviceFloppy size={16} />} run={tour.keep} />
      ) : null}
      <Way label="Leave the tour" icon={<IconX size={16} />} run={tour.leave} />
    </div>
  )
}

interface WayProps {
  readonly label: string
  readonly icon: React.ReactNode
  readonly run: () => void
}

function Way({ label, icon, run }: WayProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={run}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
