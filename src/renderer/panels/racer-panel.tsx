import { ActionIcon, Menu, NativeSelect, Tabs, Tooltip } from '@mantine/core'
import { IconPlus, IconStack2 } from '@tabler/icons-react'
import { useApp } from '../store/app'
import * as edits from '../store/edits'
import { useScene, useSession } from '../store/use-stores'
import { NumberField } from '../ui/number-field'
import { Section } from '../ui/section'
import { AnalysisPanel } from './analysis/analysis-panel'
import { racerPresets } from './presets'
import type { RacerPreset } from './presets'
import { ProbePanel } from './probe-panel'
import { RacerRow } from './racer-row'

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
          <Tabs.Tab value="analyse">Analyse</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'race' ? <Racers /> : <AnalysisPanel />}
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
        <ul className="racer-list" aria-label="Racers">
          {racers.map((racer, index) => (
            <RacerRow key={racer.id} racer={racer} index={index} isOpen={racer.id === open} />
          ))}
        </ul>
      )}
      <RunSettings />
    </Section>
  )
}

function RacerMenus() {
  const app = useApp()
  const { optimizerCards, palette, presets } = app.cards
  const take = (preset: RacerPreset): void => {
    app.edit((scene) => {
      const racers = preset.racers.reduce<edits.RacerList>((list, { optimizer, name, hyper }) => {
        const card = optimizerCards.find(({ id }) => id === optimizer)
        if (card === undefined) return list
        const racer = edits.newRacer(list, card, palette, { ...presets[optimizer], ...hyper })
        return [...list, name === undefined ? racer : { ...racer, id: name }]
      }, [])
      return edits.setRacers(racers)(scene)
    })
  }
  return (
    <div className="head-actions">
      <Menu position="bottom-end" width={250} shadow="md">
        <Menu.Target>
          <Tooltip label="Presets">
            <ActionIcon aria-label="Presets" size={24}>
              <IconStack2 size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Replace all by</Menu.Label>
          {racerPresets.map((preset) => (
            <Menu.Item key={preset.title} onClick={() => take(preset)}>
              {preset.title}
              <div className="menu-note">{preset.description}</div>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" width={270} shadow="md">
        <Menu.Target>
          <Tooltip label="Add an optimizer">
            <ActionIcon aria-label="Add optimizer" size={24}>
              <IconPlus size={17} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {optimizerCards.map((card) => (
            <Menu.Item key={card.id} onClick={() => app.edit(edits.addRacer(card, palette, presets[card.id]))}>
              {card.title}
              <div className="menu-note">{card.description}</div>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** What holds for all racers: where they start, for how long, and with what noise. */
function RunSettings() {
  const app = useApp()
  const scene = useScene((current) => current)
  const { start, steps, noise, seed } = scene
  const { domain } = scene.landscape
  return (
    <div className="run-settings">
      <NumberField
        label="Start x"
        value={start[0]}
        check={(x) => edits.startProblem(x, domain.x)}
        onCommit={(x) => app.edit(edits.setStart([x, start[1]]))}
      />
      <NumberField
        label="Start y"
        value={start[1]}
        check={(y) => edits.startProblem(y, domain.y)}
        onCommit={(y) => app.edit(edits.setStart([start[0], y]))}
      />
      <NumberField
        label="Length"
        title="How many updates each racer makes"
        value={steps}
        integer
        min={1}
        max={1e7}
        onCommit={(value) => app.edit(edits.setScene({ steps: value }))}
      />
      <NumberField
        label="Noise"
        title={noise.kind === 'covariance' ? 'Noise with a covariance' : 'Scale of the noise added to every gradient'}
        value={edits.noiseScale(noise)}
        min={0}
        onCommit={(value) => app.edit(edits.setNoiseScale(value))}
      />
      <NumberField
        label="Seed"
        value={seed}
        integer
        min={0}
        max={4294967295}
        onCommit={(value) => app.edit(edits.setScene({ seed: value }))}
      />
      <NativeSelect
        label="Compare by"
        size="xs"
        value={scene.compareBy}
        data={[
          { value: 'step', label: 'steps' },
          { value: 'evaluation', label: 'evaluations' },
        ]}
        onChange={(event) =>
          app.edit(edits.setScene({ compareBy: event.currentTarget.value === 'step' ? 'step' : 'evaluation' }))
        }
      />
    </div>
  )
}
