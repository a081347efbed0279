import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { csv } from './csv'
import { npz, readNpz } from './npz'

async function joined(pieces: AsyncGenerator<string | Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
  return new Uint8Array(Buffer.concat(all))
}

test('no name of somebody else’s leads out of an archive, and different names stay different', async () => {
  const ids = [
    'adam',
    'slow one',
    'größer λ',
    '../../etc',
    '..',
    '/root',
    'a/b',
    'a%2Fb',
    'a\\b',
    'C:',
    'a\u0000\u001b',
    '. ',
  ]
  const chunks = [Float64Array.of(1)]
  const bytes = await joined(npz(ids.map((id) => ({ name: [id, 'loss'], shape: [1], chunks }))))
  const names = Object.keys(unzipSync(bytes))
  expect(names).toEqual([
    'adam/loss.npy',
    'slow one/loss.npy',
    'größer λ/loss.npy',
    '%2E%2E%2F..%2Fetc/loss.npy',
    '%2E%2E/loss.npy',
    '%2Froot/loss.npy',
    'a%2Fb/loss.npy',
    'a%252Fb/loss.npy',
    'a%5Cb/loss.npy',
    'C%3A/loss.npy',
    'a%00%1B/loss.npy',
    '%2E%20/loss.npy',
  ])
  expect(readNpz(bytes).value?.arrays.size).toBe(ids.length)
})

test('a text that a spreadsheet would run is none in a table, and numbers are what they are', async () => {
  const cells = ['=1+1', '+1', '-1', '@sum', '\tx', '=HYPERLINK("a","b")', 'adam', 'a=1', 'a,b', -1.5, -Infinity]
  const text = Buffer.from(await joined(csv(['racer'], [cells]))).toString()
  expect(text.split('\n')[1]).toBe(
    `"'=1+1","'+1","'-1","'@sum","'\tx","'=HYPERLINK(""a"",""b"")",adam,a=1,"a,b",-1.5,-inf`,
  )
})
