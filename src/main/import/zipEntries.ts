import { PICTURE_EXTENSIONS } from './pictureFormat.ts'
import { quoted } from '../formats/problemText.ts'

/** An entry as the list at the end of a zip tells it; nothing of it is proven before its bytes are read. */
export interface ZipEntry {
  /** Decoded, otherwise as it stands. */
  readonly name: string
  /** Bytes unpacked. */
  readonly size: number
  /** Bytes in the zip. */
  readonly packed: number
  /** Where it begins in the zip. */
  readonly offset: number
  /** 0: stored, 8: deflated; the program unpacks no other. */
  readonly method: number
  readonly encrypted: boolean
  /** File type and rights where a Unix system packed it; else 0. */
  readonly mode: number
}

/** Why a zip is not opened at all. */
export interface BundleFault {
  readonly found: string
  readonly expected: string | null
  readonly advice: string
  /** The entry at fault; null: the whole zip. */
  readonly entry: string | null
}

/** What an entry is to an import. `other` is neither posts nor a picture, `litter` was left by a system, or goes with posts (sets up brat, names labels of Hugging Face), and is not spoken of. */
export type EntryKind =
  'posts' | 'captions' | 'boxes' | 'picture' | 'zip' | 'link' | 'folder' | 'litter' | 'other'

const MOST_ENTRIES = 100_000
const MOST_BYTES = 16 * 2 ** 30
/** Labels and JSON seldom pack better than 30 to 1. */
const MOST_PACKED = 200
/** Small files may be all one letter. */
const PACKED_FREELY = 2 ** 20

const SAFE_ADVICE = 'Unpack it with a program you trust, look at the files, and choose those'

/**
 * What makes a zip unfit to be opened: an honest tool writes none of it, or the program could not tell what is meant.
 * Null: it may be opened.
 */
export function bundleFault(entries: readonly ZipEntry[]): BundleFault | null {
  if (entries.length > MOST_ENTRIES)
    return whole(`the zip has more than ${MOST_ENTRIES} entries`, `at most ${MOST_ENTRIES}`, 'Split it')
  const size = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (size > MOST_BYTES)
    return whole(
      `the zip would unpack to ${Math.round(size / 2 ** 30)} GiB`,
      `at most ${MOST_BYTES / 2 ** 30} GiB`,
      'Split it',
    )
  const seen = new Set<string>()
  for (const entry of entries) {
    const fault = entryFault(entry) ?? (seen.has(entry.name) ? DOUBLE : null)
    if (fault !== null) return { ...fault, entry: entry.name === '' ? null : entry.name }
    seen.add(entry.name)
  }
  return overlap(entries)
}

type EntryFault = Omit<BundleFault, 'entry'>

const DOUBLE: EntryFault = {
  found: 'two entries have this name',
  expected: 'each name once',
  advice: 'Pack it again',
}

function entryFault({ name, size, packed, method, encrypted }: ZipEntry): EntryFault | null {
  const fault = (found: string, expected: string | null, advice: string): EntryFault => ({
    found,
    expected,
    advice,
  })
  if (name === '' || name.includes('\0'))
    return fault(
      `the name of an entry is ${name === '' ? 'empty' : quoted(name)}`,
      'a file name',
      SAFE_ADVICE,
    )
  if (leavesFolder(name))
    return fault('the name of the entry leads out of the zip', 'a name inside it', SAFE_ADVICE)
  if (encrypted)
    return fault(
      'the entry is encrypted',
      'a zip without a password',
      'Unpack it with its password, and import the files',
    )
  if (method !== 0 && method !== 8)
    return fault(
      `the entry is packed by method ${method}`,
      'deflate, which every zip program has',
      'Pack it again',
    )
  if (size > PACKED_FREELY && size > packed * MOST_PACKED)
    return fault(
      `${packed} bytes of the entry would unpack to ${size}`,
      `at most ${MOST_PACKED} times as many, as text and pictures do`,
      SAFE_ADVICE,
    )
  return null
}

/** Also by the rules of Windows, so that a zip means the same everywhere. */
function leavesFolder(name: string): boolean {
  const parts = name.split(/[/\\]/u)
  return parts[0] === '' || /^[a-z]:/iu.test(name) || parts.includes('..')
}

/** Entries that share bytes are how a small zip unpacks to a huge one. */
function overlap(entries: readonly ZipEntry[]): BundleFault | null {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset)
  for (const [index, entry] of inOrder.entries()) {
    const next = inOrder[index + 1]
    if (next !== undefined && entry.offset + entry.packed > next.offset)
      return {
        found: `the entry shares bytes with ${quoted(next.name)}`,
        expected: 'entries one after another',
        advice: SAFE_ADVICE,
        entry: entry.name,
      }
  }
  return null
}

function whole(found: string, expected: string, advice: string): BundleFault {
  return { found, expected, advice, entry: null }
}

const LINK = 0xa000
const FILE_TYPE = 0xf000
const POSTS = [
  'txt',
  'conll',
  'conll03',
  'iob',
  'iob2',
  'bio',
  'bioes',
  'json',
  'jsonl',
  'ndjson',
  'csv',
  'tsv',
  'parquet',
  'spacy',
  'ann',
]
const PICTURES = [...PICTURE_EXTENSIONS, 'bmp', 'svg', 'tif', 'tiff', 'heic', 'avif']
const TEXTS_ABOUT = /^(?:readme|licen[cs]e|notice|changelog|citation)\b/iu

/** By name: content decides when it is read. */
export function entryKind({ name, mode }: ZipEntry): EntryKind {
  const parts = name.split('/')
  const last = parts.at(-1) ?? ''
  if ((mode & FILE_TYPE) === LINK) return 'link'
  if (
    parts.some((part) => part === '__MACOSX' || part.startsWith('.')) ||
    /^(?:thumbs\.db|desktop\.ini|(?:annotation|visual|tools|kb_shortcuts)\.conf|dataset_infos?\.json)$/iu.test(
      last,
    )
  )
    return 'litter'
  if (last === '') return 'folder'
  const extension = /\.([^.]+)$/u.exec(last)?.[1]?.toLowerCase() ?? ''
  if (/^captions?\.(?:jsonl?|tsv|txt)$/iu.test(last)) return 'captions'
  if (PICTURES.includes(extension)) return 'picture'
  if (extension === 'zip') return 'zip'
  if (extension === 'xml') return 'boxes'
  return POSTS.includes(extension) && !TEXTS_ABOUT.test(last) ? 'posts' : 'other'
}
