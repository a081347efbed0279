import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core'
import { IconPin, IconPinnedFilled } from '@tabler/icons-react'
import { type Instrument, instruments } from '../../../core/scene/instruments'
import { type SceneLandscape, sumFacts } from '../../../core/scene/landscape'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { isNetwork } from '../../store/network-edits'
import { useScene, useSession } from '../../store/use-stores'
import { instrumentGroups, instrumentNames } from '../../ui/instrument-names'
import { BasinsPanel } from './basins-panel'
import { CrossSectionPanel } from './cross-section-panel'
import { CurvaturePanel } from './curvature-panel'
import { DragPanel } from './drag-panel'
import { ExamplesPanel } from './examples-panel'
import { NoisePanel } from './noise-panel'
import { NetworkPanel } from './network-panel'
import { PathsPanel } from './paths-panel'
import { PointsPanel } from './points-panel'
import { SchedulesPanel } from './schedules-panel'
import { SeedsPanel } from './seeds-panel'
import { SlicePanel } from './slice-panel'
import { StepPanel } from './step-panel'
import { SurrogatesPanel } from './surrogates-panel'
import { SweepPanel } from './sweep-panel'
import { TaylorPanel } from './taylor-panel'
import { ThrowPanel } from './throw-panel'
import { WeightsPanel } from './weights-panel'

/** What is known of the landscape and the rules beyond one race. */
export function AnalysisPanel() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const chosen = useSession((session) => session.analysisTab)
  const tabs = instruments.filter((tab) => isAbout(tab, landscape))
  const tab = tabs.find((name) => name === chosen) ?? 'points'
  return (
    <section className="section analysis" aria-label="Analysis">
      <div className="analysis-head">
        <NativeSelect
          size="xs"
          aria-label="Analysis of"
          value={tab}
          data={instrumentGroups.map(([group, ofGroup]) => ({
            group,
            items: ofGroup
              .filter((instrument) => tabs.includes(instrument))
              .map((instrument) => ({ value: instrument, label: instrumentNames[instrument].name })),
          }))}
          onChange={({ currentTarget: { value } }) =>
            app.session.setState({ analysisTab: instruments.find((instrument) => instrument === value)! })
          }
        />
        <InstrumentPin instrument={tab} />
      </div>
      <div className="analysis-tab">
        <TabContent tab={tab} />
      </div>
    </section>
  )
}

/** Keeps in the scene that it opens with what is shown. */
function InstrumentPin({ instrument }: { readonly instrument: Instrument }) {
  const app = useApp()
  const isPinned = useScene(({ view }) => view.instrument === instrument)
  const does = isPinned ? 'The scene opens with this' : 'Open the scene with this'
  return (
    <Tooltip label={does}>
      <ActionIcon
        size={22}
        aria-label="Open the scene with this"
        aria-pressed={isPinned}
        onClick={() => app.edit(edits.setView({ instrument: isPinned ? undefined : instrument }))}
      >
        {isPinned ? <IconPinnedFilled size={13} /> : <IconPin size={13} />}
      </ActionIcon>
    </Tooltip>
  )
}

/** Whether there is such an analysis of a landscape. */
function isAbout(tab: Instrument, landscape: SceneLandscape): boolean {
  switch (tab) {
    case 'noise':
    case 'examples':
      return sumFacts(landscape) !== undefined
    case 'curvature':
    case 'paths':
      return landscape.dimension !== undefined && landscape.dimension > 1
    case 'slice':
      return landscape.dimension !== undefined && landscape.dimension > 2
    case 'network':
    case 'weights':
      return isNetwork(landscape)
    case 'basins':
      return landscape.dimension !== 1
    case 'points':
    case 'sweep':
    case 'step':
    case 'schedules':
    case 'seeds':
    case 'drag':
    case 'surrogates':
    case 'cross-section':
    case 'taylor':
    case 'throw':
      return true
  }
}

function TabContent({ tab }: { readonly tab: Instrument }) {
  switch (tab) {
    case 'points':
      return <PointsPanel />
    case 'basins':
      return <BasinsPanel />
    case 'sweep':
      return <SweepPanel />
    case 'step':
      return <StepPanel />
    case 'drag':
      return <DragPanel />
    case 'noise':
      return <NoisePanel />
    case 'curvature':
      return <CurvaturePanel />
    case 'slice':
      return <SlicePanel />
    case 'network':
      return <NetworkPanel />
    case 'weights':
      return <WeightsPanel />
    case 'paths':
      return <PathsPanel />
    case 'seeds':
      return <SeedsPanel />
    case 'examples':
      return <ExamplesPanel />
    case 'schedules':
      return <SchedulesPanel />
    case 'surrogates':
      return <SurrogatesPanel />
    case 'cross-section':
      return <CrossSectionPanel />
    case 'taylor':
      return <TaylorPanel />
    case 'throw':
      return <ThrowPanel />
  }
}
