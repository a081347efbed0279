import { fileSizeProblem } from '../../core/scene/file-size'
import type { OpenedFile } from '../../host/host'

/** Opens a file that is dropped anywhere on the window; one that is too large is refused before it is read. */
export function attachFileDrop(
  target: Document,
  open: (file: OpenedFile) => Promise<void>,
  refuse: (text: string, remedy: string) => void,
): void {
  const root = target.documentElement
  target.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    root.dataset['dropping'] = 'true'
  })
  target.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) delete root.dataset['dropping']
  })
  target.addEventListener('drop', (event) => {
    delete root.dataset['dropping']
    const file = event.dataTransfer?.files[0]
    // A field may have taken it.
    if (file === undefined || event.defaultPrevented) return
    event.preventDefault()
    const tooLarge = fileSizeProblem(file.size)
    if (tooLarge !== undefined) return refuse(`${file.name}: ${tooLarge.message}`, tooLarge.remedy)
    void file.arrayBuffer().then((buffer) => open({ name: file.name, bytes: new Uint8Array(buffer) }))
  })
}
