import { FileFault } from './fileFault.ts'

interface Known {
  /** First bytes in hex. */
  readonly head: string
  readonly what: string
  readonly advice: string
}

const UNPACK = 'Unpack it, and import what is in it'
const PICTURES = 'Choose the file of the posts; their pictures are looked for in a folder (--pictures)'
const SAVE_AS_TEXT = 'Save it as text or as a table (CSV) with the program it came from'

const KNOWN: readonly Known[] = [
  { head: '1f8b', what: 'is packed by gzip', advice: UNPACK },
  { head: '425a68', what: 'is packed by bzip2', advice: UNPACK },
  { head: 'fd377a585a00', what: 'is packed by xz', advice: UNPACK },
  { head: '28b52ffd', what: 'is packed by zstd', advice: UNPACK },
  { head: '377abcaf271c', what: 'is a 7z archive', advice: UNPACK },
  { head: '52617221', what: 'is a RAR archive', advice: UNPACK },
  { head: '89504e470d0a1a0a', what: 'is a PNG picture', advice: PICTURES },
  { head: 'ffd8ff', what: 'is a JPEG picture', advice: PICTURES },
  { head: '474946383', what: 'is a GIF picture', advice: PICTURES },
  { head: '7b5c727466', what: 'is a document in Rich Text Format', advice: SAVE_AS_TEXT },
  { head: '25504446', what: 'is a PDF', advice: SAVE_AS_TEXT },
  { head: 'd0cf11e0a1b11ae1', what: 'is a document of Microsoft Office before 2007', advice: SAVE_AS_TEXT },
  {
    head: '4152524f5731',
    what: 'is an Arrow or Feather file',
    advice: 'Save it as Parquet or as JSON lines with the library it came from',
  },
  {
    head: '8004',
    what: 'is a pickle of Python',
    advice: 'Save it as JSON lines with the program it came from',
  },
  { head: '53514c69746520666f726d61742033', what: 'is an SQLite database', advice: SAVE_AS_TEXT },
  {
    // `version https://git-lfs`
    head: '76657273696f6e2068747470733a2f2f6769742d6c6673',
    what: 'is a pointer of Git LFS',
    advice: 'Fetch the file itself (git lfs pull)',
  },
  { head: 'fffe0000', what: 'is UTF-32 text', advice: 'Save the file as UTF-8' },
  { head: '0000feff', what: 'is UTF-32 text', advice: 'Save the file as UTF-8' },
]

const LONGEST_HEAD = 32

/** Throws {@link FileFault} for a file whose first bytes say that it is of a kind no posts are kept in. */
export function refuseOtherBytes(name: string, bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, LONGEST_HEAD)).toString('hex')
  const known = isTar(bytes) ? TAR : KNOWN.find((each) => head.startsWith(each.head))
  if (known !== undefined)
    throw new FileFault(name, `the file ${known.what}`, 'a file of posts', known.advice)
  const order = unmarkedOrder(bytes)
  if (order !== null)
    throw new FileFault(
      name,
      `every other byte is 0: the file looks like ${order.toUpperCase()}`,
      'UTF-8',
      `Choose the encoding ${order} (--encoding ${order}), or save the file as UTF-8`,
    )
}

const TAR: Pick<Known, 'what' | 'advice'> = { what: 'is a tar archive', advice: UNPACK }

/** Its mark stands behind the name and the rights of the first file. */
function isTar(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar'
}

const LEAST = 8
const MOST = 64

/** Western text in UTF-16 without its byte-order mark: every second byte is 0, and no other. */
function unmarkedOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, Math.min(MOST, bytes.length - (bytes.length % 2)))
  if (head.length < LEAST) return null
  const zeros = [0, 0] as [number, number]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2 === 0 ? 0 : 1]++
  const half = head.length / 2
  if (zeros[0] === 0 && zeros[1] === half) return 'utf-16le'
  return zeros[0] === half && zeros[1] === 0 ? 'utf-16be' : null
}
