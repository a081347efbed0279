import { Button, Checkbox, Group, Modal, NativeSelect, SegmentedControl, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { DataFileChoice } from '../../../engine'
import type { OfferedData } from '../../jobs/data-files'
import { useApp } from '../../store/app'

/** Columns that are shown; of more, those beyond are inputs as suggested. */
const mostShown = 12

/** Where a person says which columns of a file of examples are what. */
export function DataDialog() {
  const { data } = useApp()
  const offered = useStore(data, (state) => state.offered)
  // What was offered last stays to be seen while the dialog closes.
  const [shown, setShown] = useState(offered)
  if (offered !== undefined && offered !== shown) setShown(offered)
  const content = offered ?? shown
  return (
    <Modal opened={offered !== undefined} onClose={data.close} title="Data for a network" size={760} centered>
      {content === undefined ? null : <DataForm key={content.file.blob} offered={content} />}
    </Modal>
  )
}

function DataForm({ offered }: { readonly offered: OfferedData }) {
  const { data } = useApp()
  const { file, preview, problems } = offered
  const [choice, setChoice] = useState<DataFileChoice>(preview.suggested)
  const change = (some: Partial<DataFileChoice>): void => setChoice((before) => ({ ...before, ...some }))
  const hidden = preview.columns.length - mostShown
  return (
    <>
      <Text size="sm">
        {file.name}: {preview.count} examples of {preview.columns.length} columns
        {hidden > 0 ? `, of which the first ${mostShown} are shown; the others are inputs` : ''}
      </Text>
      <Table.ScrollContainer minWidth={0} my="sm">
        <Table className="data-table" withTableBorder aria-label="First rows">
          <Table.Thead>
            <Table.Tr>
              {preview.columns.slice(0, mostShown).map((name) => (
                <Table.Th key={name}>
                  {name}
                  <NativeSelect
                    size="xs"
                    mt={4}
                    aria-label={`Role of ${name}`}
                    data={roles}
                    value={roleOf(choice, name)}
                    onChange={({ currentTarget: { value } }) => setChoice(withRole(choice, name, value))}
                  />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.rows.map((row, index) => (
              <Table.Tr key={index}>
                {row.slice(0, mostShown).map((cell, column) => (
                  <Table.Td key={preview.columns[column]}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between">
        <Group gap="xs">
          <Text size="sm">Targets are</Text>
          <SegmentedControl
            size="xs"
            aria-label="Targets are"
            value={choice.task}
            data={[
              { value: 'classification', label: 'classes' },
              { value: 'regression', label: 'numbers' },
            ]}
            onChange={(task) => change({ task: task === 'regression' ? 'regression' : 'classification' })}
          />
        </Group>
        <Checkbox
          size="xs"
          label="standardise inputs: mean 0, deviation 1"
          checked={choice.standardise}
          onChange={({ currentTarget: { checked } }) => change({ standardise: checked })}
        />
      </Group>
      {problems.length === 0 ? null : (
        <div className="problems data-problems" role="alert">
          <ul>
            {problems.map(({ where, message, remedy }) => (
              <li key={`${where} ${message}`}>
                {where === undefined ? null : <span className="place">{where}: </span>}
                <strong>{message}</strong>
                <div>{remedy}</div>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={data.close}>
          Cancel
        </Button>
        <Button data-autofocus onClick={() => void data.take(choice)}>
          Make a network
        </Button>
      </Group>
    </>
  )
}

const roles = ['input', 'target', 'left out']

function roleOf({ inputs, target }: DataFileChoice, name: string): string {
  if (name === target) return 'target'
  return inputs.includes(name) ? 'input' : 'left out'
}

/** There is one target: the one before becomes an input. */
function withRole(choice: DataFileChoice, name: string, role: string): DataFileChoice {
  const { inputs, target } = choice
  const others = inputs.filter((each) => each !== name)
  switch (role) {
    case 'target':
      return { ...choice, inputs: target === '' || target === name ? others : [...others, target], target: name }
    case 'input':
      return { ...choice, inputs: [...others, name], target: target === name ? '' : target }
    default:
      return { ...choice, inputs: others, target: target === name ? '' : target }
  }
}
