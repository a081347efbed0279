/**
 * What the app may ask of whatever it runs in. Two implementations: Electron's preload bridge and the browser.
 * Everything a person can refuse (a dialog) answers `undefined`; what goes wrong rejects with an Error whose
 * message is one line for a person.
 */
export interface Host {
  readonly kind: 'electron' | 'browser'
  readonly files: Files
  readonly window: WindowControls
  /** Menu items chosen and files opened from outside arrive here, as command ids and files. */
  onCommand(receive: (commandId: string) => void): void
  onOpenFile(receive: (file: OpenedFile) => void): void
}

export interface FileFilter {
  /** `Basin scene` */
  readonly name: string
  /** Without the dot: `basin`. */
  readonly extensions: readonly string[]
}

export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Where `save` can write it back without asking; absent where the host cannot. */
  readonly handle?: FileHandle
}

/** An opaque token for a place on disk that the person has chosen. */
export type FileHandle = { readonly token: string; readonly name: string }

export interface Files {
  open(filters: readonly FileFilter[]): Promise<OpenedFile | undefined>
  /** Asks where, then writes whole or not at all. */
  saveAs(suggestedName: string, filter: FileFilter, bytes: Uint8Array): Promise<FileHandle | undefined>
  /** Writes back to a chosen place, whole or not at all. */
  save(handle: FileHandle, bytes: Uint8Array): Promise<void>
  /** Asks where, then opens a stream for a long file (a film). */
  createStream(suggestedName: string, filter: FileFilter): Promise<FileStream | undefined>
  /** The autosaved scene of a session that did not end well. */
  readRecovery(): Promise<string | undefined>
  writeRecovery(text: string | undefined): Promise<void>
}

/** A file being written. Nothing is left behind unless `close` has resolved. */
export interface FileStream {
  readonly name: string
  /** Writes at an absolute position, as muxers that patch their header need. */
  write(position: number, bytes: Uint8Array): Promise<void>
  close(): Promise<void>
  abort(): Promise<void>
}

export interface WindowControls {
  setTitle(title: string, edited: boolean): void
  openExternal(url: string): void
}
