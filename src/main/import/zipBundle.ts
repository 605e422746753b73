import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import { getFileNameLowLevel, openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { FileFault } from '../formats/fileFault.ts'
import { bundleFault, entryKind } from './zipEntries.ts'
import type { EntryKind, ZipEntry } from './zipEntries.ts'

// The only file that imports yauzl. It reads the central directory alone; CRC, limits, links and doubles are ours.

/** An open zip whose list of entries has passed every check; each entry is checked again when it is read. */
export interface ZipBundle {
  readonly name: string
  readonly entries: readonly ZipEntry[]
  kindOf(entry: ZipEntry): EntryKind
  /** Throws {@link FileFault} with the entry's name when its bytes are not what the list says. */
  read(entry: ZipEntry): AsyncGenerator<Uint8Array>
  close(): void
}

const LOCAL_HEADER = 'PK\u0003\u0004'
const NO_ENTRIES = 'PK\u0005\u0006'

/** By content: a name proves nothing. False also where the file cannot be read. */
export async function isZip(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const head = Buffer.alloc(4)
      await file.read(head, 0, 4, 0)
      return [LOCAL_HEADER, NO_ENTRIES].includes(head.toString('latin1'))
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}

/** Opens a zip and checks its list of entries. Throws {@link FileFault}. */
export async function openZip(path: string): Promise<ZipBundle> {
  const name = basename(path)
  const zip = await readingList(name, () =>
    openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }),
  )
  try {
    const found = await readingList(name, () => listEntries(zip))
    const fault = bundleFault([...found.keys()])
    if (fault !== null)
      throw new FileFault(name, fault.found, fault.expected, fault.advice, {
        entry: fault.entry,
      })
    return {
      name,
      entries: [...found.keys()],
      kindOf: (entry) => entryKind(entry),
      read: (entry) => readEntry({ zip, file: name, entry, raw: found.get(entry) }),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function readingList<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileFault || !(error instanceof Error)) throw error
    const found = /end of central directory/iu.test(error.message)
      ? 'the list at the end of the zip is missing, as in a download that broke off'
      : 'the list of entries of the zip is damaged'
    throw new FileFault(name, found, null, 'Download or pack it again')
  }
}

/** More are not even listed: the check of the list refuses them. */
const LISTED_AT_MOST = 100_001

async function listEntries(zip: ZipFile): Promise<Map<ZipEntry, Entry>> {
  const entries = new Map<ZipEntry, Entry>()
  for await (const raw of zip.eachEntry()) {
    entries.set(
      {
        name: nameOf(raw),
        size: raw.uncompressedSize,
        packed: raw.compressedSize,
        offset: raw.relativeOffsetOfLocalHeader,
        method: raw.compressionMethod,
        encrypted: raw.isEncrypted(),
        // The upper half holds the mode where a Unix system made the entry.
        mode: raw.versionMadeBy >> 8 === 3 ? raw.externalFileAttributes >>> 16 : 0,
      },
      raw,
    )
    if (entries.size >= LISTED_AT_MOST) break
  }
  return entries
}

/** Many tools write UTF-8 and do not say so; some of Windows write `\\` between folders. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | 0x800 : generalPurposeBitFlag
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, false)
}

interface Reading {
  readonly zip: ZipFile
  readonly file: string
  readonly entry: ZipEntry
  readonly raw: Entry | undefined
}

async function* readEntry({ zip, file, entry, raw }: Reading): AsyncGenerator<Uint8Array> {
  if (raw === undefined) throw new Error(`${entry.name} is no entry of ${file}`)
  let sum = 0
  try {
    // Its stream fails as soon as there are more bytes than the list says, and at the end if there are fewer.
    const stream = await zip.openReadStreamPromise(raw)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw damaged(file, entry, unpackFault(error.message))
  }
  if (sum !== raw.crc32) throw damaged(file, entry, 'does not have the checksum that the zip says')
}

/** yauzl's words for a program in words for a person. */
function unpackFault(message: string): string {
  if (message.startsWith('too many bytes')) return 'holds more bytes than the zip says'
  if (message.startsWith('not enough bytes')) return 'holds fewer bytes than the zip says'
  return 'cannot be unpacked: its bytes are damaged'
}

function damaged(file: string, entry: ZipEntry, what: string): FileFault {
  return new FileFault(file, `the entry ${what}`, null, 'Download or pack the zip again', {
    entry: entry.name,
  })
}
