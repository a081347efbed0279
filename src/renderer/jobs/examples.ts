import listed from '../../../resources/examples/index.json'
import type { App } from '../store/app'

/** A sample scene or measured surface: a file beside the page, fetched when it is opened. */
export interface Example {
  readonly file: string
  readonly title: string
  /** What there is to see. */
  readonly shows: string
  /** Of a network: what a small picture shows of its data, or the set that they are from. */
  readonly dots?: string | readonly (readonly number[])[]
}

export const examples: readonly Example[] = listed

/** Whether it is a network, which the gallery shows beside the landscapes. */
export function isNetworkExample({ dots }: Example): boolean {
  return dots !== undefined
}

/** What people who look for a network may call it. */
export const networkWords = 'neural network, perceptron, deep learning'

export const networkExamples: readonly Example[] = examples.filter(isNetworkExample)

const urls = import.meta.glob<string>('../../../resources/examples/*.{basin,csv,npz,h5}', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** Opens an example as a file of that name would be, and starts its race. */
export async function openExample({ files, notices, race }: App, { file }: Example): Promise<void> {
  try {
    const response = await fetch(urls[`../../../resources/examples/${file}`]!)
    if (!response.ok) throw new Error(`it was answered with ${response.status}`)
    await files.openExample({ name: file, bytes: new Uint8Array(await response.arrayBuffer()) })
    race.run()
  } catch (error) {
    notices.problem(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
