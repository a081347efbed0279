import { Tabs } from '@mantine/core'
import { type SceneLandscape, sumFacts } from '../../../core/scene/landscape'
import { useApp } from '../../store/app'
import type { AnalysisTab } from '../../store/session'
import { analysisTabs } from '../../store/session'
import { useScene, useSession } from '../../store/use-stores'
import { BasinsPanel } from './basins-panel'
import { CurvaturePanel } from './curvature-panel'
import { NoisePanel } from './noise-panel'
import { PathsPanel } from './paths-panel'
import { PointsPanel } from './points-panel'
import { SlicePanel } from './slice-panel'
import { StepPanel } from './step-panel'
import { SurrogatesPanel } from './surrogates-panel'
import { SweepPanel } from './sweep-panel'

const names: Readonly<Record<AnalysisTab, string>> = {
  points: 'Points',
  basins: 'Basins',
  sweep: 'Sweep',
  step: 'Step',
  noise: 'Noise',
  curvature: 'Curvature',
  slice: 'Slice',
  paths: 'Paths',
  surrogates: 'Losses',
}

/** What is known of the landscape and the rules beyond one race. */
export function AnalysisPanel() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const chosen = useSession((session) => session.analysisTab)
  const tabs = analysisTabs.filter((tab) => isAbout(tab, landscape))
  const tab = tabs.find((name) => name === chosen) ?? 'points'
  return (
    <section className="section analysis" aria-label="Analysis">
      <Tabs
        variant="none"
        value={tab}
        onChange={(next) => app.session.setState({ analysisTab: analysisTabs.find((name) => name === next)! })}
      >
        <Tabs.List className="analysis-tabs" aria-label="Analysis of">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {names[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel className="analysis-tab" value={tab}>
          <TabContent tab={tab} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

/** Whether there is such an analysis of a landscape. */
function isAbout(tab: AnalysisTab, landscape: SceneLandscape): boolean {
  switch (tab) {
    case 'noise':
      return sumFacts(landscape) !== undefined
    case 'curvature':
    case 'paths':
      return landscape.dimension !== undefined
    case 'slice':
      return landscape.dimension !== undefined && landscape.dimension > 2
    case 'points':
    case 'basins':
    case 'sweep':
    case 'step':
    case 'surrogates':
      return true
  }
}

function TabContent({ tab }: { readonly tab: AnalysisTab }) {
  switch (tab) {
    case 'points':
      return <PointsPanel />
    case 'basins':
      return <BasinsPanel />
    case 'sweep':
      return <SweepPanel />
    case 'step':
      return <StepPanel />
    case 'noise':
      return <NoisePanel />
    case 'curvature':
      return <CurvaturePanel />
    case 'slice':
      return <SlicePanel />
    case 'paths':
      return <PathsPanel />
    case 'surrogates':
      return <SurrogatesPanel />
  }
}
