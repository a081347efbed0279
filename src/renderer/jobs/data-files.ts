import { createStore } from 'zustand/vanilla'
import type { Problem } from '../../core/problem'
import type { DataFileChoice, DataFileResult, DataPreview } from '../../engine'
import type { Engine } from '../../engine/client'
import type { Edit } from '../store/edits'
import { showMeasured } from '../store/edits'

/** A file of examples whose bytes are with the engine. */
export interface NamedBytes {
  readonly name: string
  readonly blob: string
}

/** A file of examples that a person is choosing columns of. */
export interface OfferedData {
  readonly file: NamedBytes
  readonly preview: DataPreview
  /** What is wrong with the last choice. */
  readonly problems: readonly Problem[]
}

interface DataFilesInputs {
  readonly engine: Engine
  readonly edit: (change: Edit) => void
}

/** A person's own data: what a file holds, the choice of its columns in a dialog, and the network made for them. */
export function createDataFiles({ engine, edit }: DataFilesInputs) {
  const store = createStore<{ readonly offered: OfferedData | undefined }>(() => ({ offered: undefined }))

  const ask = async (file: NamedBytes, choice?: DataFileChoice): Promise<DataFileResult> => {
    const spec = { ...file, ...(choice && { choice }) }
    const end = await engine.run('data-file', spec, { priority: 'interactive' }).end
    if (end.status === 'done') return end.result
    const message = end.status === 'failed' ? end.error.message : 'reading was cancelled'
    return { problems: [{ message, remedy: 'open the file again' }] }
  }

  const close = (): void => {
    const { offered } = store.getState()
    if (offered !== undefined) engine.dropBlob(offered.file.blob)
    store.setState({ offered: undefined })
  }

  return {
    ...store,
    /** What a file holds, where it holds examples. */
    async previewOf(file: NamedBytes): Promise<DataPreview | readonly Problem[]> {
      const result = await ask(file)
      if ('problems' in result) return result.problems
      return 'preview' in result ? result.preview : []
    },
    /** Opens the dialog on a file, whose bytes stay until it is closed. */
    offer(file: NamedBytes, preview: DataPreview): void {
      close()
      store.setState({ offered: { file, preview, problems: [] } })
    },
    close,
    /** Makes a network for the chosen columns in the landscape's place, or tells what is wrong with them. */
    async take(choice: DataFileChoice): Promise<void> {
      const { offered } = store.getState()
      if (offered === undefined) return
      const result = await ask(offered.file, choice)
      if (store.getState().offered !== offered) return
      if ('scene' in result) {
        edit(showMeasured(result.scene))
        close()
      } else store.setState({ offered: { ...offered, problems: 'problems' in result ? result.problems : [] } })
    },
  }
}

export type DataFiles = ReturnType<typeof createDataFiles>
