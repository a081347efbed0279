import { Tabs } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useApp } from '../../store/app'
import { useScene, useSession } from '../../store/use-stores'
import { Section } from '../../ui/section'
import { ProbePanel } from '../analysis/probe-panel'
import { RacerMenus } from './racer-menus'
import { RacerRow } from './racer-row'
import { RunSettings } from '../race/run-settings'

/** What analyses take is loaded when one is first looked at. */
const AnalysisPanel = lazy(() =>
  import('../analysis/analysis-panel').then((module) => ({ default: module.AnalysisPanel })),
)

/** Right: who runs, or what an analysis finds; and what is known at a point. */
export function RacerPanel() {
  const app = useApp()
  const tab = useSession((session) => session.rightTab)
  return (
    <aside className="panel panel-right" aria-label="Optimizers" data-tab={tab}>
      <Tabs
        className="right-tabs"
        value={tab}
        onChange={(next) => app.session.setState({ rightTab: next === 'analyse' ? 'analyse' : 'race' })}
      >
        <Tabs.List grow>
          <Tabs.Tab value="race">Race</Tabs.Tab>
          <Tabs.Tab value="analyse" data-control="analysis">
            Analyse
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'race' ? (
        <Racers />
      ) : (
        <Suspense fallback={<section className="section analysis" aria-busy="true" />}>
          <AnalysisPanel />
        </Suspense>
      )}
      <ProbePanel />
    </aside>
  )
}

function Racers() {
  const racers = useScene((scene) => scene.racers)
  const open = useSession((session) => session.openRacer)
  return (
    <Section title="Racers" aside={<RacerMenus />} className="racers">
      {racers.length === 0 ? (
        <p className="empty">No optimizer yet. Add one with +, or take a preset.</p>
      ) : (
        <ul className="racer-list" data-control="racers" aria-label="Racers">
          {racers.map((racer) => (
            <RacerRow key={racer.id} racer={racer} isOpen={racer.id === open} />
          ))}
        </ul>
      )}
      <RunSettings />
    </Section>
  )
}
