import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../../store/app'

/** Asks what is to be decided; closed without an answer, nothing happens. */
export function QuestionDialog() {
  const { questions } = useApp()
  const asked = useStore(questions, (state) => state.asked)
  // What was asked last stays to be read while the dialog closes.
  const [shown, setShown] = useState(asked)
  if (asked !== undefined && asked !== shown) setShown(asked)
  const question = asked ?? shown
  if (question === undefined) return null
  return (
    <Modal
      opened={asked !== undefined}
      onClose={() => asked?.decide(undefined)}
      title={question.title}
      size={480}
      centered
    >
      <Text size="sm">{question.text}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        {question.choices.map(({ answer, label }, i) => (
          <Button
            key={answer}
            variant={i === 0 ? 'filled' : 'default'}
            data-autofocus={i === 0 ? true : undefined}
            onClick={() => asked?.decide(answer)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Modal>
  )
}
