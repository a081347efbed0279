import { ActionIcon, Combobox, Menu, Tooltip, useCombobox } from '@mantine/core'
import { IconPlus, IconStack2, IconTargetArrow } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import type { RacerPreset } from './presets'
import { racerPresets } from './presets'
import { grouped, ranked } from '../../ui/ranked'

/** At the head of the racers: their learning rates, whole sets of them, and single ones. */
export function RacerMenus() {
  const app = useApp()
  return (
    <div className="head-actions">
      <Tooltip label="Fit all learning rates to the landscape: a part of 1 / curvature, or of its extent">
        <ActionIcon aria-label="Fit learning rates" size={24} onClick={() => void app.fitRates()}>
          <IconTargetArrow size={16} />
        </ActionIcon>
      </Tooltip>
      <PresetMenu />
      <OptimizerMenu />
    </div>
  )
}

function PresetMenu() {
  const app = useApp()
  const { optimizerCards } = app.cards
  const take = ({ racers: wanted, compareBy }: RacerPreset): void => {
    app.edit((scene) => {
      const racers = wanted.reduce<edits.RacerList>((list, { optimizer, name, hyper }) => {
        const card = optimizerCards.find(({ id }) => id === optimizer)
        if (card === undefined) return list
        const racer = edits.newRacer(list, card, { ...app.fitting.hyper(optimizer), ...hyper })
        return [...list, name === undefined ? racer : { ...racer, id: name }]
      }, [])
      const compared = compareBy === undefined ? scene : edits.setScene({ compareBy })(scene)
      return edits.setRacers(racers)(compared)
    })
  }
  return (
    <Menu position="bottom-end" width={250} shadow="md">
      <Menu.Target>
        <Tooltip label="Presets">
          <ActionIcon aria-label="Presets" size={24}>
            <IconStack2 size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className="long-menu">
        <Menu.Label>Replace all by</Menu.Label>
        {racerPresets.map((preset) => (
          <Menu.Item key={preset.title} onClick={() => take(preset)}>
            {preset.title}
            <div className="menu-note">{preset.description}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Every optimizer under the heading of its group, or those that are searched for. */
function OptimizerMenu() {
  const app = useApp()
  const { optimizerCards } = app.cards
  const [query, setQuery] = useState('')
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setQuery('')
    },
  })
  const found = ranked(optimizerCards, query)
  const isSearching = query.trim() !== ''
  const { selectFirstOption, resetSelectedOption } = combobox
  useEffect(() => {
    if (isSearching) selectFirstOption()
    else resetSelectedOption()
    // The store's functions are new at each render; what counts is what was searched for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query, isSearching])
  const options = (cards: typeof found) =>
    cards.map((card) => (
      <Combobox.Option key={card.id} value={card.id} aria-label={card.title} title={card.description}>
        {card.title}
        <div className="menu-note optimizer-note">{card.description}</div>
      </Combobox.Option>
    ))
  return (
    <Combobox
      store={combobox}
      position="bottom-end"
      width={330}
      shadow="md"
      onOptionSubmit={(id) => {
        const card = optimizerCards.find((each) => each.id === id)
        if (card !== undefined) app.edit(edits.addRacer(card, app.fitting.hyper(id)))
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withKeyboardNavigation={false} withAriaAttributes={false}>
        <Tooltip label="Add an optimizer" disabled={combobox.dropdownOpened}>
          <ActionIcon
            aria-label="Add optimizer"
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            size={24}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconPlus size={17} />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label="Search optimizers"
          placeholder={`Search ${optimizerCards.length} optimizers`}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Combobox.Options className="long-menu" aria-label="Optimizers to add">
          {isSearching
            ? options(found)
            : grouped(found).map(({ group, entries }) => (
                <Combobox.Group key={group} label={group}>
                  {options(entries)}
                </Combobox.Group>
              ))}
          {found.length > 0 ? null : <Combobox.Empty>No optimizer is called that.</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
