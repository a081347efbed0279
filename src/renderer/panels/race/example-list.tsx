import { UnstyledButton } from '@mantine/core'
import { examples, openExample } from '../../jobs/examples'
import { useApp } from '../../store/app'

/** The examples, offered where nothing is to be seen yet. */
export function ExampleList() {
  const app = useApp()
  return (
    <ul className="examples" aria-label="Examples">
      {examples.map((example) => (
        <li key={example.file}>
          <UnstyledButton className="example" title={example.shows} onClick={() => void openExample(app, example)}>
            {example.title}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
