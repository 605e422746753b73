import { open, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { HEAD_BYTES, otherContent, PICTURE_EXTENSIONS, pictureFormat } from './pictureFormat.ts'
import type { PictureFormat } from './pictureFormat.ts'
import { quoted } from '../formats/problemText.ts'

/** What a full look at a picture tells; made by the picture process. */
export type InspectedPicture =
  | {
      readonly state: 'ok'
      /** SHA-256 of the file in hex. */
      readonly hash: string
      readonly format: PictureFormat
      /** Pixels after EXIF rotation. */
      readonly width: number
      readonly height: number
      readonly bytes: number
    }
  | { readonly state: 'broken'; readonly reason: string }

export type FoundPicture =
  | (Extract<InspectedPicture, { state: 'ok' }> & {
      readonly path: string
      readonly notes: readonly string[]
    })
  | { readonly state: 'missing'; readonly reason: string }
  | { readonly state: 'broken' | 'refused'; readonly reason: string }

export interface PictureFolder {
  readonly folder: string
  /** Finds and inspects the picture of a name. Never rejects because of what a file holds. */
  find(name: string): Promise<FoundPicture>
}

const LARGEST_BYTES = 64 * 1024 * 1024
const SMALLEST_SIDE = 32

/**
 * Lists a folder (with those inside it; links are not followed) and finds pictures in it by name: as stated, else with
 * another extension of a picture, else in other letter case. Names are looked up in the list and never joined to a
 * path, so no name leaves the folder.
 */
export async function openPictureFolder(
  folder: string,
  inspect: (path: string) => Promise<InspectedPicture>,
): Promise<PictureFolder> {
  const names = new NameIndex(await listFiles(folder))
  return {
    folder,
    async find(name) {
      const match = names.lookUp(name)
      if (match === null)
        return { state: 'missing', reason: `no file of the folder is named ${quoted(name)}` }
      const path = join(folder, match.file)
      const fault = await faultOf(path)
      if (fault !== null) return fault
      const inspected = await inspect(path)
      if (inspected.state === 'broken') return inspected
      const notes = match.note === null ? [] : [match.note]
      const { width, height } = inspected
      if (Math.min(width, height) < SMALLEST_SIDE) notes.push(`it is only ${width} × ${height} pixels`)
      return { ...inspected, path, notes }
    },
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

/** Size and first bytes, before any decoder sees the file. */
async function faultOf(path: string): Promise<Exclude<FoundPicture, { state: 'ok' }> | null> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size > LARGEST_BYTES)
        return { state: 'refused', reason: `is larger than ${LARGEST_BYTES / 1024 / 1024} MiB` }
      const head = new Uint8Array(Math.min(size, HEAD_BYTES))
      const { bytesRead } = await file.read(head, 0, head.length, 0)
      const known = head.subarray(0, bytesRead)
      if (pictureFormat(known) !== null) return null
      const state = size === 0 ? 'broken' : 'refused'
      return { state, reason: `${otherContent(known)}, not a JPEG, PNG, WebP or GIF picture` }
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { state: 'broken', reason: `could not be read (${code})` }
  }
}

interface NameMatch {
  readonly file: string
  /** How the name differs from the stated one, where it matters; null: it does not. */
  readonly note: string | null
}

/** Files of a folder by whole relative name and by last name, each with and without extension. */
class NameIndex {
  readonly #exact = new Map<string, string[]>()
  readonly #folded = new Map<string, string[]>()

  constructor(files: readonly string[]) {
    for (const file of files) {
      const whole = file.split(sep).join('/')
      const last = whole.slice(whole.lastIndexOf('/') + 1)
      for (const name of new Set([whole, last])) {
        add(this.#exact, name, file)
        add(this.#folded, fold(name), file)
      }
    }
  }

  lookUp(stated: string): NameMatch | null {
    const name = stated.replaceAll('\\', '/').replace(/^(?:\.\/)+/u, '')
    const last = name.slice(name.lastIndexOf('/') + 1)
    for (const candidate of new Set([name, last])) {
      if (candidate === '') continue
      const found = this.#candidates(candidate, this.#exact, (each) => each)
      if (found !== null) return found
    }
    const folded = this.#candidates(last, this.#folded, fold)
    if (folded === null) return null
    return { ...folded, note: `the file is named ${quoted(folded.file)}, in other letter case` }
  }

  #candidates(
    name: string,
    index: ReadonlyMap<string, string[]>,
    key: (name: string) => string,
  ): NameMatch | null {
    const stem = name.replace(new RegExp(`\\.(?:${PICTURE_EXTENSIONS.join('|')})$`, 'iu'), '')
    for (const each of [name, ...PICTURE_EXTENSIONS.map((extension) => `${stem}.${extension}`)]) {
      const [file, other] = index.get(key(each)) ?? []
      if (file === undefined) continue
      const doubt =
        other === undefined ? null : `${quoted(other)} has that name too; ${quoted(file)} was taken`
      return { file, note: doubt }
    }
    return null
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function add(index: Map<string, string[]>, name: string, file: string): void {
  const files = index.get(name)
  if (files === undefined) index.set(name, [file])
  else files.push(file)
}
