import { SegmentedControl } from '@mantine/core'
import { useApp } from '../../store/app'
import type { AnalysisTab } from '../../store/session'
import { analysisTabs } from '../../store/session'
import { useScene, useSession } from '../../store/use-stores'
import { BasinsPanel } from './basins-panel'
import { PointsPanel } from './points-panel'
import { SpectrumPanel } from './spectrum-panel'
import { StepPanel } from './step-panel'
import { SweepPanel } from './sweep-panel'

const names: Readonly<Record<AnalysisTab, string>> = {
  points: 'Points',
  basins: 'Basins',
  sweep: 'Sweep',
  step: 'Step',
  spectrum: 'Spectrum',
}

/** What is known of the landscape and the rules beyond one race. */
export function AnalysisPanel() {
  const app = useApp()
  const isInPlane = useScene(({ landscape }) => landscape.dimension === undefined)
  const chosen = useSession((session) => session.analysisTab)
  const tab = isInPlane && chosen === 'spectrum' ? 'points' : chosen
  return (
    <section className="section analysis" aria-label="Analysis">
      <SegmentedControl
        className="analysis-tabs"
        size="xs"
        fullWidth
        aria-label="Analysis of"
        value={tab}
        data={analysisTabs
          .filter((name) => name !== 'spectrum' || !isInPlane)
          .map((name) => ({ value: name, label: names[name] }))}
        onChange={(next) => app.session.setState({ analysisTab: analysisTabs.find((name) => name === next)! })}
      />
      <TabContent tab={tab} />
    </section>
  )
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
    case 'spectrum':
      return <SpectrumPanel />
  }
}
