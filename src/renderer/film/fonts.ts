import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'

/**
 * Loads the window's typeface into the worker, where no style sheet reaches, so that a film's letters are the window's.
 */
export async function loadFilmFonts(): Promise<void> {
  const face = new FontFace('Inter Variable', `url(${interUrl})`, { weight: '100 900' })
  const scope: unknown = globalThis
  ;(scope as { fonts: FontFaceSet }).fonts.add(await face.load())
}
