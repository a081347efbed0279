/**
 * What the app may ask of whatever it runs in. Two implementations: Electron's preload bridge and the browser.
 * Everything a person can refuse (a dialog) answers `undefined`; what goes wrong rejects with an Error whose
 * message is one line for a person.
 */
export interface Host {
  readonly kind: 'electron' | 'browser'
  readonly files: Files
  readonly recovery: Recovery
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
  /**
   * Writes back to a chosen place, whole or not at all. A file that another program has changed since it was opened or
   * saved here is left alone, unless it is to be overwritten.
   */
  save(handle: FileHandle, bytes: Uint8Array, overwrite?: boolean): Promise<SaveOutcome>
  /** Asks where, then opens a stream for a long file (a film). */
  createStream(suggestedName: string, filter: FileFilter): Promise<FileStream | undefined>
}

export type SaveOutcome = 'saved' | 'changed'

/**
 * What a window keeps of its unsaved work, in named pieces of text, so that a crash does not take it. No two windows
 * that are open have the same.
 */
export interface Recovery {
  /**
   * What this window had kept when it was lost, or else the window that was lost last. It is this window's from now on,
   * and `write` changes it.
   */
  take(): Promise<KeptWork | undefined>
  /** Puts and removes pieces, all of them or none. */
  write(changes: KeptChanges): Promise<void>
}

export interface KeptWork {
  readonly pieces: Readonly<Record<string, string>>
  /** How many lost windows' work waits for other windows. */
  readonly waiting: number
}

export interface KeptChanges {
  readonly put: Readonly<Record<string, string>>
  readonly remove: readonly string[]
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
  /** Whether closing the window would lose work, so that it asks first. */
  askBeforeClosing(isUnsaved: boolean): void
  openExternal(url: string): void
}
